import type { ByteSource, ByteTarget } from "./bytes.ts";
import { type CloseReason, type Connection, connectionLost, peerName } from "./connection.ts";
import { DEFAULT_ENCODING, DEFAULT_MONITOR_CONNECTION_INTERVAL, DEFAULT_TERMINATOR } from "./constants.ts";
import { isTcpipError, TcpipError } from "./errors.ts";
import { IdleWatch } from "./idleWatch.ts";
import { type LogFunction, type ScopedLog, scopedLog } from "./log.ts";
import { checkFunction, checkMs } from "./options.ts";
import { checkReaderOptions, type StreamReader, type StreamReaderOptions } from "./streamReader.ts";
import type { StreamWriter } from "./streamWriter.ts";
import { writeFrom } from "./structIo.ts";
import { TextMessages } from "./textMessages.ts";
import { Deferred, type WaitOptions } from "./waiting.ts";

/** Options that clients and servers share. `Self` is what `connectCallback` receives. */
export interface BaseOptions<Self> extends StreamReaderOptions {
  /** A name for log texts. Default: none. */
  name?: string | undefined;
  /** Where log records go. Default: nowhere. */
  log?: LogFunction | undefined;
  /**
   * Called with the instance whenever `connected` has changed since the last call, with `connected` already new. It may
   * return a promise; whoever noticed the change waits for it. What it throws is logged and changes nothing.
   */
  connectCallback?: ((self: Self) => void | Promise<void>) | undefined;
  /**
   * > 0: a lost link is noticed when it happens, also while nobody reads. <= 0: it is noticed by the next read, or by the
   * next client of a server. The original polls at this interval, in milliseconds; here the socket tells. Default 100.
   */
  monitorConnectionInterval?: number | undefined;
  /** Encoding of `readStr`, `writeStr`, `readJson`, `writeJson`: utf-8 (default), utf-16, utf-32, ascii, latin-1. */
  encoding?: string | undefined;
  /** The bytes behind each text message. Default CR LF. */
  terminator?: Uint8Array | undefined;
  /**
   * Longest silence of the peer, in milliseconds, before the link counts as lost: for peers that vanish without a word.
   * Time in which nobody reads and the socket is therefore paused does not count. 0 (default): no limit.
   */
  idleTimeoutMs?: number | undefined;
}

const DONE: Promise<void> = Promise.resolve();
const REASONS: Readonly<Record<CloseReason, string>> = {
  local: ": closed on this side",
  remote: ": the peer has ended the link",
  lost: ": the link broke",
};

/** What a `Client` and a `OneClientServer` have in common: at most one connection, and knowing how it fares. */
export abstract class BaseClientOrServer<Self> implements AsyncDisposable {
  /** The name in log texts. */
  readonly name: string;
  /** As given: > 0 when the link is watched. */
  readonly monitorConnectionInterval: number;
  /** Resolves when the instance is closed for good. */
  readonly doneTask: Promise<void>;
  /** Settles when `start` is through: connected (client), listening (server), or its error. */
  readonly startTask: Promise<void>;

  protected readonly log: ScopedLog;
  protected readonly started: Deferred<void> = new Deferred<void>();
  protected readonly done: Deferred<void> = new Deferred<void>();
  protected readonly readerOptions: StreamReaderOptions;

  readonly #text: TextMessages;
  readonly #connectCallback: ((self: Self) => void | Promise<void>) | undefined;
  readonly #idleWatch: IdleWatch;
  #connection: Connection | undefined;
  #lastReader: StreamReader | undefined;
  #shouldBeConnected = false;
  #lastReported = false;
  #closeReason: CloseReason | undefined;
  #startCalled = false;
  #lastClose: Promise<void> = DONE;

  constructor(options: BaseOptions<Self>) {
    checkFunction("connectCallback", options.connectCallback);
    checkFunction("log", options.log);
    checkMs("idleTimeoutMs", options.idleTimeoutMs);
    checkReaderOptions(options);
    const { monitorConnectionInterval = DEFAULT_MONITOR_CONNECTION_INTERVAL } = options;
    if (typeof monitorConnectionInterval !== "number" || Number.isNaN(monitorConnectionInterval)) {
      throw new TypeError("monitorConnectionInterval must be a number of milliseconds");
    }
    this.name = options.name ?? "";
    this.monitorConnectionInterval = monitorConnectionInterval;
    this.log = scopedLog(options.log, `${new.target.name}(${this.name})`);
    this.readerOptions = { limitBytes: options.limitBytes, highWaterBytes: options.highWaterBytes };
    this.doneTask = this.done.promise;
    this.startTask = this.started.promise;
    this.#text = new TextMessages(options.encoding ?? DEFAULT_ENCODING, options.terminator ?? DEFAULT_TERMINATOR);
    this.#connectCallback = options.connectCallback;
    this.#idleWatch = new IdleWatch(options.idleTimeoutMs ?? 0, (silentMs) => this.#loseIdle(silentMs));
  }

  /** Whether there is a usable connection. It can stay true for a while after the peer vanished, if nobody writes. */
  get connected(): boolean {
    const connection = this.#connection;
    return connection !== undefined && !connection.reader.atEof && !connection.writer.isClosing;
  }

  /** Whether there should be one: true from connecting until `close`. With `connected` false: the link was lost. */
  get shouldBeConnected(): boolean {
    return this.#shouldBeConnected;
  }

  /** Why the last connection is over; `undefined` while there is one, and before the first. */
  get closeReason(): CloseReason | undefined {
    return this.connected ? undefined : this.#closeReason;
  }

  /** The encoding of text messages, as given. */
  get encoding(): string {
    return this.#text.encoding;
  }

  /** The bytes behind each text message. */
  get terminator(): Uint8Array {
    return this.#text.terminator;
  }

  /** The reader of the current connection, or of the last one. */
  get reader(): StreamReader | undefined {
    return this.#lastReader;
  }

  /** The writer of the current connection. */
  get writer(): StreamWriter | undefined {
    return this.#connection?.writer;
  }

  /**
   * Opens what there is to open. Call it once.
   *
   * @throws TcpipError `ERR_TCPIP_ALREADY_STARTED` on the second call, `ERR_TCPIP_CLOSED` after `close`.
   */
  async start(options?: WaitOptions): Promise<void> {
    if (this.#startCalled) {
      throw new TcpipError("ERR_TCPIP_ALREADY_STARTED", `${this.constructor.name} was started already`);
    }
    this.#startCalled = true;
    try {
      if (this.done.settled) throw this.closedError();
      await this.open(options);
      this.started.resolve();
    } catch (error) {
      this.started.reject(error);
      throw error;
    }
  }

  /** Closes everything, for good. Idempotent: all callers get the same promise, which never rejects. */
  abstract close(): Promise<void>;

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** As `StreamReader.read`: up to `count` bytes, -1 until the end; no bytes at the end of the stream. */
  read(count = -1, options?: WaitOptions): Promise<Uint8Array> {
    return this.#reading((reader) => reader.read(count, options));
  }

  /** As `StreamReader.readExactly`. */
  readExactly(count: number, options?: WaitOptions): Promise<Uint8Array> {
    return this.#reading((reader) => reader.readExactly(count, options));
  }

  /** As `StreamReader.readLine`: up to and including LF. */
  readLine(options?: WaitOptions): Promise<Uint8Array> {
    return this.#reading((reader) => reader.readLine(options));
  }

  /** As `StreamReader.readUntil`. The default separator is LF, not the terminator. */
  readUntil(separator?: Uint8Array, options?: WaitOptions): Promise<Uint8Array> {
    return this.#reading((reader) => reader.readUntil(separator, options));
  }

  /** As `StreamReader.readInto`: fills `target.bytes`. */
  readInto(target: ByteTarget, options?: WaitOptions): Promise<void> {
    if (options?.signal?.aborted !== true && this.connected && this.tryReadInto(target)) return DONE;
    return this.#reading((reader) => reader.readInto(target, options));
  }

  /** As `StreamReader.tryReadInto`, false also when not connected. */
  tryReadInto(target: ByteTarget): boolean {
    return this.#connection?.reader.tryReadInto(target) ?? false;
  }

  /** One text message without its terminator. @throws TcpipError `ERR_TCPIP_ENCODING`; the connection stays up. */
  async readStr(options?: WaitOptions): Promise<string> {
    return this.#text.decode(await this.readUntil(this.#text.terminator, options));
  }

  /** One JSON message. @throws JsonDecodeError with the text; the connection stays up. */
  async readJson(options?: WaitOptions): Promise<unknown> {
    return this.#text.decodeJson(await this.readUntil(this.#text.terminator, options));
  }

  /** Sends bytes, copied at once, and waits while the peer does not keep up. */
  write(source: ByteSource, options?: WaitOptions): Promise<void> {
    return this.writeLines([source], options);
  }

  /** Sends several pieces in one go, and waits while the peer does not keep up. */
  async writeLines(sources: Iterable<ByteSource>, options?: WaitOptions): Promise<void> {
    const { writer } = this.#live();
    writer.writeLines(sources);
    await writer.drain(options);
  }

  /**
   * Sends structs in one go, and waits while the peer does not keep up. They may be changed at once. The one method that
   * waits and takes no limits, because its arguments are the structs: `writeLines(structs, { signal, timeoutMs })` does.
   */
  writeFrom(...sources: ByteSource[]): Promise<void> {
    const connection = this.#connection;
    if (connection === undefined || !this.connected) return Promise.reject(this.#notConnected());
    return writeFrom(connection.writer, ...sources);
  }

  /** Sends a text message: the text and the terminator in one piece. */
  async writeStr(text: string, options?: WaitOptions): Promise<void> {
    await this.write(this.#text.encode(text), options);
  }

  /** Sends a value as JSON, written as Python writes it. @throws TypeError when it has no JSON. */
  async writeJson(value: unknown, options?: WaitOptions): Promise<void> {
    await this.write(this.#text.encodeJson(value), options);
  }

  /** What `start` does. */
  protected abstract open(options?: WaitOptions): Promise<void>;

  /** The instance, for the callback. */
  protected abstract self(): Self;

  /** The hook of a connection: looks whether it is still usable. */
  protected readonly onChange = (): void => {
    if (this.monitorConnectionInterval > 0) void this.checkConnection();
  };

  /** Takes a new connection into use. The callback is the caller's to call. */
  protected useConnection(connection: Connection): void {
    this.#connection = connection;
    this.#lastReader = connection.reader;
    this.#shouldBeConnected = true;
    this.#closeReason = undefined;
    this.#idleWatch.watch(connection.reader);
    this.log.debug("connected", { peer: peerName(connection.writer.socket) });
  }

  /** Says that no connection is wanted any more. */
  protected expectNoConnection(): void {
    this.#shouldBeConnected = false;
  }

  /** If the link was lost since the last report: closes the own side and reports. */
  protected async checkConnection(): Promise<void> {
    if (this.#lastReported && !this.connected) await this.closeOwnSide("remote");
  }

  /** Closes the own side, reports, and waits until it is closed. */
  protected async closeOwnSide(reason: CloseReason): Promise<void> {
    await this.dropConnection(reason);
    await this.#lastClose;
  }

  /**
   * Begins to close the writer, drops it, and reports. `reason` holds unless the connection broke before. Does not wait
   * for the peer to take what is still pending: a dead one never does.
   */
  protected async dropConnection(reason: CloseReason): Promise<void> {
    const connection = this.#connection;
    this.#connection = undefined;
    this.#idleWatch.stop();
    if (connection !== undefined) {
      this.#closeReason = connection.writer.broken ? "lost" : reason;
      this.log.debug("connection closed", { reason: this.#closeReason });
      this.#lastClose = connection.writer.close();
    }
    await this.reportConnection();
  }

  /** Calls `connectCallback` if `connected` differs from the last call. Never rejects. */
  protected async reportConnection(): Promise<void> {
    const { connected } = this;
    if (connected === this.#lastReported) return;
    this.#lastReported = connected;
    try {
      await this.#connectCallback?.(this.self());
    } catch (error) {
      this.log.error("connectCallback failed", error, { connected });
    }
  }

  /** Whether the last report said "connected". */
  protected get lastReported(): boolean {
    return this.#lastReported;
  }

  protected closedError(): TcpipError {
    const name = this.name === "" ? "" : ` ${this.name}`;
    return new TcpipError("ERR_TCPIP_CLOSED", `${this.constructor.name}${name} is closed`);
  }

  #reading<T>(operation: (reader: StreamReader) => Promise<T>): Promise<T> {
    const connection = this.#connection;
    if (connection === undefined || !this.connected) return this.#readUnconnected();
    return operation(connection.reader).catch(async (error: unknown) => {
      if (isTcpipError(error, "ERR_TCPIP_INCOMPLETE_READ") || isTcpipError(error, "ERR_TCPIP_CONNECTION_LOST")) {
        if (this.#connection === connection) await this.closeOwnSide("remote");
      }
      throw error;
    });
  }

  /** A read is one of the moments at which a lost link is noticed. */
  async #readUnconnected(): Promise<never> {
    const error = this.#notConnected();
    await this.checkConnection();
    throw error;
  }

  #live(): Connection {
    if (this.#connection === undefined || !this.connected) throw this.#notConnected();
    return this.#connection;
  }

  #notConnected(): TcpipError {
    const connection = this.#connection;
    const unnoticed = connection && (connection.writer.broken ? "lost" : "remote");
    const reason = unnoticed ?? this.#closeReason;
    return new TcpipError("ERR_TCPIP_NOT_CONNECTED", `Not connected${reason === undefined ? "" : REASONS[reason]}`);
  }

  #loseIdle(silentMs: number): void {
    const writer = this.#connection?.writer;
    if (writer === undefined) return;
    const peer = peerName(writer.socket);
    const error = connectionLost(`nothing from ${peer} for ${Math.round(silentMs)} ms (idleTimeoutMs)`);
    this.log.warn("the peer is silent, the link counts as lost", error);
    writer.fail(error);
    this.#connection?.reader.fail(error);
    writer.abort();
    void this.checkConnection();
  }
}
