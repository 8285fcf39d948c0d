import type { DeviceAxis } from "../devices/device.ts";
import type { AxisReading } from "../terminal/deviceTable.ts";
import { History } from "./history.ts";
import { RateMeter } from "./rateMeter.ts";

/** What has been seen of a device's telemetry: how much, how fast, when last, and where its axes have been. */
export class DeviceWatch {
  /** Telemetry messages seen. */
  telemetryCount = 0;
  /** Configuration messages seen. */
  configCount = 0;
  readonly #rate = new RateMeter();
  readonly #histories = new Map<string, History>();
  #axes: readonly DeviceAxis[] = [];
  #lastMs: number | undefined;

  /** Takes note of one telemetry message. */
  telemetryReceived(axes: readonly DeviceAxis[], nowMs: number): void {
    this.telemetryCount++;
    this.#lastMs = nowMs;
    this.#axes = axes;
    this.#rate.add(nowMs);
    for (const { name, position } of axes) {
      const history = this.#histories.get(name) ?? new History();
      this.#histories.set(name, history);
      history.add(position, nowMs);
    }
  }

  /** Takes note of the loss of the connection: there is no rate until telemetry comes again. */
  linkLost(): void {
    this.#rate.reset();
  }

  /** Telemetry messages per second. */
  rateHz(nowMs: number): number {
    return this.#rate.rateHz(nowMs);
  }

  /** Milliseconds since the last telemetry; `undefined` before the first. */
  ageMs(nowMs: number): number | undefined {
    return this.#lastMs === undefined ? undefined : nowMs - this.#lastMs;
  }

  /** The axes as of the last telemetry, each with where it has been. */
  axes(): readonly AxisReading[] {
    return this.#axes.map((axis) => ({ ...axis, history: this.#histories.get(axis.name)?.values ?? [] }));
  }
}
