import { f64, struct, u32 } from "@obswire/structs";

/** The configuration of the simple device, which stands for a real one in tests and demonstrations. */
export class SimpleConfig extends struct("SimpleConfig", {
  minPosition: f64.doc("min_position: lowest position a MOVE may ask for, in the device's unit"),
  maxPosition: f64.doc("max_position: highest position a MOVE may ask for"),
  maxVelocity: f64.doc("max_velocity: unit/s"),
}) {
  /** Frame id of the header in front of it. */
  static readonly FRAME_ID = 25;
}

/** The telemetry of the simple device, in the generations `gen1` to `gen3`. */
export class SimpleTelemetry extends struct("SimpleTelemetry", {
  applicationStatus: u32.doc("application_status: bits of ApplicationStatus"),
  state: f64.doc("state: a ControllerState; the controller sends it as a double"),
  enabledSubstate: f64.doc("enabled_substate: an EnabledSubstate, as a double"),
  offlineSubstate: f64.doc("offline_substate: an OfflineSubstate, as a double"),
  currPosition: f64.doc("curr_position: where the device is, in its unit"),
  cmdPosition: f64.doc("cmd_position: where it was told to be"),
}) {
  /** Frame id of the header in front of it. */
  static readonly FRAME_ID = 5;
}

/** Command codes of the simple device, in the generations `gen1` to `gen3`. */
export const SimpleCommandCode = { SET_STATE: 1, SET_ENABLED_SUBSTATE: 2, MOVE: 3 } as const;
/** A command code of the simple device. */
export type SimpleCommandCode = (typeof SimpleCommandCode)[keyof typeof SimpleCommandCode];

/** The sync pattern of the simple device. */
export const SIMPLE_SYNC_PATTERN = 0x1234;

/** The telemetry port of the simple device; its command port is the next one. */
export const SIMPLE_TELEMETRY_PORT = 6210;
