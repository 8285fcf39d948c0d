import {
  ApplicationStatus,
  ControllerState,
  EnabledSubstate,
  type Generation,
  generations,
  type HeaderOf,
  type Message,
  type MessageClass,
  nameOf,
  OfflineSubstate,
} from "@obswire/hexrotcomm";
import { type Client, DEFAULT_LOCALHOST, type LogFunction, type ScopedLog, scopedLog } from "@obswire/tcpip";
import { type Clock, systemClock } from "./clock.ts";
import { CommandError } from "./commandError.ts";
import { type Faults, noFaults } from "./faults.ts";
import { stampHeader } from "./headerTime.ts";
import { type ReceivedCommand, ReceivedCommands } from "./receivedCommands.ts";
import { ReconnectingClient } from "./reconnectingClient.ts";
import { STATE_TRANSITIONS } from "./stateTransitions.ts";

type Command = InstanceType<(typeof generations)[Generation]["structs"]["Command"]>;

/** The telemetry of any controller begins with its states. They are doubles on the wire. */
export interface StateTelemetry extends Message {
  applicationStatus: number;
  state: number;
  enabledSubstate: number;
  offlineSubstate: number;
}

/** Executes a command; throws `CommandError` to refuse it. */
export type CommandHandler = (command: Command) => void | Promise<void>;

/** Options of every mock controller. */
export interface MockControllerOptions {
  /** Where the control software listens. Default 127.0.0.1. */
  host?: string | undefined;
  /** The control software's telemetry port. */
  telemetryPort: number;
  /** The control software's command port. Default: `telemetryPort` + 1. */
  commandPort?: number | undefined;
  /** The generation of the wire protocol. Default `gen1`. */
  generation?: Generation | undefined;
  /** State at the start. Default OFFLINE, AVAILABLE. */
  initialState?: ControllerState | undefined;
  /** Pause between two telemetry messages, in milliseconds. Default 100, as the original's. */
  telemetryInterval?: number | undefined;
  /** Pause between two attempts to connect, in milliseconds. Default 100. */
  connectRetryInterval?: number | undefined;
  /** Header and body leave in two pieces, as from the original; false: in one. Default false. */
  splitWrites?: boolean | undefined;
  /** Where the time comes from. Default: this machine. */
  clock?: Clock | undefined;
  /** Called at each change of either connection. What it throws is logged. */
  connectCallback?: ((controller: { commandConnected: boolean; telemetryConnected: boolean }) => void) | undefined;
  /** Where log records go. Default: nowhere. */
  log?: LogFunction | undefined;
}

/** What a device adds to the options. */
export interface MockDevice<C extends Message, T extends StateTelemetry> {
  readonly ConfigClass: MessageClass<C>;
  readonly TelemetryClass: MessageClass<T>;
  /** The device's command codes, with at least these two. */
  readonly CommandCode: Readonly<Record<string, number> & { SET_STATE: number; SET_ENABLED_SUBSTATE: number }>;
}

/**
 * The part of a mock controller that all devices share: it connects to the control software on two sockets and
 * connects again what is lost, keeps the state machine, executes commands, and sends configuration and telemetry.
 *
 * A device says what its commands do (`handle`), and what its telemetry is (`updateTelemetry`).
 */
export abstract class BaseMockController<C extends Message, T extends StateTelemetry> implements AsyncDisposable {
  /** The configuration. After a change, call `writeConfig`. */
  readonly config: C;
  /** The telemetry, as it was or will be sent. */
  readonly telemetry: T;
  /** What this controller does wrong. */
  readonly faults: Faults = noFaults();
  /** The commands received, and expectations. */
  readonly received: ReceivedCommands = new ReceivedCommands();
  readonly generation: Generation;
  protected readonly clock: Clock;
  protected readonly log: ScopedLog;

  readonly #options: MockControllerOptions;
  readonly #device: MockDevice<C, T>;
  readonly #header: HeaderOf<Generation>;
  readonly #handlers = new Map<string, CommandHandler>();
  readonly #commandSocket: ReconnectingClient;
  readonly #telemetrySocket: ReconnectingClient;
  #telemetryClient: Client | undefined;
  #bothConnected: (() => void) | undefined;
  #closed: Promise<void> | undefined;

  constructor(options: MockControllerOptions, device: MockDevice<C, T>) {
    const { telemetryPort, commandPort = telemetryPort + 1, host = DEFAULT_LOCALHOST, log } = options;
    this.#options = { ...options };
    this.#device = device;
    this.generation = options.generation ?? "gen1";
    this.clock = options.clock ?? systemClock;
    this.log = scopedLog(log, this.constructor.name);
    this.config = new device.ConfigClass();
    this.telemetry = new device.TelemetryClass();
    this.#header = new generations[this.generation].structs.Header();
    const common = {
      host,
      log,
      clock: this.clock,
      retryMs: options.connectRetryInterval ?? 100,
      mayConnect: () => !this.faults.stayAway,
      onChange: () => this.#connectionChanged(),
    };
    this.#telemetrySocket = new ReconnectingClient({
      ...common,
      name: "telemetry",
      port: telemetryPort,
      serve: (client) => this.#serveTelemetry(client),
    });
    this.#commandSocket = new ReconnectingClient({
      ...common,
      name: "command",
      port: commandPort,
      serve: (client) => this.#serveCommands(client),
    });
    for (const { param, from, to } of STATE_TRANSITIONS) {
      this.handle(device.CommandCode.SET_STATE, () => this.#changeState(from, to), param);
    }
    this.setState(options.initialState ?? ControllerState.OFFLINE);
  }

  get commandConnected(): boolean {
    return this.#commandSocket.connected;
  }

  get telemetryConnected(): boolean {
    return this.#telemetrySocket.connected;
  }

  /** Whether both sockets are connected. */
  get connected(): boolean {
    return this.commandConnected && this.telemetryConnected;
  }

  /** Begins to connect, and goes on until `close`. */
  start(): void {
    this.#telemetrySocket.start();
    this.#commandSocket.start();
  }

  /** Ends all connections. Idempotent; never rejects. */
  close(): Promise<void> {
    this.#closed ??= Promise.all([this.#commandSocket.close(), this.#telemetrySocket.close()]).then(() => {});
    return this.#closed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Drops one connection; unless `faults.stayAway`, it is made again. */
  async dropSocket(which: "command" | "telemetry"): Promise<void> {
    await (which === "command" ? this.#commandSocket : this.#telemetrySocket).drop();
  }

  /** Puts the controller into a state, whatever the rules say: for faults, and for tests. */
  setState(state: ControllerState): void {
    this.telemetry.state = state;
    this.telemetry.offlineSubstate = state === ControllerState.OFFLINE ? OfflineSubstate.AVAILABLE : 0;
    this.telemetry.enabledSubstate = state === ControllerState.ENABLED ? EnabledSubstate.STATIONARY : 0;
  }

  /** Sends the configuration. Without a telemetry connection nothing happens: it is sent first with the next one. */
  async writeConfig(): Promise<void> {
    await this.#writeFrame(this.#device.ConfigClass.FRAME_ID, this.config);
  }

  /**
   * Says what a command does.
   *
   * @param param only commands whose `param1`, as a whole number, is this.
   */
  protected handle(code: number, handler: CommandHandler, param?: number): void {
    this.#handlers.set(keyOf(code, param), handler);
  }

  /** Throws a CommandError unless the controller is in ENABLED. */
  protected requireEnabled(): void {
    this.requireState(ControllerState.ENABLED);
  }

  /** Throws a CommandError unless the controller is in one of these states. */
  protected requireState(...states: ControllerState[]): void {
    if (states.some((state) => state === this.telemetry.state)) return;
    const names = states.map((state) => nameOf(ControllerState, state)).join(" or ");
    throw new CommandError(`state is ${nameOf(ControllerState, this.telemetry.state)}, must be ${names}`);
  }

  /** Brings `telemetry` up to date, just before it is sent. */
  protected abstract updateTelemetry(): void;

  /** Called after each command that had a handler, whether it was executed or refused. */
  protected commandEnded(_command: Command): void {}

  #changeState(from: readonly ControllerState[], to: ControllerState): void {
    this.requireState(...from);
    if (this.telemetry.state === ControllerState.OFFLINE) {
      if (this.telemetry.offlineSubstate !== OfflineSubstate.AVAILABLE)
        throw new CommandError("OFFLINE and not AVAILABLE");
    }
    this.setState(to);
  }

  #connectionChanged(): void {
    if (this.connected) this.#bothConnected?.();
    try {
      this.#options.connectCallback?.(this);
    } catch (error) {
      this.log.error("connectCallback failed", error);
    }
  }

  /** Configuration as soon as both sockets are connected, then telemetry for ever. */
  async #serveTelemetry(client: Client): Promise<void> {
    const lost = new AbortController();
    const gone = client.read().then(
      () => lost.abort(),
      () => lost.abort(),
    );
    try {
      while (!this.connected && !lost.signal.aborted) await this.#waitBothConnected(lost.signal);
      this.#telemetryClient = client;
      await this.writeConfig();
      while (!lost.signal.aborted) {
        if (!this.faults.freezeTelemetry) {
          this.telemetry.applicationStatus |= ApplicationStatus.DDS_COMMAND_SOURCE;
          this.updateTelemetry();
          await this.#writeFrame(this.#device.TelemetryClass.FRAME_ID, this.telemetry);
        }
        await this.clock.sleep(this.#options.telemetryInterval ?? 100, lost.signal);
      }
    } finally {
      this.#telemetryClient = undefined;
      await client.close();
      await gone;
    }
  }

  #waitBothConnected(lost: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        this.#bothConnected = undefined;
        lost.removeEventListener("abort", end);
        resolve();
      };
      this.#bothConnected = end;
      lost.addEventListener("abort", end, { once: true });
      if (this.connected || lost.aborted) end();
    });
  }

  async #writeFrame(frameId: number, message: Message): Promise<void> {
    const client = this.#telemetryClient;
    if (client === undefined || !client.connected) return;
    const { faults } = this;
    const header = this.#header;
    header.frameId = faults.nextFrameId ?? frameId;
    faults.nextFrameId = undefined;
    stampHeader(this.generation, header, this.clock.nowMs());
    const body = message.bytes.slice();
    body[0] = (body[0] ?? 0) ^ (faults.corruptNextFrame ?? 0);
    faults.corruptNextFrame = undefined;
    if (this.#options.splitWrites === true) {
      await client.writeFrom(header);
      await new Promise(setImmediate);
      await client.writeFrom(body);
    } else {
      await client.writeFrom(header, body);
    }
  }

  async #serveCommands(client: Client): Promise<void> {
    const { Command } = generations[this.generation].structs;
    for (;;) {
      const command = new Command();
      await client.readInto(command);
      if (this.faults.commandDelayMs > 0) await this.clock.sleep(this.faults.commandDelayMs);
      await this.#execute(command);
    }
  }

  async #execute(command: Command): Promise<void> {
    const { CommandCode } = this.#device;
    const received: ReceivedCommand = {
      command,
      name: nameOf(CommandCode, command.code),
      outcome: "done",
      reason: undefined,
    };
    const byParam = command.code === CommandCode.SET_STATE || command.code === CommandCode.SET_ENABLED_SUBSTATE;
    const handler = this.#handlers.get(keyOf(command.code, byParam ? Math.trunc(command.param1) : undefined));
    if (this.faults.ignoreCommands) received.outcome = "ignored";
    else if (handler === undefined) received.outcome = received.name === undefined ? "unknown code" : "no handler";
    else await this.#run(handler, command, received);
    const { outcome, reason, name = `code ${command.code}` } = received;
    if (outcome === "done") this.log.info(`${name} executed`, { counter: command.counter });
    else this.log.warn(`${name} ${outcome}`, reason, { counter: command.counter, param1: command.param1 });
    this.received.add(received);
  }

  async #run(handler: CommandHandler, command: Command, received: ReceivedCommand): Promise<void> {
    try {
      await handler(command);
    } catch (error) {
      received.outcome = error instanceof CommandError ? "refused" : "failed";
      received.reason = error instanceof Error ? error.message : String(error);
    }
    this.commandEnded(command);
  }
}

function keyOf(code: number, param: number | undefined): string {
  return param === undefined ? `${code}` : `${code}/${param}`;
}
