import { ControllerState } from "@obswire/hexrotcomm";
import type { LogFunction, WaitOptions } from "@obswire/tcpip";
import type { DeviceDetail, ShownMessage } from "../devices/device.ts";
import type { DeviceLink, ListeningDevice } from "../devices/listeningDevice.ts";
import type { DeviceReading } from "../terminal/deviceTable.ts";
import { type Chart, DeviceWatch } from "./deviceWatch.ts";
import { type States, stateText } from "./stateText.ts";

/** Options of a `ClientStation`. */
export interface ClientStationOptions<L extends DeviceLink, C extends ShownMessage, T extends ShownMessage & States> {
  readonly device: ListeningDevice<L, C, T>;
  readonly host: string;
  readonly port: number;
  /** What the chart of each axis shows. Default: position. */
  readonly chart?: Chart | undefined;
  readonly drivesPauseMs?: number | undefined;
  readonly log?: LogFunction | undefined;
  readonly onConfig?: ((config: C, header: ShownMessage) => void | Promise<void>) | undefined;
  readonly onTelemetry?: ((telemetry: T, header: ShownMessage) => void | Promise<void>) | undefined;
}

/** The control software's side of one device whose controller listens: the link, and what has been seen of the device. */
export class ClientStation<L extends DeviceLink, C extends ShownMessage, T extends ShownMessage & States>
  implements AsyncDisposable
{
  readonly device: ListeningDevice<L, C, T>;
  readonly host: string;
  readonly port: number;
  readonly watch: DeviceWatch;
  /** Where the telemetry and configuration of the present link, or of the last one, are kept. */
  telemetry: T | undefined;
  config: C | undefined;
  readonly #options: ClientStationOptions<L, C, T>;
  #link: L | undefined;

  constructor(options: ClientStationOptions<L, C, T>) {
    this.#options = options;
    this.device = options.device;
    this.host = options.host;
    this.port = options.port;
    this.watch = new DeviceWatch(options.chart);
  }

  /** The link. @throws Error before `connect` */
  get link(): L {
    if (this.#link === undefined) throw new Error(`${this.device.name} is not connected`);
    return this.#link;
  }

  get connected(): boolean {
    return this.#link?.connected ?? false;
  }

  /** The state as of the last telemetry, by name. */
  get state(): string {
    return this.telemetry === undefined ? "no telemetry yet" : stateText(this.telemetry);
  }

  /** Connects, also anew when the link was lost. */
  async connect(wait: WaitOptions = {}): Promise<L> {
    await this.#link?.close();
    const { host, port, log, drivesPauseMs, onConfig, onTelemetry } = this.#options;
    const { device, watch } = this;
    const link = await device.connect(
      {
        host,
        port,
        log,
        drivesPauseMs,
        onConfig: (config, header) => {
          watch.configCount++;
          this.config = config;
          return onConfig?.(config, header);
        },
        onTelemetry: (telemetry, header) => {
          this.telemetry = telemetry;
          watch.telemetryReceived(device.axes(telemetry), performance.now());
          return onTelemetry?.(telemetry, header);
        },
      },
      wait,
    );
    this.#link = link;
    void link.doneTask.then(() => watch.linkLost());
    return link;
  }

  /** Everything for the live table. */
  reading(nowMs: number = performance.now()): DeviceReading {
    const { watch, telemetry } = this;
    return {
      name: this.device.name,
      state: this.state,
      alarming: telemetry?.state === ControllerState.FAULT,
      rateHz: watch.rateHz(nowMs),
      ageMs: watch.ageMs(nowMs),
      links: [{ name: "socket", up: this.connected }],
      axes: watch.axes(),
    };
  }

  /** What else the device tells. */
  details(): readonly DeviceDetail[] {
    const { telemetry, config } = this;
    return telemetry === undefined || config === undefined ? [] : this.device.details(telemetry, config);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#link?.close();
  }
}
