import type { DeviceAxis } from "../devices/device.ts";
import type { AxisReading } from "../terminal/deviceTable.ts";
import { History } from "./history.ts";
import { RateMeter } from "./rateMeter.ts";

/** What the chart of an axis shows: where it is, or how far from where it should be. */
export type Chart = "position" | "error";

/** What has been seen of a device's telemetry: how much, how fast, when last, and where its axes have been. */
export class DeviceWatch {
  /** Telemetry messages seen. */
  telemetryCount = 0;
  /** Configuration messages seen. */
  configCount = 0;
  readonly #chart: Chart;
  readonly #rate = new RateMeter();
  readonly #histories = new Map<string, History>();
  #axes: readonly DeviceAxis[] = [];
  #lastMs: number | undefined;

  constructor(chart: Chart = "position") {
    this.#chart = chart;
  }

  /** Takes note of one telemetry message. */
  telemetryReceived(axes: readonly DeviceAxis[], nowMs: number): void {
    this.telemetryCount++;
    this.#lastMs = nowMs;
    this.#axes = axes;
    this.#rate.add(nowMs);
    for (const { name, position, commanded } of axes) {
      const history = this.#histories.get(name) ?? new History();
      this.#histories.set(name, history);
      history.add(this.#chart === "position" ? position : position - commanded, nowMs);
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
    return this.#axes.map((axis) => {
      const history = this.#histories.get(axis.name)?.values ?? [];
      // An error is small beside the range of positions: it is scaled to itself, down to the last digit shown.
      const minSpan = this.#chart === "position" ? axis.minSpan : 10 ** -axis.digits;
      return { ...axis, minSpan, history };
    });
  }
}
