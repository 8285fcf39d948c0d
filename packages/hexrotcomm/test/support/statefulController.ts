import {
  type ClientGeneration,
  type CommandOf,
  type CommandTable,
  ControllerState,
  gen4,
  type Message,
  type NamedCommand,
  nameCommand,
  SetStateParam,
  wireGenerations,
} from "../../src/index.ts";
import { RawController } from "./rawController.ts";

const { STANDBY, DISABLED, ENABLED, OFFLINE, FAULT } = ControllerState;

type Transitions = Readonly<Record<number, readonly [from: readonly number[], to: number]>>;

const FULL: Transitions = {
  [SetStateParam.ENTER_CONTROL]: [[OFFLINE], STANDBY],
  [SetStateParam.START]: [[STANDBY], DISABLED],
  [SetStateParam.ENABLE]: [[DISABLED], ENABLED],
  [SetStateParam.DISABLE]: [[ENABLED], DISABLED],
  [SetStateParam.STANDBY]: [[DISABLED], STANDBY],
  [SetStateParam.CLEAR_ERROR]: [[FAULT, STANDBY], STANDBY],
};
const SHORT: Transitions = {
  [SetStateParam.ENABLE]: [[STANDBY], ENABLED],
  [SetStateParam.STANDBY]: [[ENABLED], STANDBY],
  [SetStateParam.CLEAR_ERROR]: [[FAULT, STANDBY], STANDBY],
  [SetStateParam.FAULT]: [[STANDBY, ENABLED, FAULT], FAULT],
};

interface Settings {
  readonly generation: ClientGeneration;
  readonly states: "full" | "short";
  readonly commands: CommandTable;
  readonly telemetry: Message & { state: number };
  readonly frameId: number;
  /** What the acknowledgements say. */
  readonly durationSec?: number;
}

/** A controller that knows its state machine and nothing else: it accepts all other commands, and sends telemetry as fast as it is read. */
export class StatefulController implements AsyncDisposable {
  readonly received: NamedCommand[] = [];
  /** CLEAR_ERROR commands without an effect, for controllers that need it twice. */
  deafToClearError = 0;
  readonly raw: RawController;
  readonly #settings: Settings;
  #open = true;

  private constructor(raw: RawController, settings: Settings) {
    this.raw = raw;
    this.#settings = settings;
    void this.#serve().catch(() => {});
  }

  static async listen(settings: Settings): Promise<StatefulController> {
    return new StatefulController(await RawController.listen(settings.generation), settings);
  }

  get port(): number {
    return this.raw.port;
  }

  set state(state: number) {
    this.#settings.telemetry.state = state;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#open = false;
    await this.raw[Symbol.asyncDispose]();
  }

  async #serve(): Promise<void> {
    const { telemetry, frameId } = this.#settings;
    await this.raw.waitConnected();
    void this.#obey().catch(() => {});
    while (this.#open) {
      await this.raw.send(telemetry, frameId);
      await new Promise(setImmediate);
    }
  }

  async #obey(): Promise<void> {
    const { generation, durationSec = 0 } = this.#settings;
    const answers = wireGenerations[generation].acknowledgement !== "none";
    for (;;) {
      const command = new wireGenerations[generation].structs.Command();
      await this.raw.command.readInto(command);
      this.received.push(nameCommand(this.#settings.commands, command));
      const reason = this.#execute(command);
      const { ACK, NO_ACK } = gen4.CommandStatusCode;
      const status = reason === undefined ? { status: ACK, duration: durationSec } : { status: NO_ACK, reason };
      if (answers) await this.raw.answer(command.counter, status);
    }
  }

  #execute(command: CommandOf<ClientGeneration>): string | undefined {
    const { states, telemetry, commands } = this.#settings;
    const { SET_STATE } = commands;
    if (command.code !== SET_STATE?.code) return undefined;
    if (command.param1 === SetStateParam.CLEAR_ERROR && this.deafToClearError-- > 0) return undefined;
    const [from, to] = (states === "full" ? FULL : SHORT)[command.param1] ?? [[], 0];
    if (!from.includes(telemetry.state)) return "wrong state";
    telemetry.state = to;
    return undefined;
  }
}
