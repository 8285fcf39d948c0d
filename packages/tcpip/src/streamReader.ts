import { ByteQueue } from "./byteQueue.ts";
import { type ByteTarget, indexOfBytes } from "./bytes.ts";
import { DEFAULT_LIMIT_BYTES } from "./constants.ts";
import { IncompleteReadError, LimitOverrunError, TcpipError } from "./errors.ts";
import { checkWhole } from "./options.ts";
import { limitedWait, type WaitOptions } from "./waiting.ts";

/** Options of a `StreamReader`. */
export interface StreamReaderOptions {
  /** Longest line or message that `readLine` and `readUntil` accept, in bytes, separator included. Default 65536. */
  limitBytes?: number | undefined;
  /**
   * How many unread bytes are held before the socket is paused, so that the peer has to wait. Reading goes on when half
   * of them are read. A read that needs more than this still gets it. Default 131072.
   */
  highWaterBytes?: number | undefined;
}

/** Throws RangeError or TypeError for wrong options of a reader, before there is one. */
export function checkReaderOptions(options: StreamReaderOptions): void {
  checkWhole("limitBytes", options.limitBytes, 1);
  checkWhole("highWaterBytes", options.highWaterBytes, 1);
}

/** What feeds a reader, as far as the reader needs it. */
export interface ReaderSource {
  /** Stop feeding: nobody reads. */
  pause(): void;
  /** Go on feeding. */
  resume(): void;
}

/** As many whole frames as had arrived, in one piece. */
export interface FrameBatch {
  /** The frames, one behind the other. The memory is the reader's: valid until the loop goes on, never to be written. */
  readonly bytes: Uint8Array;
  /** How many frames there are, at least 1. */
  readonly count: number;
}

const NO_BYTES = "target must be an object with `bytes: Uint8Array`, for example a struct";
const LF = Uint8Array.of(0x0a);
const NOTHING = new Uint8Array(0);
/** What an attempt to read returns when there is not enough yet. */
const WAIT = Symbol("wait");
/** One promise for all reads that could be satisfied at once: a new one each time costs as much as the read. */
const DONE: Promise<void> = Promise.resolve();

/**
 * The receiving side of a byte stream. Every read either gets all it asked for or takes nothing: an aborted or timed-out
 * read loses no byte. One read at a time: a second one while the first waits rejects with `ERR_TCPIP_CONCURRENT_READ`.
 *
 * It is fed by a socket (`openConnection`, `startServer`), or by hand through `feedData`, `feedEof` and `fail`, so that
 * the same parsers work on serial lines, on recordings and in tests.
 */
export class StreamReader {
  /** Longest line or message accepted by `readLine` and `readUntil`, in bytes. */
  readonly limitBytes: number;
  /** Unread bytes at which the source is paused. */
  readonly highWaterBytes: number;
  /** When bytes arrived last, in milliseconds of `performance.now()`; before the first ones, when the reader was made. */
  lastReceivedMs: number = performance.now();

  readonly #queue = new ByteQueue();
  readonly #source: ReaderSource | undefined;
  readonly #onEof: (() => void) | undefined;
  #waiter: (() => void) | undefined;
  #paused = false;
  #eof = false;
  #eofTold = false;
  #error: Error | undefined;
  /** A batch is in use: its bytes are still in the queue. */
  #leased = false;

  /**
   * @param source what is paused when nobody reads.
   * @param onEof called once, when the end was received and the last byte before it is read.
   */
  constructor(options: StreamReaderOptions = {}, source?: ReaderSource, onEof?: () => void) {
    checkReaderOptions(options);
    this.limitBytes = options.limitBytes ?? DEFAULT_LIMIT_BYTES;
    this.highWaterBytes = options.highWaterBytes ?? 2 * DEFAULT_LIMIT_BYTES;
    this.#source = source;
    this.#onEof = onEof;
  }

  /** How many received bytes wait to be read. */
  get bufferedBytes(): number {
    return this.#queue.length;
  }

  /** Whether the peer has ended the stream and everything before that is read. */
  get atEof(): boolean {
    return this.#eof && this.#queue.length === 0;
  }

  /** Whether the source is paused because too much waits to be read. */
  get paused(): boolean {
    return this.#paused;
  }

  /**
   * Reads up to `count` bytes, as soon as there are any; -1 reads until the end of the stream. At the end: no bytes.
   * The result is the caller's.
   *
   * @throws TcpipError `ERR_TCPIP_CONNECTION_LOST` when the connection broke and nothing is left to read.
   */
  read(count = -1, options?: WaitOptions): Promise<Uint8Array> {
    return this.#read(() => {
      if (count !== -1) checkWhole("count", count, 0);
      if (count === 0) return NOTHING;
      const { length } = this.#queue;
      const ended = this.#ended(length);
      if (count === -1 ? ended : length > 0 || ended) {
        return this.#queue.take(count === -1 ? length : Math.min(count, length));
      }
      return WAIT;
    }, options);
  }

  /**
   * Reads exactly `count` bytes; the result is the caller's.
   *
   * @throws IncompleteReadError when the stream ends first; it has the bytes.
   * @throws TcpipError `ERR_TCPIP_CONNECTION_LOST` when the connection broke first.
   */
  readExactly(count: number, options?: WaitOptions): Promise<Uint8Array> {
    return this.#read(() => {
      checkWhole("count", count, 0);
      return this.#has(count) ? this.#queue.take(count) : WAIT;
    }, options);
  }

  /** Reads up to and including LF. At the end of the stream: what is left, which may be nothing. Errors as `readUntil`. */
  async readLine(options?: WaitOptions): Promise<Uint8Array> {
    try {
      return await this.readUntil(LF, options);
    } catch (error) {
      if (error instanceof IncompleteReadError && error.cause === undefined) return error.partial;
      throw error;
    }
  }

  /**
   * Reads up to and including `separator`, which is LF if absent; the result is the caller's.
   *
   * @throws LimitOverrunError when the message is longer than `limitBytes`; the bytes stay.
   * @throws IncompleteReadError when the stream ends before the separator; it has the bytes.
   */
  async readUntil(separator: Uint8Array = LF, options?: WaitOptions): Promise<Uint8Array> {
    if (!(separator instanceof Uint8Array)) throw new TypeError("separator must be a Uint8Array");
    if (separator.length === 0) throw new RangeError("separator must have at least 1 byte");
    let scanned = 0;
    return this.#read(() => {
      const { length } = this.#queue;
      const at = this.#find(separator, scanned);
      const message = at < 0 ? length : at + separator.length;
      if (message > this.limitBytes) throw new LimitOverrunError(this.limitBytes, message);
      if (at >= 0) return this.#queue.take(message);
      if (this.#ended(length)) throw this.#incomplete(undefined);
      scanned = Math.max(0, length - separator.length + 1);
      return WAIT;
    }, options);
  }

  /**
   * Fills `target.bytes`, exactly. This is how structs are received: one copy into memory that is used again and again.
   *
   * @throws IncompleteReadError when the stream ends first; `target` is unchanged.
   * @throws TcpipError `ERR_TCPIP_CONNECTION_LOST` when the connection broke first.
   */
  readInto(target: ByteTarget, options?: WaitOptions): Promise<void> {
    if (target?.bytes?.length === undefined) return Promise.reject(new TypeError(NO_BYTES));
    if (options?.signal?.aborted !== true && this.tryReadInto(target)) return DONE;
    return this.#readIntoLater(target, options);
  }

  /** Fills `target.bytes` if enough bytes have arrived; otherwise changes nothing and returns false. Never waits. */
  tryReadInto(target: ByteTarget): boolean {
    const bytes = target?.bytes;
    if (bytes?.length === undefined) throw new TypeError(NO_BYTES);
    const queue = this.#queue;
    if (queue.end - queue.start < bytes.length && queue.length < bytes.length) return false;
    if (this.#waiter !== undefined || this.#leased) return false;
    queue.copyInto(bytes);
    if (this.#paused || this.#eof) this.#afterRead();
    return true;
  }

  /**
   * Whole frames of one size, all that have arrived at each turn: the fastest way to read, because nothing is copied and
   * one promise serves many frames. Ends when the stream ends between two frames. Leaving the loop drops the batch it was in.
   *
   * @throws IncompleteReadError when the stream ends inside a frame.
   */
  async *batches(frameSize: number, options?: WaitOptions): AsyncGenerator<FrameBatch, void, undefined> {
    checkWhole("frameSize", frameSize, 1);
    const queue = this.#queue;
    // For a frame that arrived in two pieces.
    const joined = new Uint8Array(frameSize);
    for (;;) {
      const whole = await this.#read(() => {
        const ready = Math.floor((queue.end - queue.start) / frameSize) * frameSize;
        if (ready === 0) {
          if (!this.#has(frameSize, queue.length === 0)) return this.atEof ? -1 : WAIT;
          queue.copyInto(joined);
        }
        this.#leased = true;
        return ready;
      }, options);
      if (whole < 0) return;
      const bytes = whole === 0 ? joined : queue.buffer.subarray(queue.start, queue.start + whole);
      try {
        yield { bytes, count: bytes.length / frameSize };
      } finally {
        this.#leased = false;
        queue.drop(whole);
        this.#afterRead();
      }
    }
  }

  /** The bytes as they come, in chunks of any size, until the stream ends. Each chunk is the caller's. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void, undefined> {
    for (;;) {
      const chunk = await this.read(this.highWaterBytes);
      if (chunk.length === 0) return;
      yield chunk;
    }
  }

  /** Gives received bytes, also as a Buffer, to the reader, which owns `chunk` from then on. */
  feedData(chunk: Uint8Array): void {
    if (this.#eof || this.#error !== undefined || chunk.length === 0) return;
    // A Buffer's `slice` would not copy, and what is read is promised to be a plain Uint8Array.
    const plain = chunk.constructor === Uint8Array;
    this.#queue.append(plain ? chunk : new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    this.#received();
  }

  /** A region that the next received bytes may be written to; `commitRegion` says how many were. */
  offerRegion(): Uint8Array {
    return this.#queue.reserve();
  }

  /** Says that `count` bytes were written into the region that `offerRegion` returned last. */
  commitRegion(count: number): void {
    if (this.#eof || this.#error !== undefined) return;
    this.#queue.commit(count);
    this.#received();
  }

  /** Says that the peer has ended the stream. What has arrived can still be read. */
  feedEof(): void {
    if (this.#eof || this.#error !== undefined) return;
    this.#eof = true;
    this.#waiter?.();
    this.#tellEof();
  }

  /** Says that the stream is broken. What has arrived can still be read; then every read rejects with `error`. */
  fail(error: Error): void {
    if (this.#eof || this.#error !== undefined) return;
    this.#error = error;
    this.#waiter?.();
  }

  #readIntoLater(target: ByteTarget, options?: WaitOptions): Promise<void> {
    return this.#read<void>(() => {
      const { bytes } = target;
      return this.#has(bytes.length) ? this.#queue.copyInto(bytes) : WAIT;
    }, options);
  }

  /**
   * The frame of every read: tries at once, then at each arrival. `attempt` takes its bytes and returns its result, or
   * takes nothing and returns WAIT, or throws.
   */
  #read<T>(attempt: () => T | typeof WAIT, options?: WaitOptions): Promise<T> {
    try {
      if (this.#waiter !== undefined || this.#leased) {
        throw new TcpipError("ERR_TCPIP_CONCURRENT_READ", "another read of this stream is not finished");
      }
      options?.signal?.throwIfAborted();
      const early = attempt();
      if (early !== WAIT) {
        this.#afterRead();
        return Promise.resolve(early);
      }
      if (this.#paused) this.#resume();
    } catch (error) {
      return Promise.reject(error);
    }
    // The common case, without limits, is worth a shorter way.
    if (options === undefined) return new Promise((resolve, reject) => this.#await(attempt, resolve, reject));
    return limitedWait<T>("no complete message", options, (resolve, reject) => {
      this.#await(attempt, resolve, reject);
      return () => {
        this.#waiter = undefined;
        this.#afterArrival();
      };
    });
  }

  /** Tries again at each arrival. */
  #await<T>(attempt: () => T | typeof WAIT, resolve: (value: T) => void, reject: (reason: unknown) => void): void {
    this.#waiter = () => {
      try {
        const result = attempt();
        if (result === WAIT) return;
        this.#waiter = undefined;
        resolve(result);
      } catch (error) {
        this.#waiter = undefined;
        reject(error);
      }
      this.#afterRead();
    };
  }

  /** Whether `count` bytes wait. When they never will, throws, unless `endIsFine` and the stream ended in good order. */
  #has(count: number, endIsFine = false): boolean {
    const { length } = this.#queue;
    if (length >= count) return true;
    if (this.#ended(length) && !endIsFine) throw this.#incomplete(count);
    return false;
  }

  /** Index of `separator` among the waiting bytes at or behind `from`, or -1. */
  #find(separator: Uint8Array, from: number): number {
    const queue = this.#queue;
    const inFirst = indexOfBytes(queue.buffer.subarray(queue.start, queue.end), separator, from);
    if (inFirst >= 0 || queue.end - queue.start === queue.length) return inFirst;
    queue.gather();
    return indexOfBytes(queue.buffer.subarray(queue.start, queue.end), separator, from);
  }

  /** Takes what is left, which is less than a message. */
  #incomplete(expected: number | undefined): IncompleteReadError {
    const cause = this.#error;
    return new IncompleteReadError(this.#queue.take(this.#queue.length), expected, cause && { cause });
  }

  /** Whether the stream is over. When it broke rather than ended, throws the error as soon as nothing is left. */
  #ended(unread: number): boolean {
    if (this.#error !== undefined && unread === 0) throw this.#error;
    return this.#eof || this.#error !== undefined;
  }

  #received(): void {
    this.lastReceivedMs = performance.now();
    this.#waiter?.();
    this.#afterArrival();
  }

  #afterArrival(): void {
    if (this.#paused || this.#waiter !== undefined || this.#queue.length < this.highWaterBytes) return;
    this.#paused = true;
    this.#source?.pause();
  }

  #afterRead(): void {
    if (this.#paused && this.#queue.length <= this.highWaterBytes / 2) this.#resume();
    this.#tellEof();
  }

  #resume(): void {
    this.#paused = false;
    this.#source?.resume();
  }

  #tellEof(): void {
    if (this.#eofTold || !this.atEof) return;
    this.#eofTold = true;
    this.#onEof?.();
  }
}
