import { type CloseReason, isTcpipError, type WaitOptions } from "@obswire/tcpip";
import type { RunCommandOptions } from "../commandRunner.ts";
import type { CommandTelemetryClient } from "../commandTelemetryClient.ts";
import { ControllerState, EnabledSubstate, nameOf, SetStateParam } from "../enums.ts";
import { HexrotcommError } from "../errors.ts";
import { type ClientGeneration, type CommandOf, type HeaderOf, wireGenerations } from "../generations.ts";
import type { NextTelemetryOptions, Sample } from "../inbox.ts";
import { checkMs, checkWhole } from "../linkOptions.ts";
import type { Message } from "../message.ts";
import type { SampleOptions, Samples } from "../sampleFeed.ts";
import { type CommandSpec, type CommandTable, makeCommand, type ParamsOf } from "./commandTable.ts";
import type { VersionRange } from "./deviceVersion.ts";
import { stateSteps } from "./stateSteps.ts";

/** Silence of the telemetry, in milliseconds, that is an error while a state is waited for. */
const TELEMETRY_TIMEOUT_MS = 5000;

/** Unknown headers among ten after which a controller counts as one of another version. */
export const UNKNOWN_FRAME_LIMIT = 3;

/** What every controller tells of itself. */
export interface StateTelemetry extends Message {
  /** A `ControllerState`. */
  readonly state: number;
  /** An `EnabledSubstate`; it counts in ENABLED only. */
  readonly enabledSubstate: number;
}

/** A command that the controller has accepted. */
export interface Accepted {
  /** How long the controller expects it to take, in seconds; 0 when it is done, or nobody knows. */
  readonly durationSec: number;
}

/** How a client of a device paces what needs more than one command. */
export interface Pacing {
  /** Pause after the drives were switched, in milliseconds; the loss of the link ends it. Default 1000, as the original's. */
  drivesPauseMs?: number | undefined;
  /** How often CLEAR_ERROR is sent. Default: once in `gen4` (whose first controllers, 0.28 and 0.29, want 2), else twice. */
  clearErrorTimes?: number | undefined;
  /** Pause after each CLEAR_ERROR, in milliseconds. Default 900 up to `gen3`, 0 in `gen4`. */
  clearErrorPauseMs?: number | undefined;
  /** Telemetry messages until which a new state has to be seen. Default 5. */
  telemetryPerState?: number | undefined;
}

interface DeviceFacts<Table extends CommandTable> {
  readonly commands: Table;
  readonly states: "full" | "short";
  readonly pacing: Pacing;
  readonly versions: VersionRange;
}

/** The codes that every device has. */
type BasicCommands = CommandTable &
  Readonly<Record<"SET_STATE" | "ENABLE_DRIVES" | "SET_ENABLED_SUBSTATE", CommandSpec>>;

/** What the clients of all devices share: the link, the state machine, and commands by name. */
export abstract class DeviceClient<
  C extends Message,
  T extends StateTelemetry,
  G extends ClientGeneration,
  Table extends BasicCommands,
> implements AsyncDisposable
{
  /** The link to the controller, for everything that has no name here. */
  readonly link: CommandTelemetryClient<C, T, G>;
  readonly #facts: DeviceFacts<Table>;

  protected constructor(link: CommandTelemetryClient<C, T, G>, facts: DeviceFacts<Table>) {
    this.link = link;
    this.#facts = facts;
  }

  /** The last configuration received, zeros before the first. Reused for each message. */
  get config(): C {
    return this.link.config;
  }

  /** Whether the link is up. */
  get connected(): boolean {
    return this.link.connected;
  }

  /** Whether it should be. With `connected` false: the link was lost. */
  get shouldBeConnected(): boolean {
    return this.link.shouldBeConnected;
  }

  /** Why the link is over. */
  get closeReason(): CloseReason | undefined {
    return this.link.closeReason;
  }

  /** Resolves when the first configuration has arrived. */
  get configuredTask(): Promise<void> {
    return this.link.configuredTask;
  }

  /** Resolves when the link is over: lost, or closed. */
  get doneTask(): Promise<void> {
    return this.link.doneTask;
  }

  /** All telemetry from now on, as copies with their headers. Throws when the link is lost, ends with `close`. */
  telemetry(options?: SampleOptions): Samples<Sample<T, HeaderOf<G>>> {
    return this.link.samples(options);
  }

  /** A copy of the next telemetry. */
  nextTelemetry(options?: NextTelemetryOptions): Promise<T> {
    return this.link.nextTelemetry(options);
  }

  /**
   * Runs any command of the device by its name and the names of its parameters.
   *
   * @throws CommandFailedError; RangeError or TypeError with the parameter's name, RangeError for a command that the
   * version does not have: then nothing was sent
   */
  async run<N extends keyof Table & string>(
    name: N,
    params: ParamsOf<Table[N]>,
    options?: RunCommandOptions,
  ): Promise<Accepted> {
    return { durationSec: await this.link.runCommand(this.command(name, params), options) };
  }

  /** Makes a command, to be run later or with others. */
  command<N extends keyof Table & string>(name: N, params: ParamsOf<Table[N]>): CommandOf<G> {
    return makeCommand(this.link.generation, this.#facts.commands, name, params, this.#facts.versions);
  }

  /**
   * Brings the controller to ENABLED, as the original does: clears a fault if there is one, switches the drives on where
   * they can be switched and pauses, then asks for each state on the way, and looks for it in the telemetry.
   *
   * @param options `timeoutMs` is the limit of each acknowledgement; the whole takes several of them, and the pauses
   * @throws CommandFailedError when a command is refused or not answered; HexrotcommError `ERR_HEXROTCOMM_STATE` when a
   * state is not reached, `ERR_HEXROTCOMM_CONNECTION_LOST`, `ERR_HEXROTCOMM_UNKNOWN_FRAME` or `ERR_HEXROTCOMM_CLOSED` when
   * the link ends, also in a pause; TcpipError `ERR_TCPIP_TIMEOUT` when no telemetry comes for 5 s: telemetry stands still
   */
  async enable(options: RunCommandOptions = {}): Promise<Accepted> {
    return await this.#goTo("ENABLED", options);
  }

  /** Brings the controller to STANDBY and switches the drives off. Limits and errors as `enable`. */
  async standby(options: RunCommandOptions = {}): Promise<Accepted> {
    const accepted = await this.#goTo("STANDBY", options);
    if (this.#facts.states === "short") await this.enableDrives(false, options);
    return accepted;
  }

  /**
   * Clears a fault: CLEAR_ERROR, twice where controllers of the generation need it, with a pause after each. Resolves when
   * the telemetry says something else than FAULT.
   *
   * @param options `timeoutMs` is the limit of each acknowledgement
   * @throws as `enable`; HexrotcommError `ERR_HEXROTCOMM_STATE` when the controller stays in FAULT
   */
  async clearError(options: RunCommandOptions = {}): Promise<Accepted> {
    const { clearError } = wireGenerations[this.link.generation];
    const { clearErrorTimes: times = clearError.times, clearErrorPauseMs = clearError.pauseMs } = this.#facts.pacing;
    let durationSec = 0;
    for (let i = 0; i < times; i++) {
      durationSec += (await this.#setState(SetStateParam.CLEAR_ERROR, options)).durationSec;
      await this.#pause(clearErrorPauseMs, options);
    }
    await this.#waitState("anything but FAULT", (state) => state !== ControllerState.FAULT, options);
    return { durationSec };
  }

  /** Switches the power of the drives, and pauses for as long as they need. Controllers of the "short" state machine only. */
  async enableDrives(enable: boolean, options: RunCommandOptions = {}): Promise<Accepted> {
    const accepted = await this.#run("ENABLE_DRIVES", { enable: enable ? 1 : 0 }, options);
    await this.#pause(this.#facts.pacing.drivesPauseMs ?? 1000, options);
    return accepted;
  }

  /**
   * Waits until the controller is at rest: in ENABLED, and STATIONARY. It looks from the second telemetry on: the next may
   * have been under way before the last command.
   *
   * @throws HexrotcommError `ERR_HEXROTCOMM_STATE` when it is not in ENABLED; TcpipError `ERR_TCPIP_TIMEOUT`
   */
  async waitStationary(options: WaitOptions = {}): Promise<T> {
    const startMs = performance.now();
    for (let skip = 2; ; skip = 1) {
      const { timeoutMs } = options;
      const left = timeoutMs === undefined ? undefined : Math.max(0, timeoutMs - (performance.now() - startMs));
      const telemetry = await this.nextTelemetry({ ...options, skip, timeoutMs: left });
      if (telemetry.state !== ControllerState.ENABLED) {
        const name = nameOf(ControllerState, telemetry.state) ?? telemetry.state;
        throw new HexrotcommError("ERR_HEXROTCOMM_STATE", `the controller is in ${name}, and not ENABLED`);
      }
      if (telemetry.enabledSubstate === EnabledSubstate.STATIONARY) return telemetry;
    }
  }

  /** Closes the link. Idempotent; never rejects. The controller is left in the state it is in. */
  close(): Promise<void> {
    return this.link.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Runs commands as one; the duration is that of the last. */
  protected async runAsOne(commands: readonly CommandOf<G>[], options: RunCommandOptions): Promise<Accepted> {
    const durations = await this.link.runCommands(commands, options);
    return { durationSec: durations.at(-1) ?? 0 };
  }

  /** Runs SET_ENABLED_SUBSTATE. */
  protected setEnabledSubstate(substate: number, options: RunCommandOptions): Promise<Accepted> {
    return this.#run("SET_ENABLED_SUBSTATE", { substate }, options);
  }

  #run(
    name: "SET_STATE" | "ENABLE_DRIVES" | "SET_ENABLED_SUBSTATE",
    params: Readonly<Record<string, number>>,
    options: RunCommandOptions,
  ): Promise<Accepted> {
    return this.run(name, params as ParamsOf<Table[typeof name]>, options);
  }

  #setState(state: SetStateParam, options: RunCommandOptions): Promise<Accepted> {
    return this.#run("SET_STATE", { state }, options);
  }

  async #goTo(target: "ENABLED" | "STANDBY", options: RunCommandOptions): Promise<Accepted> {
    const { states } = this.#facts;
    let durationSec = 0;
    let { state } = await this.#freshTelemetry(options);
    while (state !== ControllerState[target]) {
      const step = stateSteps[states][target][state as ControllerState];
      if (step === undefined) {
        const name = nameOf(ControllerState, state) ?? state;
        throw new HexrotcommError("ERR_HEXROTCOMM_STATE", `there is no way from ${name} to ${target}`);
      }
      if (step.param === SetStateParam.CLEAR_ERROR) {
        durationSec += (await this.clearError(options)).durationSec;
      } else {
        if (states === "short" && target === "ENABLED") await this.enableDrives(true, options);
        durationSec += (await this.#setState(step.param, options)).durationSec;
      }
      const name = nameOf(ControllerState, step.to) ?? "";
      state = await this.#waitState(name, (seen) => seen === step.to, options);
    }
    return { durationSec };
  }

  /** The next telemetry, which has to come in time: controllers send it all the time. */
  #freshTelemetry({ signal }: RunCommandOptions): Promise<T> {
    return this.nextTelemetry({ signal, timeoutMs: TELEMETRY_TIMEOUT_MS });
  }

  /** Waits for nothing but the end of the link, which rejects with why it ended. */
  async #pause(timeoutMs: number, { signal }: RunCommandOptions): Promise<void> {
    if (timeoutMs === 0) return;
    try {
      await this.nextTelemetry({ skip: Number.MAX_SAFE_INTEGER, signal, timeoutMs });
    } catch (error) {
      if (!isTcpipError(error, "ERR_TCPIP_TIMEOUT")) throw error;
    }
  }

  async #waitState(wanted: string, isWanted: (state: number) => boolean, options: RunCommandOptions): Promise<number> {
    const { telemetryPerState = 5 } = this.#facts.pacing;
    let state = Number.NaN;
    for (let i = 0; i < telemetryPerState; i++) {
      ({ state } = await this.#freshTelemetry(options));
      if (isWanted(state)) return state;
    }
    const name = nameOf(ControllerState, state) ?? state;
    throw new HexrotcommError(
      "ERR_HEXROTCOMM_STATE",
      `the state is ${name} after ${telemetryPerState} telemetry messages, and not ${wanted}`,
    );
  }
}

/** Throws a TypeError or RangeError with the option's name. */
export function checkPacing({ drivesPauseMs, clearErrorTimes, clearErrorPauseMs, telemetryPerState }: Pacing): void {
  checkMs("drivesPauseMs", drivesPauseMs);
  checkWhole("clearErrorTimes", clearErrorTimes);
  checkMs("clearErrorPauseMs", clearErrorPauseMs);
  checkWhole("telemetryPerState", telemetryPerState);
}
