import type { ControllerState, Message, MessageClass, WireGeneration } from "@obswire/hexrotcomm";
import type { LogFunction } from "@obswire/tcpip";
import type { Clock } from "../clock.ts";
import type { CommandCodes } from "./commandDispatcher.ts";

/** Both connections of a controller; in `gen4` they are one. */
export interface MockConnections {
  /** Whether the connection for commands is there. */
  readonly commandConnected: boolean;
  /** Whether the connection for telemetry is there. */
  readonly telemetryConnected: boolean;
}

/** Options of every mock controller. Times are in milliseconds. */
export interface MockControllerOptions {
  /**
   * In `gen1` and `gen1b`, where the control software listens; in the others, where to listen, with null for all
   * interfaces. Default 127.0.0.1.
   */
  host?: string | null | undefined;
  /**
   * The port of telemetry, or of everything in `gen4`. In `gen1` and `gen1b` it is the control software's, and has to be
   * given; in the others it is the own one, 0 (default) for a free one.
   */
  port?: number | undefined;
  /** The port of commands; `gen4` has none. Default: the one behind `port`, also when that is a free one. */
  commandPort?: number | undefined;
  /** State at the start. Default: STANDBY, or OFFLINE and AVAILABLE in a controller that has that. */
  initialState?: ControllerState | undefined;
  /** From one telemetry message to the next. Default 100, as the original's. */
  telemetryInterval?: number | undefined;
  /**
   * `gen1` and `gen1b`: pause between two attempts to connect. Default 100. While links are lost within 1 s, from the second one
   * on, it doubles up to 5 s.
   */
  connectRetryInterval?: number | undefined;
  /** Header and body leave in two pieces, as from the originals of `gen1`; false (default): in one. */
  splitWrites?: boolean | undefined;
  /** Random numbers from 0 to 1, for the noise of the measurements. Default `Math.random`; `() => 0.5` gives none. */
  random?: (() => number) | undefined;
  /** Where the time comes from. Default: this machine. */
  clock?: Clock | undefined;
  /** Called at each change of either connection. What it throws is logged. */
  connectCallback?: ((controller: MockConnections) => void) | undefined;
  /** Where log records go. Default: nowhere. */
  log?: LogFunction | undefined;
}

/** The telemetry of any controller has its states. They are doubles on the wire. */
export interface StateTelemetry extends Message {
  /** Bits; six of them, one for each strut, from the hexapods of versions 0.1 to 0.16. */
  applicationStatus: number | readonly number[];
  /** A `ControllerState`. */
  state: number;
  /** An `EnabledSubstate`; means something in ENABLED. */
  enabledSubstate: number;
  /** An `OfflineSubstate`; means something in OFFLINE. Absent where there is no OFFLINE. */
  offlineSubstate?: number;
}

/** What makes a mock controller one of a certain device. */
export interface MockDevice<C extends Message, T extends StateTelemetry> {
  /** Decides who connects to whom, how often, and whether commands are acknowledged. */
  readonly generation: WireGeneration;
  /** The struct of its configuration. */
  readonly ConfigClass: MessageClass<C>;
  /** The struct of its telemetry. */
  readonly TelemetryClass: MessageClass<T>;
  /** The device's command codes. With ENABLE_DRIVES, and `drivesEnabled` in the configuration, there is such a command. */
  readonly CommandCode: CommandCodes;
  /** "full": states with OFFLINE and DISABLED; "short": STANDBY, ENABLED and FAULT. */
  readonly states: "full" | "short";
}
