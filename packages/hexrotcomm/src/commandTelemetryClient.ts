import {
  Client,
  type CloseReason,
  DEFAULT_LOCALHOST,
  Deferred,
  isTcpipError,
  type ScopedLog,
  scopedLog,
  type WaitOptions,
} from "@obswire/tcpip";
import { CommandRunner, type RunCommandOptions } from "./commandRunner.ts";
import { type CommandTelemetryClientOptions, checkClientOptions } from "./commandTelemetryClientOptions.ts";
import { HexrotcommError, isHexrotcommError } from "./errors.ts";
import { type ClientGeneration, type CommandOf, type HeaderOf, wireGenerations } from "./generations.ts";
import { callSafely, Inbox, type NextTelemetryOptions, type Sample } from "./inbox.ts";
import type { Message } from "./message.ts";
import { type Announced, MessageReader } from "./messageReader.ts";
import type { SampleOptions, Samples } from "./sampleFeed.ts";
import { CommandStatus } from "./structs/commandStatus.ts";

/** Bytes read at once from the command socket of `gen2`, where nothing should arrive. */
const UNEXPECTED_BYTES = 1000;

/**
 * The control software's side of the generations in which the controller listens: it connects once, sends commands and
 * waits for the answer to each, and receives configuration and telemetry.
 *
 * A link that is lost stays lost: make a new client. `connected` false with `shouldBeConnected` true says so.
 * `config`, `telemetry` and `header` are filled in place with each message; take a `copy()` of what you want to keep.
 */
export class CommandTelemetryClient<C extends Message, T extends Message, G extends ClientGeneration = "gen4">
  implements AsyncDisposable
{
  /** The last configuration received, zeros before the first. Reused for each message. */
  readonly config: C;
  /** The last telemetry received, zeros before the first. Reused for each message. */
  readonly telemetry: T;
  /** The last header received with configuration or telemetry (in `gen4`, also with an answer). Reused for each message. */
  readonly header: HeaderOf<G>;
  /** The generation spoken. */
  readonly generation: G;
  /** Where the controller listens. */
  readonly host: string;
  /** The controller's port; up to `gen3` that of telemetry. */
  readonly port: number;
  /** Longest wait for the connection by default, in milliseconds; 0: no limit. */
  readonly connectTimeout: number;
  /** Settles when `start` is through. */
  readonly startTask: Promise<void>;
  /**
   * Resolves when the first configuration was handled; rejects with what `configCallback` threw, or when the link ends
   * before. Nobody has to wait for it.
   */
  readonly configuredTask: Promise<void>;
  /** Resolves when the link is over for good: lost, or closed. */
  readonly doneTask: Promise<void>;

  readonly #options: CommandTelemetryClientOptions<C, T, G>;
  readonly #log: ScopedLog;
  readonly #inbox: Inbox<C, T, HeaderOf<G>>;
  readonly #runner: CommandRunner;
  readonly #telemetryClient: Client;
  /** In `gen4` the same as for telemetry. */
  readonly #commandClient: Client;
  readonly #started = new Deferred<void>();
  readonly #done = new Deferred<void>();
  #startCalled = false;
  #shouldBeConnected = false;
  #reported = "false,false";
  #closed: Promise<void> | undefined;
  #lost: HexrotcommError | undefined;

  /** Makes a client that is not connected yet: `await client.start()`, or use `CommandTelemetryClient.connect`. */
  constructor(options: CommandTelemetryClientOptions<C, T, G>) {
    checkClientOptions(options);
    this.#options = { ...options };
    this.generation = options.generation ?? ("gen4" as G);
    this.host = options.host ?? DEFAULT_LOCALHOST;
    this.port = options.port;
    this.connectTimeout = options.connectTimeout ?? 10_000;
    const { name = "", log, configCallback, telemetryCallback, ConfigClass, TelemetryClass } = options;
    this.#log = scopedLog(log, `CommandTelemetryClient(${name})`);
    const { structs, frameIds, sockets, unknownFrame } = wireGenerations[this.generation];
    this.#inbox = new Inbox<C, T, HeaderOf<G>>({
      ConfigClass,
      TelemetryClass,
      HeaderClass: structs.Header as unknown as new () => HeaderOf<G>,
      frameIds: frameIds === "class" ? { config: ConfigClass.FRAME_ID, telemetry: TelemetryClass.FRAME_ID } : frameIds,
      onUnknownFrame: options.onUnknownFrame ?? unknownFrame,
      unknownFrameLimit: options.unknownFrameLimit || undefined,
      log: this.#log,
      configCallback: configCallback && (() => configCallback(this)),
      telemetryCallback: telemetryCallback && (() => telemetryCallback(this)),
    });
    this.#runner = new CommandRunner({
      generation: this.generation,
      syncPattern: options.syncPattern,
      codes: options.CommandCode,
      log: this.#log,
      send: (command) => this.#commandClient.writeFrom(command),
      waiting: (isWaiting) => {
        this.#inbox.impatient = isWaiting;
      },
      whyNot: () => this.#whyNotConnected(),
    });
    this.config = this.#inbox.config;
    this.telemetry = this.#inbox.telemetry;
    this.header = this.#inbox.header;
    this.startTask = this.#started.promise;
    this.configuredTask = this.#inbox.configuredTask;
    this.doneTask = this.#done.promise;
    const common = { host: this.host, log, connectCallback: () => this.#report() };
    this.#telemetryClient = new Client({
      ...common,
      port: this.port,
      name: sockets === 1 ? name : `${name} telemetry`.trim(),
      idleTimeoutMs: options.idleTimeoutMs,
    });
    this.#commandClient =
      sockets === 1
        ? this.#telemetryClient
        : new Client({ ...common, port: this.port + 1, name: `${name} command`.trim() });
  }

  /**
   * Makes a client and connects it.
   *
   * @throws TcpipError `ERR_TCPIP_CONNECT` when nobody answers, `ERR_TCPIP_TIMEOUT` after `connectTimeout`; both name
   * host and port, and nothing is left open.
   */
  static async connect<C extends Message, T extends Message, G extends ClientGeneration = "gen4">(
    options: CommandTelemetryClientOptions<C, T, G>,
    wait?: WaitOptions,
  ): Promise<CommandTelemetryClient<C, T, G>> {
    const client = new CommandTelemetryClient<C, T, G>(options);
    await client.start(wait);
    return client;
  }

  /** Whether the link is up: on all its sockets. */
  get connected(): boolean {
    return this.commandConnected && this.telemetryConnected;
  }

  /** Whether it should be: true from connecting until `close`. With `connected` false: the link was lost. */
  get shouldBeConnected(): boolean {
    return this.#shouldBeConnected;
  }

  /** Whether the command socket is connected; in `gen4` it is the one socket. */
  get commandConnected(): boolean {
    return this.#commandClient.connected;
  }

  /** Whether the telemetry socket is connected; in `gen4` it is the one socket. */
  get telemetryConnected(): boolean {
    return this.#telemetryClient.connected;
  }

  /**
   * Headers with an unknown frame id so far on the telemetry socket, which in `gen4` is the one socket. Not 0: probably a
   * controller of another version, and then measurements are wrong numbers.
   */
  get unknownFrames(): number {
    return this.#inbox.unknownFrames;
  }

  /** Whether a configuration has arrived. */
  get configured(): boolean {
    return this.#inbox.configured;
  }

  /** Why the link is over: closed here, ended by the controller in good order, or broken. */
  get closeReason(): CloseReason | undefined {
    if (this.connected || !this.#startCalled) return undefined;
    if (this.#lost === undefined) return this.#closed === undefined ? undefined : "local";
    if (isHexrotcommError(this.#lost.cause, "ERR_HEXROTCOMM_UNKNOWN_FRAME")) return "local";
    const reasons = [this.#telemetryClient.closeReason, this.#commandClient.closeReason];
    return reasons.includes("lost") ? "lost" : "remote";
  }

  /**
   * Connects, on both ports at once where there are two. The limit is `connectTimeout` unless another is given.
   *
   * @throws HexrotcommError `ERR_HEXROTCOMM_ALREADY_STARTED` on the second call; TcpipError as `connect`. Then the client
   * is closed.
   */
  async start(wait: WaitOptions = {}): Promise<void> {
    if (this.#startCalled) {
      throw new HexrotcommError("ERR_HEXROTCOMM_ALREADY_STARTED", "the CommandTelemetryClient was started already");
    }
    this.#startCalled = true;
    const limit = wait.timeoutMs ?? (this.connectTimeout > 0 ? this.connectTimeout : undefined);
    const clients = new Set([this.#telemetryClient, this.#commandClient]);
    try {
      await Promise.all([...clients].map((client) => client.start({ ...wait, timeoutMs: limit })));
      this.#shouldBeConnected = true;
    } catch (error) {
      this.#log.error("cannot connect", error);
      this.#started.reject(error);
      await this.close();
      throw error;
    }
    for (const client of clients) void this.#serve(client);
    this.#started.resolve();
  }

  /**
   * Runs a command: waits for its turn, sends it with its counter filled in, and waits for the answer.
   *
   * @returns how long the controller expects the command to take, in seconds; 0 when it is done, or nobody knows. In
   * `gen2` controllers do not answer: 0 as soon as it is sent.
   * @throws CommandFailedError, whose `outcome` tells whether the controller may have executed it; TypeError or RangeError
   * for what is not a command of this generation, unknown codes, NaN and infinities: then nothing was sent. An abort after
   * sending rejects with `signal.reason`, and the controller may execute the command.
   */
  async runCommand(command: CommandOf<G>, options: RunCommandOptions = {}): Promise<number> {
    const [durationSec = 0] = await this.#runner.run([command], options);
    return durationSec;
  }

  /**
   * Runs commands as one: no other command comes between them. The first that fails ends it, and so does a command with
   * `interrupt` that waits: it is sent after the answer to the one under way, and the rest of these is not sent.
   *
   * @returns the duration of each, in seconds
   * @throws as `runCommand`; CommandFailedError `ERR_HEXROTCOMM_INTERRUPTED` for the first that was not sent because of
   * an interrupt
   */
  runCommands(commands: readonly CommandOf<G>[], options: RunCommandOptions = {}): Promise<number[]> {
    return this.#runner.run(commands, options);
  }

  /** Sets the last command counter, to go on from a saved state: the next command has one more. */
  setCommandCounter(code: number, last: number): void {
    this.#runner.setCounter(code, last);
  }

  /** Waits for telemetry, the next unless `skip` says otherwise. The result is a copy. Rejects when the link ends. */
  nextTelemetry({ skip = 1, ...wait }: NextTelemetryOptions = {}): Promise<T> {
    return this.#inbox.nextTelemetry(skip, wait);
  }

  /**
   * All telemetry from now on, for `for await`. The loop ends with `close`, and throws `ERR_HEXROTCOMM_CONNECTION_LOST`
   * when the link is lost. A loop that is too slow loses the oldest samples; `dropped` counts them.
   */
  samples(options?: SampleOptions): Samples<Sample<T, HeaderOf<G>>> {
    return this.#inbox.samples(options);
  }

  /** Closes the connection, for good. What waits fails with `ERR_HEXROTCOMM_CLOSED`. Idempotent; never rejects. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #close(): Promise<void> {
    this.#shouldBeConnected = false;
    const closed = new HexrotcommError("ERR_HEXROTCOMM_CLOSED", "the client is closed");
    this.#runner.linkEnded(closed.code, closed.message);
    this.#inbox.end(closed);
    await Promise.all([this.#telemetryClient.close(), this.#commandClient.close()]);
    this.#done.resolve();
  }

  /** Reads one connection until it is gone; then the link is lost, unless we closed it. */
  async #serve(client: Client): Promise<void> {
    const isTelemetry = client === this.#telemetryClient;
    let cause: unknown;
    try {
      await (isTelemetry ? this.#readTelemetry() : this.#readCommandSocket());
    } catch (error) {
      cause = error;
    }
    if (!this.#inUse) return;
    this.#lost = this.#whyLost(client, cause);
    this.#log.error("the link is over", this.#lost);
    this.#runner.linkEnded(this.#lost.code, this.#lost.message, this.#lost);
    this.#inbox.end(this.#lost, true);
    await Promise.all([this.#telemetryClient.basicClose(), this.#commandClient.basicClose()]);
    this.#done.resolve();
  }

  #whyLost(client: Client, cause: unknown): HexrotcommError {
    const controller = `the controller at ${this.host}:${client.port}`;
    const { onUnknownFrame, version, ConfigClass, TelemetryClass } = this.#options;
    if (isHexrotcommError(cause, "ERR_HEXROTCOMM_UNKNOWN_FRAME") && onUnknownFrame !== "disconnect") {
      const ours = version === undefined ? this.generation : `version ${version}`;
      const sizes = `a configuration of ${ConfigClass.size} bytes and telemetry of ${TelemetryClass.size} bytes`;
      const message = `${controller} does not send what ${ours} has, ${sizes}; what was received may be wrong numbers. Another version? ${cause.message}`;
      return new HexrotcommError("ERR_HEXROTCOMM_UNKNOWN_FRAME", message, { cause });
    }
    let message = `the link to ${controller} was lost`;
    if (cause === undefined) message = `${controller} has ended the link, between two messages`;
    else if (isTcpipError(cause, "ERR_TCPIP_INCOMPLETE_READ")) {
      message = `${controller} has ended the link in the middle of a message: ${cause.message}`;
    } else if (cause instanceof Error) message += `: ${cause.message}`;
    return new HexrotcommError("ERR_HEXROTCOMM_CONNECTION_LOST", message, cause === undefined ? {} : { cause });
  }

  get #inUse(): boolean {
    return this.#closed === undefined && this.#lost === undefined;
  }

  async #readTelemetry(): Promise<void> {
    const { reader } = this.#telemetryClient;
    const more = wireGenerations[this.generation].sockets === 1 ? [this.#answers(this.header)] : [];
    if (reader !== undefined) await this.#inbox.readerOf(reader, more).readWhile(() => this.#inUse);
  }

  async #readCommandSocket(): Promise<void> {
    const { reader } = this.#commandClient;
    if (reader === undefined) return;
    const { acknowledgement, structs } = wireGenerations[this.generation];
    if (acknowledgement === "none") {
      for (let bytes = await reader.read(UNEXPECTED_BYTES); bytes.length > 0; ) {
        this.#log.warn("unexpected bytes on the command socket were dropped", undefined, { count: bytes.length });
        bytes = await reader.read(UNEXPECTED_BYTES);
      }
      return;
    }
    const header = new structs.Header();
    // The original passes over an unknown header alone, and takes what follows for the next one.
    const rule = { onUnknownFrame: "skip", log: this.#log } as const;
    await new MessageReader(reader, header, [this.#answers(header)], rule).readWhile(() => this.#inUse);
  }

  #answers(header: { readonly counter: number }): Announced {
    const message = new CommandStatus();
    const received = (): undefined => this.#runner.answered(header.counter, message) as undefined;
    return { frameId: CommandStatus.FRAME_ID, message, received };
  }

  #whyNotConnected(): HexrotcommError | undefined {
    if (this.#lost !== undefined) {
      return new HexrotcommError("ERR_HEXROTCOMM_NOT_CONNECTED", `Not connected: ${this.#lost.message}`);
    }
    if (this.#closed !== undefined) return new HexrotcommError("ERR_HEXROTCOMM_CLOSED", "the client is closed");
    if (!this.#startCalled) return new HexrotcommError("ERR_HEXROTCOMM_NOT_STARTED", "the client is not started");
    if (!this.connected) return new HexrotcommError("ERR_HEXROTCOMM_NOT_CONNECTED", "Not connected");
    return undefined;
  }

  /** Calls `connectCallback` if either socket has changed since the last call. Nobody waits for it: it may run commands. */
  #report(): void {
    const now = `${this.commandConnected},${this.telemetryConnected}`;
    if (now === this.#reported) return;
    this.#reported = now;
    const { connectCallback } = this.#options;
    void callSafely(connectCallback && (() => connectCallback(this)), (error) => {
      this.#log.error("connectCallback failed", error);
    });
  }
}
