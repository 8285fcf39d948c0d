import type { Accepted, ClientGeneration, CommandOf, RunCommandOptions } from "@obswire/hexrotcomm";
import type { LogFunction, WaitOptions } from "@obswire/tcpip";
import type { States } from "../hexrotcomm/stateText.ts";
import type { DeviceAxis, DeviceDetail, ShownMessage } from "./device.ts";

/** What every client of a device can do. */
export interface DeviceLink extends AsyncDisposable {
  readonly connected: boolean;
  readonly doneTask: Promise<void>;
  /** For commands without a method of their own. */
  readonly link: { runCommand(command: CommandOf<ClientGeneration>, options?: RunCommandOptions): Promise<number> };
  nextTelemetry(options?: WaitOptions): Promise<States>;
  enable(options?: RunCommandOptions): Promise<Accepted>;
  standby(options?: RunCommandOptions): Promise<Accepted>;
  clearError(options?: RunCommandOptions): Promise<Accepted>;
  enableDrives(enable: boolean, options?: RunCommandOptions): Promise<Accepted>;
  stop(options?: RunCommandOptions): Promise<Accepted>;
  waitStationary(options?: WaitOptions): Promise<States>;
  close(): Promise<void>;
}

/** Where the controller is, and who wants to know what it says. */
interface ConnectOptions<C, T> {
  readonly host: string;
  readonly port: number;
  readonly log?: LogFunction | undefined;
  readonly drivesPauseMs?: number | undefined;
  /** Called with each configuration; the next message is read when it has settled. */
  readonly onConfig?: ((config: C, header: ShownMessage) => void | Promise<void>) | undefined;
  /** Called with each telemetry; the next message is read when it has settled. */
  readonly onTelemetry?: ((telemetry: T, header: ShownMessage) => void | Promise<void>) | undefined;
}

/** What `monitor`, `command` and the demo need to know of a device whose controller listens. */
export interface ListeningDevice<L extends DeviceLink, C extends ShownMessage, T extends ShownMessage & States> {
  /** "hexapod camera". */
  readonly name: string;
  /** The row of the device's table of versions. */
  readonly version: string;
  readonly generation: ClientGeneration;
  readonly defaultPort: number;
  connect(options: ConnectOptions<C, T>, wait: WaitOptions): Promise<L>;
  /** The axes to show. */
  axes(telemetry: T): readonly DeviceAxis[];
  /** What else to show. */
  details(telemetry: T, config: C): readonly DeviceDetail[];
}
