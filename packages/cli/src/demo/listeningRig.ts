import type { Accepted, RunCommandOptions } from "@obswire/hexrotcomm";
import type { LogFunction } from "@obswire/tcpip";
import type { ShownMessage } from "../devices/device.ts";
import type { DeviceLink, ListeningDevice } from "../devices/listeningDevice.ts";
import { ClientStation } from "../hexrotcomm/clientStation.ts";
import type { States } from "../hexrotcomm/stateText.ts";
import { ChildProgram } from "../processes/childProgram.ts";

const HOST = "127.0.0.1";

/** The pace of real controllers, in milliseconds. */
const TELEMETRY_MS = 50;

/** What a mock's drives need after they were switched: nothing, but a real one would need a second. */
const DRIVES_PAUSE_MS = 100;

/** A mock controller that listens, in a process of its own, and the control software's side of it in this one. */
export class ListeningRig<L extends DeviceLink, C extends ShownMessage, T extends ShownMessage & States>
  implements AsyncDisposable
{
  readonly station: ClientStation<L, C, T>;
  readonly mock: ChildProgram;
  /** Commands that the controller has accepted, and refused. */
  acknowledged = 0;
  refused = 0;

  private constructor(station: ClientStation<L, C, T>, mock: ChildProgram) {
    this.station = station;
    this.mock = mock;
  }

  /** Starts `obswire mock …args` on a free port, and connects to it. */
  static async start<L extends DeviceLink, C extends ShownMessage, T extends ShownMessage & States>(
    device: ListeningDevice<L, C, T>,
    args: readonly string[],
    { log, signal }: { log: LogFunction | undefined; signal: AbortSignal },
  ): Promise<ListeningRig<L, C, T>> {
    const mock = new ChildProgram(["mock", ...args, "--host", HOST, "--port", "0", "--interval", `${TELEMETRY_MS}`]);
    try {
      const { port } = await mock.waitEvent("listening", () => true, { signal });
      const options = { device, host: HOST, port: Number(port), log, drivesPauseMs: DRIVES_PAUSE_MS };
      const station = new ClientStation(options);
      await station.connect({ signal });
      await station.link.nextTelemetry({ signal });
      return new ListeningRig(station, mock);
    } catch (error) {
      await mock.stop();
      throw error;
    }
  }

  get link(): L {
    return this.station.link;
  }

  /** The latest telemetry. */
  get telemetry(): T {
    const { telemetry } = this.station;
    if (telemetry === undefined) throw new Error(`no telemetry from ${this.station.device.name}`);
    return telemetry;
  }

  /** Runs a command and counts it. */
  async run(send: (link: L, limits: RunCommandOptions) => Promise<Accepted>, signal: AbortSignal): Promise<number> {
    try {
      const { durationSec } = await send(this.link, { signal });
      this.acknowledged++;
      return durationSec;
    } catch (error) {
      this.refused++;
      throw error;
    }
  }

  /** Runs a command that starts a motion, and waits for the end of it; resolves to how long it took, in milliseconds. */
  async moved(send: (link: L, limits: RunCommandOptions) => Promise<Accepted>, signal: AbortSignal): Promise<number> {
    const startMs = performance.now();
    await this.run(send, signal);
    await this.link.waitStationary({ signal });
    return performance.now() - startMs;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.station[Symbol.asyncDispose]();
    await this.mock.stop();
  }
}
