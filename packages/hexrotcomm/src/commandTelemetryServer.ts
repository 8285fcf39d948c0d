import {
  DEFAULT_LOCALHOST,
  Deferred,
  isTcpipError,
  OneClientServer,
  type ScopedLog,
  scopedLog,
  type WaitOptions,
  waitFor,
} from "@obswire/tcpip";
import { checkOptions } from "./checkOptions.ts";
import { CommandCounter } from "./commandCounter.ts";
import type { CommandTelemetryServerOptions, ServerCallback } from "./commandTelemetryServerOptions.ts";
import { HexrotcommError } from "./errors.ts";
import { type Generation, generations, type HeaderOf } from "./generations.ts";
import type { Message } from "./message.ts";
import { SampleFeed, type SampleOptions, type Samples } from "./sampleFeed.ts";
import type { Command } from "./structs/gen1.ts";
import { type Announced, TelemetryReader } from "./telemetryReader.ts";

/** One telemetry message, to keep: both are copies. */
export interface Sample<T extends Message> {
  readonly header: HeaderOf<Generation>;
  readonly telemetry: T;
}

/** The limits of `nextTelemetry`. */
export interface NextTelemetryOptions extends WaitOptions {
  /** Which message to wait for: 1 the next, 2 (default) the one after, 0 the last one received, without waiting. */
  skip?: number | undefined;
}

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
  readonly header: HeaderOf<Generation>;
  /** The generation spoken. */
  readonly generation: Generation;
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
  readonly #samples = new SampleFeed<Sample<T>>();
  readonly #waiting = new Set<(sample: T) => void>();
  readonly #started = new Deferred<void>();
  readonly #done = new Deferred<void>();
  #startCalled = false;
  #closed: Promise<void> | undefined;

  /** Makes a server that does not listen yet: `await server.start()`. */
  constructor(options: CommandTelemetryServerOptions<C, T>) {
    checkOptions(options);
    this.#options = { ...options };
    this.generation = options.generation ?? "gen1";
    this.connectTimeout = options.connectTimeout ?? 10_000;
    this.disconnectTimeout = options.disconnectTimeout ?? 5000;
    this.config = new options.ConfigClass();
    this.telemetry = new options.TelemetryClass();
    this.header = new generations[this.generation].structs.Header();
    this.startTask = this.#started.promise;
    this.doneTask = this.#done.promise;
    const { name = "", log, port } = options;
    this.#log = scopedLog(log, `CommandTelemetryServer(${name})`);
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
   * @throws HexrotcommError `ERR_HEXROTCOMM_ALREADY_STARTED` on the second call; TcpipError `ERR_TCPIP_LISTEN` when a
   * port is taken: then nothing is left open.
   */
  async start(): Promise<void> {
    if (this.#startCalled)
      throw new HexrotcommError("ERR_HEXROTCOMM_ALREADY_STARTED", "the server was started already");
    this.#startCalled = true;
    try {
      await Promise.all([this.#telemetryServer.start(), this.#commandServer.start()]);
      this.#started.resolve();
    } catch (error) {
      this.#started.reject(error);
      await this.close();
      throw error;
    }
    await this.#call("connectCallback", this.#options.connectCallback);
  }

  /** Waits until the controller has connected to both ports; the limit is `connectTimeout` unless another is given. */
  async waitConnected(options: WaitOptions = {}): Promise<void> {
    const limit = options.timeoutMs ?? (this.connectTimeout > 0 ? this.connectTimeout : undefined);
    const both = Promise.all([this.#commandServer.waitConnected(), this.#telemetryServer.waitConnected()]);
    both.catch(() => {});
    await waitFor(both, "the controller did not connect to both ports", { ...options, timeoutMs: limit });
  }

  /**
   * Waits for telemetry that is sure to be new. The original's rule: the message after the next, because the next may
   * have been under way already. The result is a copy.
   */
  async nextTelemetry({ skip = 2, ...wait }: NextTelemetryOptions = {}): Promise<T> {
    if (!Number.isInteger(skip) || skip < 0) throw new RangeError(`skip must be a whole number >= 0, not ${skip}`);
    if (skip === 0) return this.telemetry.copy();
    this.#checkOpen();
    const next = new Deferred<T>();
    let left = skip;
    const take = (sample: T): void => {
      if (--left > 0) return;
      this.#waiting.delete(take);
      next.resolve(sample.copy());
    };
    this.#waiting.add(take);
    try {
      const closed = this.doneTask.then(() => Promise.reject(this.#closedError()));
      return await waitFor(Promise.race([next.promise, closed]), "no telemetry", wait);
    } finally {
      this.#waiting.delete(take);
    }
  }

  /**
   * All telemetry from now on, for `for await`. The loop goes on over lost and recovered links and ends with `close`.
   * A loop that is too slow loses the oldest samples; `dropped` counts them.
   */
  samples(options?: SampleOptions): Samples<Sample<T>> {
    return this.#samples.subscribe(options);
  }

  /**
   * Sends a command, after setting its counter and, if the server has one, its sync pattern; both are seen in `command`
   * afterwards. Nothing is queued, and there is no acknowledgement: the answer is in later telemetry.
   *
   * @throws HexrotcommError `ERR_HEXROTCOMM_NOT_STARTED`, `ERR_HEXROTCOMM_NOT_CONNECTED`; then nothing was sent.
   * TypeError when `command` is not a Command of this generation.
   */
  async putCommand(command: Command): Promise<void> {
    if (!this.#started.settled) throw new HexrotcommError("ERR_HEXROTCOMM_NOT_STARTED", "the server is not started");
    const { Command } = generations[this.generation].structs;
    if (!(command instanceof Command)) throw new TypeError(`command must be a ${this.generation}.Command`);
    if (!this.commandConnected) {
      throw new HexrotcommError(
        "ERR_HEXROTCOMM_NOT_CONNECTED",
        "Not connected: the controller's command socket is not there",
      );
    }
    command.counter = this.#counter.next(command.code);
    if (this.#options.syncPattern !== undefined) command.syncPattern = this.#options.syncPattern;
    await this.#commandServer.writeFrom(command);
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
    this.#closed ??= this.#close();
    return this.#closed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #close(): Promise<void> {
    const servers = [this.#commandServer, this.#telemetryServer];
    const writers = servers.map(({ writer }) => writer);
    const cutOff = setTimeout(() => {
      for (const writer of writers) writer?.abort();
    }, this.disconnectTimeout);
    await Promise.all(servers.map((server) => server.close()));
    clearTimeout(cutOff);
    this.#samples.end();
    this.#done.resolve();
    await this.#call("connectCallback", this.#options.connectCallback);
  }

  async #connectionChanged(server: OneClientServer, read: () => Promise<void>): Promise<void> {
    if (this.#closed !== undefined) return;
    if (server.connected) {
      read().catch((error: unknown) => this.#log.error("reading failed", error));
    }
    await this.#call("connectCallback", this.#options.connectCallback);
  }

  /** Reads messages from one telemetry connection until it is gone. */
  async #readTelemetry(): Promise<void> {
    const server = this.#telemetryServer;
    const { writer } = server;
    const config: Announced = {
      frameId: this.#options.ConfigClass.FRAME_ID,
      message: this.config,
      received: () => this.#call("configCallback", this.#options.configCallback),
    };
    const telemetry: Announced = {
      frameId: this.#options.TelemetryClass.FRAME_ID,
      message: this.telemetry,
      received: () => this.#telemetryReceived(),
    };
    const reader = new TelemetryReader(server, this.header, [config, telemetry], {
      onUnknownFrame: this.#options.onUnknownFrame ?? "disconnect",
      log: this.#log,
    });
    try {
      while (server.writer === writer && server.connected) await reader.readMessage();
    } catch (error) {
      if (isTcpipError(error)) this.#log.info("the telemetry connection ended", { reason: error.message });
      else this.#log.error("the telemetry connection is closed", error);
    }
    if (server.writer === writer) await server.basicCloseClient();
  }

  #telemetryReceived(): Promise<void> | undefined {
    if (this.#samples.wanted) {
      this.#samples.push({ header: this.header.copy(), telemetry: this.telemetry.copy() });
    }
    for (const take of this.#waiting) take(this.telemetry);
    return this.#call("telemetryCallback", this.#options.telemetryCallback);
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

  /** Calls a user's callback. Returns a promise only if the callback did, so that plain ones cost no turn. */
  #call(name: string, callback: ServerCallback<C, T> | undefined): Promise<void> | undefined {
    const failed = (error: unknown): void => this.#log.error(`${name} failed`, error);
    try {
      return callback?.(this)?.then(undefined, failed);
    } catch (error) {
      failed(error);
      return undefined;
    }
  }

  #checkOpen(): void {
    if (this.#closed !== undefined) throw this.#closedError();
  }

  #closedError(): HexrotcommError {
    return new HexrotcommError("ERR_HEXROTCOMM_CLOSED", "the server is closed");
  }
}
