/** The smallest buffer a queue allocates, in bytes: enough for a typical message, small for an idle connection. */
const MIN_CAPACITY = 4096;
/** The largest region offered to one read from a socket, in bytes. */
const MAX_REGION = 65_536;
/** Below this size a copy loop is faster than making a view of the source first. */
const SMALL_COPY = 32;

const EMPTY = new Uint8Array(0);

/**
 * The bytes received and not yet read, always in one piece. They arrive in one of two ways: a socket writes into the
 * region that `reserve` returns and `commit` says how much (no copy at all), or a chunk that somebody else allocated is
 * given away by `append`, which adopts it when the queue is empty and copies it behind the waiting bytes otherwise.
 *
 * Invariant: the waiting bytes are `buffer[start..end]`. The buffer is allocated with the first byte, not before.
 */
export class ByteQueue {
  /** Where the waiting bytes are. Replaced when it gets too small; then old views stay valid and stop changing. */
  buffer: Uint8Array = EMPTY;
  /** Index of the first waiting byte. */
  start = 0;
  /** Index behind the last waiting byte. */
  end = 0;
  /** While true, bytes before `end` are not moved or overwritten: somebody outside holds a view of them. */
  leased = false;
  /** Whether `buffer` was allocated here; an adopted chunk is never written to. */
  #own = false;
  /** How much the next `reserve` offers: doubles with every region that was filled to the brim. */
  #region = MIN_CAPACITY;

  /** How many bytes wait. */
  get length(): number {
    return this.end - this.start;
  }

  /** Takes over `chunk`: from now on nobody else may change it. */
  append(chunk: Uint8Array): void {
    if (this.start === this.end && !this.leased) {
      this.buffer = chunk;
      this.#own = false;
      this.start = 0;
      this.end = chunk.length;
      return;
    }
    this.#makeRoom(chunk.length);
    this.buffer.set(chunk, this.end);
    this.end += chunk.length;
  }

  /** A writable region behind the waiting bytes, for the next read from a socket. It is never empty. */
  reserve(): Uint8Array {
    if (this.start === this.end && this.#own && !this.leased) this.start = this.end = 0;
    if (!this.#own || this.buffer.length - this.end < this.#region >> 1) this.#makeRoom(this.#region);
    return this.buffer.subarray(this.end, Math.min(this.buffer.length, this.end + MAX_REGION));
  }

  /** Says that `count` bytes were written into the region that `reserve` returned last, of `offered` bytes. */
  commit(count: number, offered: number): void {
    this.end += count;
    if (count === offered && this.#region < MAX_REGION) this.#region *= 2;
  }

  /** Copies the first `target.length` waiting bytes into `target` and drops them here. There must be that many. */
  copyInto(target: Uint8Array): void {
    const { buffer, start } = this;
    const count = target.length;
    if (count <= SMALL_COPY) for (let i = 0; i < count; i++) target[i] = buffer[start + i] as number;
    else target.set(buffer.subarray(start, start + count));
    this.start = start + count;
  }

  /** Removes the first `count` waiting bytes and returns them; the result is the caller's. There must be that many. */
  take(count: number): Uint8Array {
    const from = this.start;
    this.start += count;
    // The rest of an adopted chunk can be given away: nobody will write to it again.
    if (this.start === this.end && !this.#own && !this.leased) return this.buffer.subarray(from, this.end);
    return this.buffer.slice(from, this.start);
  }

  /** Drops all waiting bytes and the buffer. */
  clear(): void {
    this.buffer = EMPTY;
    this.#own = false;
    this.start = 0;
    this.end = 0;
  }

  /** Makes place for `count` more bytes behind `end`, moving the waiting bytes to the front or to a larger buffer. */
  #makeRoom(count: number): void {
    const waiting = this.end - this.start;
    const writable = this.#own && !this.leased;
    if (this.#own && this.buffer.length - this.end >= count) return;
    if (writable && this.buffer.length >= waiting + count) {
      this.buffer.copyWithin(0, this.start, this.end);
    } else {
      let capacity = MIN_CAPACITY;
      while (capacity < waiting + count) capacity *= 2;
      const larger = new Uint8Array(capacity);
      larger.set(this.buffer.subarray(this.start, this.end));
      this.buffer = larger;
      this.#own = true;
    }
    this.start = 0;
    this.end = waiting;
  }
}
