import { RegionPool } from "./regionPool.ts";

/** Below this size a copy loop is faster than making a view of the source first. */
const SMALL_COPY = 32;

const EMPTY = new Uint8Array(0);

/** A run of received bytes: `buffer[start..end]`. */
interface Segment {
  buffer: Uint8Array;
  start: number;
  end: number;
}

/**
 * The bytes received and not yet read, as a queue of segments. They arrive in one of two ways, both without a copy: a
 * socket writes into the region that `reserve` returns and `commit` says how much, or a chunk that somebody else
 * allocated is given away by `append`. Almost always all of them are in the first segment, whose fields are the queue's
 * own: that is the fast path of every read. Memory is allocated with the first byte, not before.
 */
export class ByteQueue {
  /** The first segment: its waiting bytes are `buffer[start..end]`. */
  buffer: Uint8Array = EMPTY;
  start = 0;
  end = 0;
  /** Memory of `buffer` and where it begins there: making a view from these is cheaper than `subarray`. */
  #memory: ArrayBufferLike = EMPTY.buffer;
  #base = 0;
  /** The other segments. Made when needed, like the pool: most connections never need either. */
  #rest: Segment[] | undefined;
  #restLength = 0;
  #pool: RegionPool | undefined;

  /** How many bytes wait. */
  get length(): number {
    return this.end - this.start + this.#restLength;
  }

  /** Takes over `chunk`: from now on nobody else may change it. */
  append(chunk: Uint8Array): void {
    this.#push(chunk, 0, chunk.length);
  }

  /** A writable region for the next read from a socket. It is never empty. */
  reserve(): Uint8Array {
    this.#pool ??= new RegionPool();
    return this.#pool.reserve(this.start === this.end && this.#restLength === 0);
  }

  /** Says that `count` bytes were written into the region that `reserve` returned last. */
  commit(count: number): void {
    const pool = this.#pool;
    if (pool === undefined) return;
    const from = pool.commit(count);
    const last = this.#rest?.at(-1);
    // What follows the bytes before it in the same buffer is no new segment.
    if (last === undefined) {
      if (this.buffer === pool.buffer && this.end === from && this.start < this.end) {
        this.end += count;
        return;
      }
    } else if (last.buffer === pool.buffer && last.end === from) {
      last.end += count;
      this.#restLength += count;
      return;
    }
    this.#push(pool.buffer, from, from + count);
  }

  /** Copies the first `target.length` waiting bytes into `target` and drops them here. There must be that many. */
  copyInto(target: Uint8Array): void {
    const { buffer, start, end } = this;
    const count = target.length;
    if (end - start < count) {
      this.#copyAcross(target);
      return;
    }
    if (count <= SMALL_COPY) for (let i = 0; i < count; i++) target[i] = buffer[start + i] as number;
    else target.set(new Uint8Array(this.#memory, this.#base + start, count));
    this.drop(count);
  }

  /** Drops the first `count` bytes of the first segment. */
  drop(count: number): void {
    this.start += count;
    if (this.start === this.end && this.#restLength > 0) this.#advance();
  }

  /** Removes the first `count` waiting bytes and returns them; the result is the caller's. There must be that many. */
  take(count: number): Uint8Array {
    const { buffer, start, end } = this;
    // A chunk that has its memory for itself, and of which nothing else is needed, can be given away.
    const alone = buffer.byteLength === buffer.buffer.byteLength && this.#pool?.owns(buffer) !== true;
    const whole = alone && end - start === count;
    const bytes = whole ? buffer.subarray(start, end) : new Uint8Array(count);
    if (whole) this.drop(count);
    else this.copyInto(bytes);
    return bytes;
  }

  /** Brings all waiting bytes into the first segment. */
  gather(): void {
    if (this.#restLength === 0) return;
    const all = new Uint8Array(this.length);
    this.#copyAcross(all);
    this.append(all);
  }

  #push(buffer: Uint8Array, start: number, end: number): void {
    if (this.start === this.end && this.#restLength === 0) {
      this.#begin(buffer, start, end);
    } else {
      this.#rest ??= [];
      this.#rest.push({ buffer, start, end });
      this.#restLength += end - start;
    }
  }

  #copyAcross(target: Uint8Array): void {
    for (let at = 0; at < target.length; ) {
      const count = Math.min(target.length - at, this.end - this.start);
      target.set(this.buffer.subarray(this.start, this.start + count), at);
      at += count;
      this.drop(count);
    }
  }

  /** Goes on to the next segment. */
  #advance(): void {
    const next = this.#rest?.shift();
    if (next === undefined) return;
    const { buffer, start, end } = next;
    this.#restLength -= end - start;
    this.#begin(buffer, start, end);
  }

  /** Makes a segment the first one. The one before it was read. */
  #begin(buffer: Uint8Array, start: number, end: number): void {
    if (buffer !== this.buffer) {
      this.#pool?.release(this.buffer);
      this.buffer = buffer;
      this.#memory = buffer.buffer;
      this.#base = buffer.byteOffset;
    }
    this.start = start;
    this.end = end;
  }
}
