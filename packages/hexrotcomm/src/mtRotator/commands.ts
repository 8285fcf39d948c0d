import type { CommandTable } from "../device/commandTable.ts";
import { CommandCode } from "./enums.ts";

/** The commands of the rotator with names and units for their parameters. */
export const commands = {
  SET_STATE: {
    code: CommandCode.SET_STATE,
    params: [{ name: "state", unit: "SetStateParam" }],
    doc: "Asks for a transition of the state machine.",
  },
  FAULT: {
    code: CommandCode.FAULT,
    params: [],
    doc: "Puts the controller into FAULT.",
    since: "0.12.0",
    until: "1.0.3",
    versions: "0.12 to 1.0; later SET_STATE with FAULT",
  },
  ENABLE_DRIVES: {
    code: CommandCode.ENABLE_DRIVES,
    params: [{ name: "enable", unit: "1 or 0" }],
    doc: "Switches the power of the drives; wait a second before what needs them.",
    since: "1.1.0",
    versions: "1.1 and later",
  },
  SET_ENABLED_SUBSTATE: {
    code: CommandCode.SET_ENABLED_SUBSTATE,
    params: [{ name: "substate", unit: "SetEnabledSubstateParam" }],
    doc: "Moves to the position that was set, tracks, or stops.",
  },
  POSITION_SET: {
    code: CommandCode.POSITION_SET,
    params: [{ name: "positionDeg", unit: "deg" }],
    doc: "Sets where the next MOVE_POINT_TO_POINT goes. Any other command makes the controller forget it.",
  },
  SET_CONSTANT_VEL: {
    code: CommandCode.SET_CONSTANT_VEL,
    params: [
      { name: "param1", unit: "not known", optional: true },
      { name: "param2", unit: "not known", optional: true },
    ],
    doc: "Moves at constant velocity. Its parameters are not documented, and mock controllers refuse it.",
  },
  CONFIG_VEL: {
    code: CommandCode.CONFIG_VEL,
    params: [{ name: "degPerSec", unit: "deg/s" }],
    doc: "Sets the velocity limit, above 0 and at most 3.5.",
  },
  CONFIG_ACCEL: {
    code: CommandCode.CONFIG_ACCEL,
    params: [{ name: "degPerSec2", unit: "deg/s²" }],
    doc: "Sets the acceleration limit, above 0 and at most 1.",
  },
  CONFIG_ACCEL_EMERGENCY: {
    code: CommandCode.CONFIG_ACCEL_EMERGENCY,
    params: [{ name: "degPerSec2", unit: "deg/s²" }],
    doc: "Sets the acceleration limit of an emergency stop, above 0.",
    since: "1.1.3",
    versions: "1.1.3 and later",
  },
  CONFIG_JERK_EMERGENCY: {
    code: CommandCode.CONFIG_JERK_EMERGENCY,
    params: [{ name: "degPerSec3", unit: "deg/s³" }],
    doc: "Sets the jerk limit of an emergency stop, above 0.",
    since: "1.1.3",
    versions: "1.1.3 and later",
  },
  CONFIG_JERK: {
    code: CommandCode.CONFIG_JERK,
    params: [{ name: "degPerSec3", unit: "deg/s³" }],
    doc: "Sets the jerk limit, above 0.",
    since: "1.1.5",
    versions: "1.1.5 and later",
  },
  TRACK_VEL_CMD: {
    code: CommandCode.TRACK_VEL_CMD,
    params: [
      { name: "taiUnixSec", unit: "s, TAI unix time" },
      { name: "angleDeg", unit: "deg" },
      { name: "velocityDegPerSec", unit: "deg/s" },
    ],
    doc: "Says where the rotator should be at that time, and how fast. While tracking one is due every second.",
  },
} as const satisfies CommandTable;

/** The widest limits that the rotator accepts. */
export const limits: { readonly degPerSec: number; readonly degPerSec2: number } = { degPerSec: 3.5, degPerSec2: 1 };
