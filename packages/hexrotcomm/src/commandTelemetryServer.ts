import {
  DEFAULT_LOCALHOST,
  Deferred,
  isTcpipError,
  OneClientServer,
  type ScopedLog,
  scopedLog,
  Waiters,
  type WaitOptions,
} from "@obswire/tcpip";
import { checkCommand } from "./checkCommand.ts";
import { CommandCounter } from "./commandCounter.ts";
import { type CommandTelemetryServerOptions, checkServerOptions } from "./commandTelemetryServerOptions.ts";
import { HexrotcommError } from "./errors.ts";
import { type HeaderOf, type ServerGeneration, wireGenerations } from "./generations.ts";
import { callSafely, Inbox, type NextTelemetryOptions, type Sample } from "./inbox.ts";
import { checkMs } from "./linkOptions.ts";
import type { Message } from "./message.ts";
import type { SampleOptions, Samples } from "./sampleFeed.ts";
import type { Command } from "./structs/gen1.ts";

/** The longest delay of a timer in milliseconds; a longer one would end at once, and is taken for "never". */
const MAX_TIMER_MS = 0x7fffffff;

/** Bytes read at once from the command socket, where nothing should arrive. */
const UNEXPECTED_BYTES = 1000;

/**
 * The control software's side of the first generation, in which everything is the other way round: the controller is the
 * client. It connects to two ports. On the telemetry port it sends its configuration and its telemetry, each behind a
 * header; on the command port it receives commands, and never answers.
 *
 * `config`, `telemetry` and `header` are filled in place with each message; take a `copy()` of what you want to keep.
 */
export class CommandTelemetryServer<C extends Message, T extends Message> implements AsyncDisposable {
  /** The last configuration received, zeros before the first. Reused for each message. */
  readonly config: C;
  /** The last telemetry received, zeros before the first. Reused for each message. */
  readonly telemetry: T;
  /** The last header received. Reused for each message. */
  readonly header: HeaderOf<ServerGeneration>;
  /** The generation spoken. */
  readonly generation: ServerGeneration;
  /** Longest wait of `waitConnected` by default, in milliseconds. */
  readonly connectTimeout: number;
  /** Longest time `close` waits for the connections to end, in milliseconds. */
  readonly disconnectTimeout: number;
  /** Settles when `start` is through. */
  readonly startTask: Promise<void>;
  /** Resolves when everything is closed. */
  readonly doneTask: Promise<void>;

  readonly #options: CommandTelemetryServerOptions<C, T>;
  readonly #log: ScopedLog;
  readonly #commandServer: OneClientServer;
  readonly #telemetryServer: OneClientServer;
  readonly #counter = new CommandCounter();
  readonly #inbox: Inbox<C, T, HeaderOf<ServerGeneration>>;
  readonly #started = new Deferred<void>();
  readonly #done = new Deferred<void>();
  readonly #connectedWaiters = new Waiters<void>();
  #startCalled = false;
  #closed: Promise<void> | undefined;

  /** Makes a server that does not listen yet: `await server.start()`, or use `CommandTelemetryServer.listen`. */
  constructor(options: CommandTelemetryServerOptions<C, T>) {
    checkServerOptions(options);
    this.#options = { ...options };
    this.generation = options.generation ?? "gen1";
    this.connectTimeout = options.connectTimeout ?? 10_000;
    this.disconnectTimeout = options.disconnectTimeout ?? 5000;
    this.startTask = this.#started.promise;
    this.doneTask = this.#done.promise;
    const { name = "", log, port, ConfigClass, TelemetryClass, configCallback, telemetryCallback } = options;
    this.#log = scopedLog(log, `CommandTelemetryServer(${name})`);
    this.#inbox = new Inbox({
      ConfigClass,
      TelemetryClass,
      HeaderClass: wireGenerations[this.generation].structs.Header as new () => HeaderOf<ServerGeneration>,
      frameIds: { config: ConfigClass.FRAME_ID, telemetry: TelemetryClass.FRAME_ID },
      onUnknownFrame: options.onUnknownFrame ?? "disconnect",
      log: this.#log,
      configCallback: configCallback && (() => configCallback(this)),
      telemetryCallback: telemetryCallback && (() => telemetryCallback(this)),
    });
    this.config = this.#inbox.config;
    this.telemetry = this.#inbox.telemetry;
    this.header = this.#inbox.header;
    const host = options.host === undefined ? DEFAULT_LOCALHOST : options.host;
    this.#telemetryServer = new OneClientServer({
      host,
      port,
      log,
      name: `${name} telemetry`.trim(),
      idleTimeoutMs: options.idleTimeoutMs,
      connectCallback: (server) => this.#connectionChanged(server, () => this.#readTelemetry()),
    });
    this.#commandServer = new OneClientServer({
      host,
      port: port === 0 ? 0 : port + 1,
      log,
      name: `${name} command`.trim(),
      connectCallback: (server) => this.#connectionChanged(server, () => this.#watchCommandSocket()),
    });
  }

  /** Makes a server and starts it. @throws as `start` */
  static async listen<C extends Message, T extends Message>(
    options: CommandTelemetryServerOptions<C, T>,
    wait?: WaitOptions,
  ): Promise<CommandTelemetryServer<C, T>> {
    const server = new CommandTelemetryServer<C, T>(options);
    await server.start(wait);
    return server;
  }

  /** Whether the controller has connected to both ports. */
  get connected(): boolean {
    return this.commandConnected && this.telemetryConnected;
  }

  /** Whether the controller has connected to the command port. */
  get commandConnected(): boolean {
    return this.#commandServer.connected;
  }

  /** Whether the controller has connected to the telemetry port. */
  get telemetryConnected(): boolean {
    return this.#telemetryServer.connected;
  }

  /** Headers with an unknown frame id so far. Not 0: probably a controller of another version. */
  get unknownFrames(): number {
    return this.#inbox.unknownFrames;
  }

  /** The port for commands. */
  get commandPort(): number {
    return this.#commandServer.port;
  }

  /** The port for telemetry. */
  get telemetryPort(): number {
    return this.#telemetryServer.port;
  }

  /**
   * Begins to listen on both ports.
   *
   * @throws HexrotcommError `ERR_HEXROTCOMM_ALREADY_STARTED` on the second call, `ERR_HEXROTCOMM_CLOSED` after `close`;
   * TcpipError `ERR_TCPIP_LISTEN` when a port is taken: then nothing is left open.
   */
  async start(wait?: WaitOptions): Promise<void> {
    if (this.#closed !== undefined) throw closedError();
    if (this.#startCalled)
      throw new HexrotcommError("ERR_HEXROTCOMM_ALREADY_STARTED", "the CommandTelemetryServer was started already");
    this.#startCalled = true;
    try {
      await Promise.all([this.#telemetryServer.start(wait), this.#commandServer.start(wait)]);
      this.#started.resolve();
    } catch (cause) {
      const error = isTcpipError(cause, "ERR_TCPIP_CLOSED") ? closedError(cause) : cause;
      this.#started.reject(error);
      await this.close();
      throw error;
    }
    await this.#reportConnection();
  }

  /**
   * Waits until the controller is connected to both ports; the limit is `connectTimeout` unless another is given.
   *
   * @throws TcpipError `ERR_TCPIP_TIMEOUT`; HexrotcommError `ERR_HEXROTCOMM_NOT_STARTED`, and `ERR_HEXROTCOMM_CLOSED`
   * when the server is closed, also meanwhile
   */
  async waitConnected(options: WaitOptions = {}): Promise<void> {
    this.#checkOpen(this.#startCalled);
    if (this.connected) return;
    const timeoutMs = options.timeoutMs ?? (this.connectTimeout > 0 ? this.connectTimeout : undefined);
    const what = "the controller did not connect to both ports";
    await this.#connectedWaiters.wait(what, { ...options, timeoutMs });
  }

  /**
   * Waits for telemetry that is sure to be new. The original's rule: the message after the next, because the next may
   * have been under way already. The result is a copy.
   */
  nextTelemetry({ skip = 2, ...wait }: NextTelemetryOptions = {}): Promise<T> {
    return this.#inbox.nextTelemetry(skip, wait);
  }

  /**
   * All telemetry from now on, for `for await`. The loop goes on over lost and recovered links and ends with `close`.
   * A loop that is too slow loses the oldest samples; `dropped` counts them.
   */
  samples(options?: SampleOptions): Samples<Sample<T, HeaderOf<ServerGeneration>>> {
    return this.#inbox.samples(options);
  }

  /**
   * Sends a command, after setting its counter and, if the server has one, its sync pattern; both are seen in `command`
   * afterwards. Nothing is queued, and there is no acknowledgement: the answer is in later telemetry.
   *
   * @param wait limits of the wait for a controller that does not keep up; the command is sent all the same
   * @throws HexrotcommError `ERR_HEXROTCOMM_NOT_STARTED`, `ERR_HEXROTCOMM_NOT_CONNECTED`, `ERR_HEXROTCOMM_CLOSED`; then
   * nothing was sent. TypeError when `command` is not a Command of this generation; RangeError for unknown codes, NaN
   * and infinities. TcpipError `ERR_TCPIP_TIMEOUT`, or `signal.reason`, when a limit ended the wait.
   */
  async putCommand(command: Command, wait: WaitOptions = {}): Promise<void> {
    this.#checkOpen(this.#started.settled);
    wait.signal?.throwIfAborted();
    checkMs("timeoutMs", wait.timeoutMs);
    checkCommand(this.generation, command, this.#options.CommandCode);
    if (!this.commandConnected) {
      throw new HexrotcommError(
        "ERR_HEXROTCOMM_NOT_CONNECTED",
        "Not connected: the controller's command socket is not there",
      );
    }
    command.counter = this.#counter.next(command.code);
    if (this.#options.syncPattern !== undefined) command.syncPattern = this.#options.syncPattern;
    await this.#commandServer.writeLines([command], wait);
  }

  /** Sets the last counter of a command code, to go on from a saved state: the next command has one more. */
  setCommandCounter(code: number, last: number): void {
    this.#counter.set(code, last);
  }

  /** Closes one connection to the controller; the server goes on listening, and the controller is expected back. */
  async closeClient(which: "command" | "telemetry"): Promise<void> {
    await (which === "command" ? this.#commandServer : this.#telemetryServer).closeClient();
  }

  /** Closes everything, for good. Idempotent; never rejects. */
  close(): Promise<void> {
    if (this.#closed === undefined) {
      // Known to be closed before anything is done: a callback on the way may call `close` again.
      const closed = new Deferred<void>();
      this.#closed = closed.promise;
      this.#close().then(closed.resolve.bind(closed), closed.reject.bind(closed));
    }
    return this.#closed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #close(): Promise<void> {
    const servers = [this.#commandServer, this.#telemetryServer];
    const writers = servers.map(({ writer }) => writer);
    const abort = (): void => {
      for (const writer of writers) writer?.abort();
    };
    const cutOff = this.disconnectTimeout > MAX_TIMER_MS ? undefined : setTimeout(abort, this.disconnectTimeout);
    this.#connectedWaiters.rejectAll(closedError());
    await Promise.all(servers.map((server) => server.close()));
    clearTimeout(cutOff);
    this.#inbox.end(closedError());
    this.#done.resolve();
    // Nobody waits for the callback: it may wait for `close` itself.
    void this.#reportConnection();
  }

  async #connectionChanged(server: OneClientServer, read: () => Promise<void>): Promise<void> {
    if (this.#closed !== undefined) return;
    if (server.connected) {
      read().catch((error: unknown) => this.#log.error("reading failed", error));
    }
    if (this.connected) this.#connectedWaiters.resolveAll();
    await this.#reportConnection();
  }

  /** Reads messages from one telemetry connection until it is gone. */
  async #readTelemetry(): Promise<void> {
    const server = this.#telemetryServer;
    const { reader, writer } = server;
    if (reader === undefined || writer === undefined) return;
    try {
      // The connection's own reader: a controller that comes back meanwhile gets another.
      await this.#inbox.readerOf(reader).readWhile(() => server.writer === writer && server.connected);
      this.#log.info("the controller has ended the telemetry connection, or it was closed here");
    } catch (error) {
      if (isTcpipError(error)) this.#log.info("the telemetry connection ended", { reason: error.message });
      else this.#log.error("the telemetry connection is closed", error);
    }
    if (server.writer === writer) await server.basicCloseClient();
  }

  /** The controller never writes on the command socket: reading it serves to notice when it goes away. */
  async #watchCommandSocket(): Promise<void> {
    const server = this.#commandServer;
    const { reader } = server;
    if (reader === undefined) return;
    for (;;) {
      const bytes = await reader.read(UNEXPECTED_BYTES).catch(() => undefined);
      if (bytes === undefined || bytes.length === 0) return;
      this.#log.warn("unexpected bytes on the command socket were dropped", undefined, { count: bytes.length });
    }
  }

  #checkOpen(isStarted: boolean): void {
    if (this.#closed !== undefined) throw closedError();
    if (isStarted) return;
    throw new HexrotcommError("ERR_HEXROTCOMM_NOT_STARTED", "the CommandTelemetryServer is not started");
  }

  #reportConnection(): Promise<void> | undefined {
    const { connectCallback } = this.#options;
    return callSafely(connectCallback && (() => connectCallback(this)), (error) => {
      this.#log.error("connectCallback failed", error);
    });
  }
}

function closedError(cause?: unknown): HexrotcommError {
  const options = cause === undefined ? {} : { cause };
  return new HexrotcommError("ERR_HEXROTCOMM_CLOSED", "the CommandTelemetryServer is closed", options);
}
