import { bool, f64, i64, struct, u32 } from "@obswire/structs";

export { CommandStatus, CommandStatusCode } from "./commandStatus.ts";

/** Frame ids, the same for all devices since version 0.28. */
export const FrameId = { COMMAND_STATUS: 1, TELEMETRY: 2, CONFIG: 3 } as const;
/** A frame id. */
export type FrameId = (typeof FrameId)[keyof typeof FrameId];

/** Who sends a command, in its `commander` field: the control software is 2. */
export const COMMANDER = 2;

/** `commandStreamStructure_t`: what the control software sends since version 0.28, 60 bytes. */
export class Command extends struct("Command", {
  commander: u32.doc("commander: who sends it; the control software is 2, and the client fills it in"),
  counter: u32.doc("counter: counts all commands of one connection, 0 for the first; the answer repeats it"),
  code: u32.doc("code: the device's CommandCode"),
  param1: f64.doc("param1: meaning and unit depend on the code, as for the other five"),
  param2: f64.doc("param2"),
  param3: f64.doc("param3"),
  param4: f64.doc("param4"),
  param5: f64.doc("param5"),
  param6: f64.doc("param6"),
}) {}

/** What precedes each configuration, telemetry and command status since version 0.28: 24 bytes. */
export class Header extends struct("Header", {
  frameId: u32.doc("frame_id: tells what follows; a FrameId"),
  counter: u32.doc("counter: in front of a CommandStatus, the counter of the command; elsewhere nobody checks it"),
  taiSec: i64.asNumber.doc("tai_sec: TAI unix time, whole seconds"),
  taiNsec: i64.asNumber.doc("tai_nsec: nanoseconds within the second"),
}) {}

/** The configuration of the simple device in `gen4`, 25 bytes. */
export class SimpleConfig extends struct("SimpleConfig", {
  drivesEnabled: bool.doc("drives_enabled: whether the drives have power"),
  minPosition: f64.doc("min_position: lowest position a MOVE may ask for, in the device's unit"),
  maxPosition: f64.doc("max_position: highest position a MOVE may ask for"),
  maxVelocity: f64.doc("max_velocity: unit/s"),
}) {
  /** Frame id of the header in front of it. */
  static readonly FRAME_ID = FrameId.CONFIG;
}

/** The telemetry of the simple device in `gen4`, 36 bytes. */
export class SimpleTelemetry extends struct("SimpleTelemetry", {
  applicationStatus: u32.doc("application_status: bits of ApplicationStatus"),
  state: f64.doc("state: a ControllerState; the controller sends it as a double"),
  enabledSubstate: f64.doc("enabled_substate: an EnabledSubstate, as a double"),
  currPosition: f64.doc("curr_position: where the device is, in its unit"),
  cmdPosition: f64.doc("cmd_position: where it was told to be"),
}) {
  /** Frame id of the header in front of it. */
  static readonly FRAME_ID = FrameId.TELEMETRY;
}

/** Command codes of the simple device in `gen4`. */
export const SimpleCommandCode = { SET_STATE: 1, ENABLE_DRIVES: 2, SET_ENABLED_SUBSTATE: 3, MOVE: 4 } as const;
/** A command code of the simple device in `gen4`. */
export type SimpleCommandCode = (typeof SimpleCommandCode)[keyof typeof SimpleCommandCode];
