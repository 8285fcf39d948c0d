/** The first region offered to a socket, and the largest, in bytes: small for an idle connection, large for a busy one. */
const MIN_REGION = 4096;
const MAX_REGION = 65_536;
/** Read buffers kept for the next read. A fast stream needs three: one being read, one being filled, one offered next. */
const MOST_SPARES = 2;

const NONE = new Uint8Array(0);

/**
 * Memory that a socket reads into. Regions grow with what arrives, follow each other within one buffer while there is
 * room, and go back to its beginning when everything before was read; buffers that were read are used again.
 */
export class RegionPool {
  /** The buffer of the region offered last. */
  buffer: Uint8Array = NONE;
  #at = 0;
  #size = MIN_REGION;
  #offered = 0;
  readonly #spares: Uint8Array[] = [];
  readonly #lent = new Set<Uint8Array>();

  /** The next region. @param nothingWaits whether all bytes committed so far were read. */
  reserve(nothingWaits: boolean): Uint8Array {
    if (nothingWaits) this.#at = 0;
    if (this.buffer.length - this.#at < this.#size / 2 || this.buffer.length < this.#size) this.#nextBuffer();
    this.#offered = this.buffer.length - this.#at;
    return this.buffer.subarray(this.#at);
  }

  /** Says that `count` bytes of the region offered last are filled. Returns where they begin in `buffer`. */
  commit(count: number): number {
    const from = this.#at;
    this.#at += count;
    if (count === this.#offered && this.#size < MAX_REGION) this.#size *= 2;
    return from;
  }

  /** Whether `buffer` is of this pool, so that its bytes will be overwritten one day. */
  owns(buffer: Uint8Array): boolean {
    return this.#lent.has(buffer);
  }

  /** Takes a buffer back whose bytes were all read. One that is being filled, or is not of this pool, is left alone. */
  release(buffer: Uint8Array): void {
    if (buffer === this.buffer || !this.#lent.has(buffer)) return;
    if (buffer.length === this.#size && this.#spares.length < MOST_SPARES) this.#spares.push(buffer);
    else this.#lent.delete(buffer);
  }

  #nextBuffer(): void {
    let next = this.#spares.pop();
    if (next === undefined || next.length < this.#size) {
      if (next !== undefined) this.#lent.delete(next);
      next = new Uint8Array(this.#size);
      this.#lent.add(next);
    }
    this.buffer = next;
    this.#at = 0;
  }
}
