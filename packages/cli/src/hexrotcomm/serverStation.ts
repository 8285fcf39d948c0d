import { CommandTelemetryServer, ControllerState, nameOf, SetStateParam, wireGenerations } from "@obswire/hexrotcomm";
import { isTcpipError, type LogFunction, limitedWait, type WaitOptions } from "@obswire/tcpip";
import type { ConnectingDevice } from "../devices/connectingDevice.ts";
import type { ShownMessage } from "../devices/device.ts";
import { pause } from "../pause.ts";
import type { DeviceReading } from "../terminal/deviceTable.ts";
import { DeviceWatch } from "./deviceWatch.ts";
import { nextTowardsEnabled } from "./enabling.ts";
import { type States, stateText } from "./stateText.ts";

/** The controllers' own pace is 10 to 20 Hz: a command that has not shown in the telemetry by then was not executed. */
const EXECUTE_LIMIT_MS = 5000;

/** Options of a `ServerStation`. */
export interface ServerStationOptions<C extends ShownMessage, T extends ShownMessage & States> {
  device: ConnectingDevice<C, T>;
  host: string;
  port: number;
  log?: LogFunction | undefined;
  /** Called when either socket has been connected or lost. */
  onConnection?: (() => void | Promise<void>) | undefined;
  /** Called after each configuration; the next message is read when it has settled. */
  onConfig?: (() => void | Promise<void>) | undefined;
  /** Called after each telemetry; the next message is read when it has settled. */
  onTelemetry?: (() => void | Promise<void>) | undefined;
}

/** The control software's side of one device: the server, and what it has seen and sent. */
export class ServerStation<C extends ShownMessage, T extends ShownMessage & States> implements AsyncDisposable {
  readonly device: ConnectingDevice<C, T>;
  readonly server: CommandTelemetryServer<C, T>;
  readonly watch: DeviceWatch = new DeviceWatch();
  /** Commands sent. */
  commandCount = 0;
  /** The server also reports when it starts and when it closes; only changes are passed on. */
  #lastLinks = "false false";
  readonly #waiting = new Set<() => void>();

  constructor(options: ServerStationOptions<C, T>) {
    const { device, host, port, log, onConnection, onConfig, onTelemetry } = options;
    const { watch } = this;
    this.device = device;
    this.server = new CommandTelemetryServer<C, T>({
      host,
      port,
      generation: device.generation,
      log,
      name: device.name,
      ConfigClass: device.ConfigClass,
      TelemetryClass: device.TelemetryClass,
      syncPattern: device.syncPattern,
      connectCallback: ({ telemetryConnected, commandConnected }) => {
        const links = `${telemetryConnected} ${commandConnected}`;
        if (links === this.#lastLinks) return;
        this.#lastLinks = links;
        if (!telemetryConnected) watch.linkLost();
        this.#look();
        return onConnection?.();
      },
      configCallback: () => {
        watch.configCount++;
        this.#look();
        return onConfig?.();
      },
      telemetryCallback: ({ telemetry }) => {
        watch.telemetryReceived(device.axes(telemetry), performance.now());
        this.#look();
        return onTelemetry?.();
      },
    });
  }

  /** The state as of the last telemetry, by name; "no telemetry yet" before the first. */
  get state(): string {
    return this.watch.telemetryCount === 0 ? "no telemetry yet" : stateText(this.server.telemetry);
  }

  /** The names of the sockets, and whether they are connected. */
  get links(): DeviceReading["links"] {
    const { telemetryConnected, commandConnected } = this.server;
    return [
      { name: "telemetry", up: telemetryConnected },
      { name: "command", up: commandConnected },
    ];
  }

  /** Everything for the live table. */
  reading(nowMs: number = performance.now()): DeviceReading {
    return {
      name: this.device.name,
      state: this.state,
      alarming: this.watch.telemetryCount > 0 && this.server.telemetry.state === ControllerState.FAULT,
      rateHz: this.watch.rateHz(nowMs),
      ageMs: this.watch.ageMs(nowMs),
      links: this.links,
      axes: this.watch.axes(),
    };
  }

  /** Sends a command; resolves to its counter. There is no acknowledgement: what came of it shows in the telemetry. */
  async send(code: number, params: readonly number[] = []): Promise<number> {
    const { Command } = wireGenerations[this.server.generation].structs;
    const [param1 = 0, param2 = 0, param3 = 0, param4 = 0, param5 = 0, param6 = 0] = params;
    const command = new Command({ code, param1, param2, param3, param4, param5, param6 });
    await this.server.putCommand(command);
    this.commandCount++;
    return command.counter;
  }

  /** Waits until a condition holds; it is looked at after each message and each change of a connection. */
  waitUntil(holds: () => boolean, what: string, wait: WaitOptions): Promise<void> {
    return limitedWait<void>(what, wait, (resolve) => {
      const look = (): void => {
        if (!holds()) return;
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      look();
      return () => this.#waiting.delete(look);
    });
  }

  /** Waits until the controller has connected to both ports, or until it has left both. */
  async waitLinks(state: "up" | "down", wait: WaitOptions = {}): Promise<void> {
    const up = state === "up";
    const what = up ? "the controller did not connect to both ports" : "the controller did not leave both ports";
    await this.waitUntil(() => this.links.every((link) => link.up === up), what, { ...wait });
  }

  /** Waits for new telemetry that fulfils a condition. */
  async waitTelemetry(holds: (telemetry: T) => boolean, what: string, wait: WaitOptions = {}): Promise<void> {
    const { watch, server } = this;
    const before = watch.telemetryCount;
    const limits = { timeoutMs: EXECUTE_LIMIT_MS, ...wait };
    try {
      await this.waitUntil(() => watch.telemetryCount > before && holds(server.telemetry), what, limits);
    } catch (cause) {
      if (!isTcpipError(cause, "ERR_TCPIP_TIMEOUT")) throw cause;
      throw new Error(`${what} did not show in the telemetry within ${limits.timeoutMs} ms: ${this.state}`, { cause });
    }
  }

  /**
   * Takes the controller to ENABLED, whatever state it is in, one SET_STATE after the other, each seen in the telemetry
   * before the next is sent. Resolves to the states on the way.
   */
  async enable(wait: WaitOptions = {}): Promise<string[]> {
    const { telemetry } = this.server;
    const states: string[] = [];
    await this.waitTelemetry(() => true, "any state", wait);
    for (;;) {
      const { state } = telemetry;
      states.push(nameOf(ControllerState, state) ?? `state ${state}`);
      if (state === ControllerState.ENABLED) return states;
      const param = nextTowardsEnabled(state);
      if (param === undefined) throw new Error(`there is no command that leads from ${states.at(-1)} to ENABLED`);
      await this.#setState(param, wait);
      await this.waitTelemetry(() => telemetry.state !== state, `SET_STATE ${nameOf(SetStateParam, param)}`, wait);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server.close();
  }

  /** Sends a SET_STATE; CLEAR_ERROR as often as controllers of the generation need it. */
  async #setState(param: SetStateParam, { signal }: WaitOptions): Promise<void> {
    const { clearError } = wireGenerations[this.device.generation];
    const { times, pauseMs } = param === SetStateParam.CLEAR_ERROR ? clearError : { times: 1, pauseMs: 0 };
    for (let sent = 0; sent < times; sent++) {
      if (sent > 0) await pause(pauseMs, signal);
      await this.send(this.device.commands.table.SET_STATE.code, [param]);
    }
  }

  #look(): void {
    for (const look of [...this.#waiting]) look();
  }
}
