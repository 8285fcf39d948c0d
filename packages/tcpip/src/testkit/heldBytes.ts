/** Bytes waiting in the proxy, with the time each chunk came in. */
export class HeldBytes {
  readonly #chunks: { bytes: Buffer; atMs: number }[] = [];
  #length = 0;

  /** Number of bytes held. */
  get length(): number {
    return this.#length;
  }

  add(bytes: Buffer, atMs: number): void {
    this.#chunks.push({ bytes, atMs });
    this.#length += bytes.length;
  }

  /** Length of the oldest chunk; 0 when nothing is held. */
  get firstChunkLength(): number {
    return this.#chunks[0]?.bytes.length ?? 0;
  }

  /** When the byte at `index` came in, in ms; Infinity when it has not. */
  atMsOf(index: number): number {
    let end = 0;
    for (const chunk of this.#chunks) {
      end += chunk.bytes.length;
      if (index < end) return chunk.atMs;
    }
    return Infinity;
  }

  /** Number of bytes that came in no later than `atMs`. */
  countUntil(atMs: number): number {
    let count = 0;
    for (const chunk of this.#chunks) {
      if (chunk.atMs > atMs) break;
      count += chunk.bytes.length;
    }
    return count;
  }

  /** Removes and returns the oldest `length` bytes, in one piece. */
  take(length: number): Buffer {
    const taken: Buffer[] = [];
    let missing = Math.min(length, this.#length);
    this.#length -= missing;
    while (missing > 0) {
      const chunk = this.#chunks[0];
      if (chunk === undefined) break;
      const piece = chunk.bytes.subarray(0, missing);
      chunk.bytes = chunk.bytes.subarray(piece.length);
      if (chunk.bytes.length === 0) this.#chunks.shift();
      taken.push(piece);
      missing -= piece.length;
    }
    return taken.length === 1 && taken[0] !== undefined ? taken[0] : Buffer.concat(taken);
  }
}
