/** The first buffer of a connection, and the largest, in bytes. */
const MIN_BYTES = 2048;
const MAX_BYTES = 65_536;

/**
 * Where outgoing bytes are collected until they leave together. Buffers come back when the socket has sent them and are
 * used again; at most one spare is kept, so that a connection that writes little holds little.
 */
export class Slab {
  #buffer: Buffer | undefined;
  #spare: Buffer | undefined;
  #size = MIN_BYTES;
  /** How many bytes are collected. */
  used = 0;

  /** Whether nothing more fits, so that what is collected must leave first. */
  get full(): boolean {
    return this.used === MAX_BYTES;
  }

  /** Copies from `bytes`, beginning at `from`, as much as fits. Returns how much that was. */
  append(bytes: Uint8Array, from: number): number {
    const count = Math.min(bytes.length - from, MAX_BYTES - this.used);
    const buffer = this.#room(count);
    buffer.set(from === 0 && count === bytes.length ? bytes : bytes.subarray(from, from + count), this.used);
    this.used += count;
    return count;
  }

  /** Hands over what is collected, for the socket; `giveBack` the buffer when it is sent. */
  detach(): { buffer: Buffer; used: number } {
    const detached = { buffer: this.#buffer as Buffer, used: this.used };
    this.#buffer = undefined;
    this.used = 0;
    return detached;
  }

  /** Takes a sent buffer back, to use its memory again. */
  giveBack(buffer: Buffer): void {
    if (buffer.length === this.#size) this.#spare = buffer;
  }

  /** Forgets everything. */
  clear(): void {
    this.#buffer = undefined;
    this.#spare = undefined;
    this.used = 0;
  }

  #room(count: number): Buffer {
    let buffer = this.#buffer ?? this.#spare;
    if (buffer === this.#spare) this.#spare = undefined;
    const needed = this.used + count;
    if (buffer === undefined || buffer.length < needed) {
      while (this.#size < needed) this.#size *= 2;
      const larger = Buffer.allocUnsafeSlow(this.#size);
      if (buffer !== undefined && this.used > 0) larger.set(buffer.subarray(0, this.used));
      buffer = larger;
    }
    this.#buffer = buffer;
    return buffer;
  }
}
