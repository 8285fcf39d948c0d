import type { MessageClass, ServerGeneration } from "@obswire/hexrotcomm";
import type { States } from "../hexrotcomm/stateText.ts";
import type { CommandNames } from "./commandNames.ts";
import type { DeviceAxis, ShownMessage } from "./device.ts";

/** A command with its parameters in order; those that are missing are 0. */
export interface PlainCommand {
  readonly name: string;
  readonly code: number;
  readonly params: readonly number[];
}

/** What `serve` and the demo need to know of a device that connects to the control software. */
export interface ConnectingDevice<C extends ShownMessage, T extends ShownMessage & States> {
  readonly name: string;
  readonly generation: ServerGeneration;
  readonly ConfigClass: MessageClass<C>;
  readonly TelemetryClass: MessageClass<T>;
  readonly syncPattern: number;
  readonly defaultPort: number;
  readonly commands: CommandNames;
  /** The names of the values that a move takes. */
  readonly moveParams: readonly string[];
  /** The commands that move it. */
  move(values: readonly number[]): readonly PlainCommand[];
  /** The axes to show. */
  axes(telemetry: T): readonly DeviceAxis[];
  /** The configuration in words. */
  describeConfig(config: C): string;
}
