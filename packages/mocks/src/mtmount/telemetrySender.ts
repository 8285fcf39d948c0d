import { encodeTelemetry, type Telemetry, taiUnixSec } from "@obswire/mtmount";
import { type LogFunction, OneClientServer } from "@obswire/tcpip";
import type { Clock } from "../clock.ts";
import type { AxisDevice } from "./axisDevice.ts";

/** What a torque is made of, by the acceleration. */
const TORQUE_PER_ACCELERATION = 0.1;

/** What a `TelemetrySender` needs. */
export interface TelemetrySenderOptions {
  readonly host: string;
  readonly port: number;
  readonly clock: Clock;
  readonly intervalMs: number;
  readonly log: LogFunction | undefined;
  readonly axes: { readonly azimuth: AxisDevice; readonly elevation: AxisDevice; readonly cameraCableWrap: AxisDevice };
  /** Whether nothing is to be sent at present. */
  readonly isFrozen: () => boolean;
  /** Called behind each line of an axis that can be in position. */
  readonly onInPosition: (axis: "azimuth" | "elevation", inPosition: boolean) => void;
}

/** Sends three lines of telemetry every interval to the one client that is connected, and nothing without one. */
export class TelemetrySender implements AsyncDisposable {
  readonly #options: TelemetrySenderOptions;
  readonly #server: OneClientServer;
  readonly #closing = new AbortController();
  #gone = new AbortController();
  #sending: Promise<void> = Promise.resolve();

  constructor(options: TelemetrySenderOptions) {
    this.#options = options;
    const { host, port, log } = options;
    const connectCallback = (server: OneClientServer): void => {
      this.#gone.abort();
      if (!server.connected) return;
      this.#gone = new AbortController();
      this.#sending = this.#send(this.#gone.signal);
    };
    this.#server = new OneClientServer({ host, port, log, name: "telemetry", connectCallback });
  }

  /** The port listened on. */
  get port(): number {
    return this.#server.port;
  }

  /** Whether there is a client. */
  get connected(): boolean {
    return this.#server.connected;
  }

  /** Begins to listen. @throws TcpipError `ERR_TCPIP_LISTEN` */
  async start(): Promise<void> {
    await this.#server.start();
  }

  /** Ends the connection and listens no more. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort();
    this.#gone.abort();
    await this.#server.close();
    await this.#sending;
  }

  async #send(gone: AbortSignal): Promise<void> {
    const { clock, intervalMs, isFrozen } = this.#options;
    while (!gone.aborted && !this.#closing.signal.aborted) {
      try {
        if (!isFrozen()) await this.#sendOnce();
      } catch {
        return; // The client is gone: the next one begins anew.
      }
      await clock.sleep(intervalMs, gone);
    }
  }

  async #sendOnce(): Promise<void> {
    const { azimuth, elevation, cameraCableWrap } = this.#options.axes;
    const timestampTaiUnixSec = taiUnixSec(this.#options.clock.nowMs());
    for (const [topic, device] of Object.entries({ azimuth, elevation }) as ["azimuth" | "elevation", AxisDevice][]) {
      const { actual, target, inPosition } = device.state();
      await this.#write({
        topic,
        actualPositionDeg: actual.position,
        demandPositionDeg: target.position,
        actualVelocityDegPerSec: actual.velocity,
        demandVelocityDegPerSec: target.velocity,
        actualAccelerationDegPerSec2: actual.acceleration,
        actualTorque: actual.acceleration * TORQUE_PER_ACCELERATION,
        timestampTaiUnixSec,
      });
      this.#options.onInPosition(topic, inPosition);
    }
    const { position, velocity, acceleration } = cameraCableWrap.state().actual;
    await this.#write({
      topic: "cameraCableWrap",
      actualPositionDeg: position,
      actualVelocityDegPerSec: velocity,
      actualAccelerationDegPerSec2: acceleration,
      timestampTaiUnixSec,
    });
  }

  #write(sample: Telemetry): Promise<void> {
    return this.#server.write(encodeTelemetry(sample));
  }
}
