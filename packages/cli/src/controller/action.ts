import type { Accepted, RunCommandOptions } from "@obswire/hexrotcomm";
import type { Command } from "commander";
import type { ShownMessage } from "../devices/device.ts";
import type { DeviceLink, ListeningDevice } from "../devices/listeningDevice.ts";
import type { ClientStation } from "../hexrotcomm/clientStation.ts";
import type { States } from "../hexrotcomm/stateText.ts";
import type { ControllerOptions } from "../options/controllerOptions.ts";
import type { Reporter } from "../reporter.ts";

/** The options of every action. */
export interface ActionOptions extends ControllerOptions {
  /** Longest wait for an acknowledgement, in milliseconds. */
  readonly timeout: number;
}

/** What an action works with. The link is up, configuration and telemetry have come. */
export interface ActionContext<L extends DeviceLink, C extends ShownMessage, T extends ShownMessage & States>
  extends Reporter {
  readonly link: L;
  readonly device: ListeningDevice<L, C, T>;
  readonly station: ClientStation<L, C, T>;
  /** The latest telemetry; the same object is filled again with each message. */
  readonly telemetry: T;
  /** The limits of each command. */
  readonly limits: RunCommandOptions;
  readonly signal: AbortSignal;
  /** Reports that the controller has accepted a command, and how long it expects it to take. */
  acknowledged(accepted: Accepted): void;
}

/** Does what the command line asks for. */
type RunAction<L extends DeviceLink, C extends ShownMessage, T extends ShownMessage & States> = (
  context: ActionContext<L, C, T>,
) => Promise<void>;

/** One thing that `obswire command <device>` can do. */
export interface Action<L extends DeviceLink, C extends ShownMessage, T extends ShownMessage & States> {
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  /** What stands behind the name in a command line that works as it is. */
  readonly example: string;
  /**
   * Adds the options of its own. What it returns is called when they are known (`command.opts()`), before anything is
   * connected: it throws UsageError, or returns what to do.
   */
  prepare(command: Command): () => RunAction<L, C, T>;
}
