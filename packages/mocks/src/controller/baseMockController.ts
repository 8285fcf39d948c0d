import {
  ApplicationStatus,
  ControllerState,
  EnabledSubstate,
  type Message,
  nameOf,
  OfflineSubstate,
  type WireGeneration,
  wireGenerations,
} from "@obswire/hexrotcomm";
import { Deferred, type ScopedLog, scopedLog, TcpipError, type WaitOptions, waitFor } from "@obswire/tcpip";
import { type Clock, systemClock } from "../clock.ts";
import type { Channel } from "../link/channel.ts";
import type { Link, LinkUser, SocketName } from "../link/link.ts";
import { makeLink } from "../link/makeLink.ts";
import { ACKNOWLEDGEMENT_FRAME_ID, acknowledgementOf } from "./acknowledgement.ts";
import { CommandDispatcher, type CommandHandler } from "./commandDispatcher.ts";
import { CommandError } from "./commandError.ts";
import { type Faults, noFaults } from "./faults.ts";
import { FrameWriter } from "./frameWriter.ts";
import type { MockControllerOptions, MockDevice, StateTelemetry } from "./mockControllerOptions.ts";
import { enumText, floatText } from "./pythonText.ts";
import { type AnyCommand, type ReceivedCommand, ReceivedCommands } from "./receivedCommands.ts";
import { STATE_MACHINES } from "./stateTransitions.ts";
import { taiUnixSec } from "./taiTime.ts";

/**
 * The part of a mock controller that all devices and generations share: the connections, the state machine, commands
 * and their acknowledgements, configuration and telemetry.
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
  readonly received: ReceivedCommands;
  /** The generation of the wire protocol spoken. */
  readonly generation: WireGeneration;
  /** Where the time comes from. */
  protected readonly clock: Clock;
  /** The log, under the name of the class. */
  protected readonly log: ScopedLog;

  readonly #options: MockControllerOptions;
  readonly #device: MockDevice<C, T>;
  readonly #dispatcher: CommandDispatcher;
  readonly #frames: FrameWriter;
  readonly #link: Link;
  readonly #acknowledges: boolean;
  #telemetryChannel: Channel | undefined;
  #allConnected = new Deferred<void>();
  #started: Promise<void> | undefined;
  #closed: Promise<void> | undefined;

  /** @throws RangeError or TypeError with the name of a wrong option. */
  constructor(options: MockControllerOptions, device: MockDevice<C, T>) {
    const { clock = systemClock, log, telemetryInterval = 100, splitWrites = false } = options;
    if (!(telemetryInterval >= 0)) throw new RangeError(`telemetryInterval must be >= 0 ms, not ${telemetryInterval}`);
    this.#options = { ...options };
    this.#device = device;
    this.generation = device.generation;
    this.clock = clock;
    this.log = scopedLog(log, this.constructor.name);
    this.received = new ReceivedCommands(device.CommandCode);
    this.config = new device.ConfigClass();
    this.telemetry = new device.TelemetryClass();
    this.#acknowledges = wireGenerations[device.generation].acknowledgement !== "none";
    this.#dispatcher = new CommandDispatcher(device.CommandCode, this.faults);
    this.#frames = new FrameWriter({ generation: device.generation, clock, faults: this.faults, splitWrites });
    this.#link = makeLink(device.generation, options, clock, this.#linkUser());
    const { initial, transitions } = STATE_MACHINES[device.states];
    for (const { param, from, to } of transitions) {
      this.handle(device.CommandCode.SET_STATE, () => this.#changeState(from, to), param);
    }
    const { ENABLE_DRIVES } = device.CommandCode;
    if (ENABLE_DRIVES !== undefined && "drivesEnabled" in this.config) {
      const config: { drivesEnabled: unknown } = this.config;
      this.handle(ENABLE_DRIVES, ({ param1 }) => {
        config.drivesEnabled = param1 !== 0;
        return this.writeConfig();
      });
    }
    this.#enter(options.initialState ?? initial, "initialState");
  }

  /** Whether the connection for commands is there; in `gen4`, the one. */
  get commandConnected(): boolean {
    return this.#link.commandConnected;
  }

  /** Whether the connection for telemetry is there; in `gen4`, the one. */
  get telemetryConnected(): boolean {
    return this.#link.telemetryConnected;
  }

  /** Whether there is everything: both sockets, or the one. */
  get connected(): boolean {
    return this.commandConnected && this.telemetryConnected;
  }

  /** The port of telemetry, or of everything: the own one where the controller listens, else the control software's. */
  get port(): number {
    return this.#link.port;
  }

  /** The port of commands; where there is one port for everything, that. */
  get commandPort(): number {
    return this.#link.commandPort;
  }

  /** The state. `setState` changes it. */
  get state(): ControllerState {
    return this.telemetry.state as ControllerState;
  }

  /**
   * Listens; in the generations in which the controller connects, begins to connect, and goes on until `close`.
   * Idempotent.
   *
   * @throws TcpipError `ERR_TCPIP_LISTEN` when a port is taken.
   */
  start(): Promise<void> {
    this.#started ??= this.#link.start();
    return this.#started;
  }

  /** Waits until everything is connected. @throws TcpipError `ERR_TCPIP_TIMEOUT` */
  async waitConnected(options?: WaitOptions): Promise<void> {
    await waitFor(this.#allConnected.promise, "the control software and the mock are not connected", options);
  }

  /** Ends all connections, and rejects what is still expected or waited for. Idempotent; never rejects. */
  close(): Promise<void> {
    this.#closed ??= this.#link.close().then(() => {
      this.received.close();
      this.#allConnected.reject(new TcpipError("ERR_TCPIP_CLOSED", `${this.constructor.name} is closed`));
    });
    return this.#closed;
  }

  /** The same as `close`, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /**
   * The first command of this name or code that no earlier call has had: one that was received already, or the next to
   * come. The limit is 5 s unless another is given.
   *
   * @throws RangeError at once, if the device has no command of this name; TcpipError `ERR_TCPIP_TIMEOUT`, or
   * `ERR_TCPIP_CLOSED` when the mock is closed.
   */
  expectCommand(nameOrCode: string | number, options?: WaitOptions): Promise<ReceivedCommand> {
    return this.received.expect(nameOrCode, options);
  }

  /**
   * Drops one connection, as if the controller had lost it; in `gen4` there is only one. Unless `faults.stayAway`, a new
   * one is made, or taken.
   */
  async dropSocket(which: SocketName): Promise<void> {
    await this.#link.drop(which);
  }

  /**
   * Puts the controller into a state, whatever the rules say: for faults, and for tests.
   *
   * @throws RangeError when it has no such state: OFFLINE and DISABLED are gone in the newest versions.
   */
  setState(state: ControllerState): void {
    this.#enter(state);
    this.stateChanged();
  }

  /** Sends the configuration. Without a telemetry connection nothing happens: it is sent first with the next one. */
  async writeConfig(): Promise<void> {
    const channel = this.#telemetryChannel;
    if (channel === undefined) return;
    await this.#frames.write(channel, this.#device.ConfigClass.FRAME_ID, this.config);
  }

  /** The time of the controller's clock: TAI unix seconds. */
  protected taiSec(): number {
    return taiUnixSec(this.clock);
  }

  /** Noise: a random number from -`amplitude`/2 to `amplitude`/2. */
  protected noise(amplitude: number): number {
    return amplitude * ((this.#options.random ?? Math.random)() - 0.5);
  }

  /**
   * Says what a command does.
   *
   * @param param only commands whose `param1`, as a whole number, is this; for SET_STATE and SET_ENABLED_SUBSTATE.
   */
  protected handle(code: number, handler: CommandHandler, param?: number): void {
    this.#dispatcher.handle(code, handler, param);
  }

  /** Throws a CommandError unless the controller is in one of these states; default ENABLED. */
  protected requireState(...states: ControllerState[]): void {
    const wanted = states.length === 0 ? [ControllerState.ENABLED] : states;
    if (wanted.includes(this.state)) return;
    const texts = wanted.map((state) => enumText("ControllerState", nameOf(ControllerState, state), state));
    throw new CommandError(`state=${floatText(this.telemetry.state)}; must be ${texts.join(" or ")} for this command`);
  }

  /** Throws a CommandError unless the controller is in ENABLED and STATIONARY. */
  protected requireStationary(): void {
    this.requireState();
    const { enabledSubstate } = this.telemetry;
    if (enabledSubstate === EnabledSubstate.STATIONARY) return;
    const wanted = enumText("EnabledSubstate", "STATIONARY", EnabledSubstate.STATIONARY);
    throw new CommandError(`enabled_substate=${floatText(enabledSubstate)}; must be ${wanted} for this command`);
  }

  /** Brings `telemetry` up to date, just before it is sent. `applicationStatus` is filled afterwards. */
  protected abstract updateTelemetry(): void;

  /** The device's own bits of `applicationStatus`: for all, or for each strut. */
  protected applicationBits(): number | readonly number[] {
    return 0;
  }

  /** Called after each change of state. */
  protected stateChanged(): void {}

  /** Called after each command that was executed; without acknowledgements also after one that was refused. */
  protected commandEnded(_command: AnyCommand): void {}

  #linkUser(): LinkUser {
    return {
      mayConnect: () => !this.faults.stayAway,
      connectionChanged: () => this.#connectionChanged(),
      serveTelemetry: (channel) => this.#serveTelemetry(channel),
      serveCommands: (channel) => this.#serveCommands(channel),
    };
  }

  #enter(state: ControllerState, what = "state"): void {
    const { states } = STATE_MACHINES[this.#device.states];
    if (!states.includes(state)) {
      const names = states.map((one) => nameOf(ControllerState, one)).join(", ");
      throw new RangeError(`${what} must be one of ${names}, not ${nameOf(ControllerState, state) ?? state}`);
    }
    const { telemetry } = this;
    telemetry.state = state;
    telemetry.enabledSubstate = EnabledSubstate.STATIONARY;
    if ("offlineSubstate" in telemetry) {
      telemetry.offlineSubstate = state === ControllerState.OFFLINE ? OfflineSubstate.AVAILABLE : 0;
    }
  }

  #changeState(from: readonly ControllerState[], to: ControllerState): void {
    this.requireState(...from);
    if (this.state === ControllerState.OFFLINE && this.telemetry.offlineSubstate !== OfflineSubstate.AVAILABLE) {
      throw new CommandError("OFFLINE and not AVAILABLE");
    }
    this.setState(to);
  }

  #connectionChanged(): void {
    if (this.connected) this.#allConnected.resolve();
    else if (this.#allConnected.settled) this.#allConnected = new Deferred<void>();
    try {
      this.#options.connectCallback?.(this);
    } catch (error) {
      this.log.error("connectCallback failed", error);
    }
  }

  /** Configuration, then telemetry for as long as the connection lasts. */
  async #serveTelemetry(channel: Channel): Promise<void> {
    const { telemetryInterval = 100 } = this.#options;
    this.#telemetryChannel = channel;
    try {
      await this.writeConfig();
      let dueMs = this.clock.nowMs();
      while (!channel.lost.aborted) {
        if (!this.faults.freezeTelemetry) {
          this.updateTelemetry();
          this.#fillApplicationStatus();
          await this.#frames.write(channel, this.#device.TelemetryClass.FRAME_ID, this.telemetry);
        }
        // From one due time to the next, so that the rate is what was asked for; what was missed is not made up for.
        const nowMs = this.clock.nowMs();
        dueMs = Math.max(dueMs + telemetryInterval, nowMs);
        await this.clock.sleep(dueMs - nowMs, channel.lost);
      }
    } finally {
      if (this.#telemetryChannel === channel) this.#telemetryChannel = undefined;
    }
  }

  #fillApplicationStatus(): void {
    const source = this.faults.commandSourceLost ? 0 : ApplicationStatus.DDS_COMMAND_SOURCE;
    const bits = this.applicationBits();
    this.telemetry.applicationStatus = typeof bits === "number" ? bits | source : bits.map((one) => one | source);
  }

  async #serveCommands(channel: Channel): Promise<void> {
    const { Command } = wireGenerations[this.generation].structs;
    for (;;) {
      const command = new Command();
      await channel.readInto(command);
      if (this.faults.commandDelayMs > 0) await this.clock.sleep(this.faults.commandDelayMs, channel.lost);
      const received = await this.#dispatcher.execute(command);
      const { name = `code ${command.code}`, outcome, reason } = received;
      const isDone = outcome === "done";
      if (isDone || (!this.#acknowledges && reason !== undefined)) this.commandEnded(command);
      if (isDone) this.log.info(`${name} executed`, { counter: command.counter });
      else this.log.warn(`${name} ${outcome}`, reason, { counter: command.counter, param1: command.param1 });
      this.received.add(received);
      await this.#acknowledge(channel, received);
    }
  }

  async #acknowledge(channel: Channel, received: ReceivedCommand): Promise<void> {
    const { dropAcknowledgement, acknowledgementDelayMs } = this.faults;
    if (!this.#acknowledges || dropAcknowledgement || received.outcome === "ignored") return;
    if (acknowledgementDelayMs > 0) await this.clock.sleep(acknowledgementDelayMs, channel.lost);
    const status = acknowledgementOf(received);
    await this.#frames.write(channel, ACKNOWLEDGEMENT_FRAME_ID, status, received.command.counter);
  }
}
