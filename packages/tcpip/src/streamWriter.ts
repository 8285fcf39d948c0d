import type { Socket } from "node:net";
import { type ByteSource, bytesOf } from "./bytes.ts";
import { CLOSE_WAIT_TIME_MS } from "./constants.ts";
import { TcpipError } from "./errors.ts";
import { Slab } from "./slab.ts";
import { Waiters } from "./waiters.ts";
import { type WaitOptions, waitFor } from "./waiting.ts";

/** Pending bytes above which `drain` waits. */
const HIGH_WATER_BYTES = 65_536;

const DONE: Promise<void> = Promise.resolve();

/**
 * The sending side of a byte stream. `write` copies the bytes at once into a buffer, so that the caller may change them
 * right away, and everything written in one turn of the program leaves in one system call: a header and its body are one
 * segment, a burst of frames costs no more than its bytes. `drain` waits while the peer does not keep up.
 */
export class StreamWriter {
  /** The socket, for what is not offered here. Do not read from it, write to it or destroy it. */
  readonly socket: Socket;

  readonly #slab = new Slab();
  /** Made when somebody waits: an idle connection should be small. */
  #drained: Waiters<void> | undefined;
  #closed: Promise<void> | undefined;
  #flushScheduled = false;
  #closing = false;
  #error: Error | undefined;

  constructor(socket: Socket) {
    this.socket = socket;
  }

  /** Whether nothing can be written any more: closed here, or the connection is lost. */
  get isClosing(): boolean {
    return this.#closing || this.socket.destroyed;
  }

  /** Whether the connection broke, in distinction from being closed in good order. */
  get broken(): boolean {
    return this.#error !== undefined;
  }

  /** How many bytes are written but not yet with the operating system. */
  get pendingBytes(): number {
    return this.#slab.used + this.socket.writableLength;
  }

  /**
   * Sends bytes. They are copied before this returns. Use `drain` to wait while the peer does not keep up: without it
   * what is pending grows.
   *
   * @throws TcpipError `ERR_TCPIP_NOT_CONNECTED` when the writer is closing.
   */
  write(source: ByteSource): void {
    const bytes = bytesOf(source);
    this.#checkOpen();
    for (let from = 0; from < bytes.length; ) {
      if (this.#slab.full) this.#flush();
      from += this.#slab.append(bytes, from);
    }
    if (!this.#flushScheduled && this.#slab.used > 0) {
      this.#flushScheduled = true;
      queueMicrotask(this.#flushLater);
    }
  }

  /** Sends several pieces, one behind the other: nothing of another caller gets between them. Errors as `write`. */
  writeLines(sources: Iterable<ByteSource>): void {
    const pieces = [...sources];
    for (const piece of pieces) bytesOf(piece);
    for (const piece of pieces) this.write(piece);
  }

  /**
   * Resolves at once when at most 64 KiB are pending; if there are more, when the system has taken all of them. With `timeoutMs` or a
   * signal only the wait ends: what was written stays written.
   *
   * @throws TcpipError `ERR_TCPIP_CONNECTION_LOST` when the connection broke, `ERR_TCPIP_NOT_CONNECTED` after `close`.
   */
  drain(options?: WaitOptions): Promise<void> {
    if (this.#error === undefined && !this.isClosing && this.pendingBytes <= HIGH_WATER_BYTES) return DONE;
    return this.#drainLater(options);
  }

  /**
   * Sends what is pending, then closes the connection. Resolves when it is closed; takes at most 5 s, then cuts it off.
   * Safe to call again; never rejects.
   */
  close(): Promise<void> {
    if (!this.#closing) {
      this.#closing = true;
      this.#flush();
      this.socket.destroySoon();
      const cutOff = setTimeout(() => this.socket.destroy(), CLOSE_WAIT_TIME_MS);
      this.socket.once("close", () => clearTimeout(cutOff));
    }
    return this.#whenClosed();
  }

  /**
   * Ends the connection at once, unsent bytes lost. With `reset` the peer sees an error instead of an end, unless `close`
   * has told it the end already.
   */
  abort(options: { reset?: boolean } = {}): void {
    if (options.reset === true && !this.#closing) this.socket.resetAndDestroy();
    this.#closing = true;
    // `resetAndDestroy` waits for bytes that the peer does not take; this does not.
    this.socket.destroy();
  }

  /** Resolves when the connection is closed, from whichever side. */
  waitClosed(options?: WaitOptions): Promise<void> {
    return waitFor(this.#whenClosed(), "the connection did not close", options);
  }

  /** Says that the connection broke: `drain` rejects with `error` from now on. */
  fail(error: Error): void {
    this.#error ??= error;
    this.#drained?.resolveAll();
  }

  readonly #flushLater = (): void => {
    this.#flushScheduled = false;
    this.#flush();
  };

  #flush(): void {
    if (this.#slab.used === 0 || this.socket.destroyed) return;
    const { buffer, used } = this.#slab.detach();
    this.socket.write(used === buffer.length ? buffer : buffer.subarray(0, used));
    // Usually the system has taken all of it by now, and the memory is free again. A callback for each write would
    // tell the same and cost a fifth of the write.
    if (this.socket.writableLength === 0) this.#slab.giveBack(buffer);
  }

  async #drainLater(options?: WaitOptions): Promise<void> {
    this.#checkOpen();
    this.#flush();
    if (this.socket.writableLength <= HIGH_WATER_BYTES) return;
    await this.#drainWaiters().wait(`${this.pendingBytes} bytes pending: the peer did not read them`, options);
    this.#checkOpen();
  }

  #drainWaiters(): Waiters<void> {
    if (this.#drained === undefined) {
      const waiters = new Waiters<void>();
      this.socket.on("drain", () => waiters.resolveAll());
      this.socket.once("close", () => waiters.resolveAll());
      this.#drained = waiters;
    }
    return this.#drained;
  }

  #whenClosed(): Promise<void> {
    this.#closed ??= new Promise((resolve) => {
      if (this.socket.closed) resolve();
      else this.socket.once("close", () => resolve());
    });
    return this.#closed;
  }

  #checkOpen(): void {
    if (this.#error !== undefined) throw this.#error;
    if (this.isClosing) throw new TcpipError("ERR_TCPIP_NOT_CONNECTED", "Not connected: the writer is closed");
  }
}
