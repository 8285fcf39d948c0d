import type { CommandTable } from "../device/commandTable.ts";
import { CommandCode, type HexapodName } from "./enums.ts";

/**
 * The commands of the hexapod with names and units for their parameters. OFFSET is missing: its code exists, but the
 * control software never sends it, and its parameters are not known.
 */
export const commands = {
  SET_STATE: {
    code: CommandCode.SET_STATE,
    params: [{ name: "state", unit: "SetStateParam" }],
    doc: "Asks for a transition of the state machine.",
  },
  ENABLE_DRIVES: {
    code: CommandCode.ENABLE_DRIVES,
    params: [{ name: "enable", unit: "1 or 0" }],
    doc: "Switches the power of the drives; wait a second before what needs them.",
    since: "1.2.0",
    versions: "1.2 and later",
  },
  SET_ENABLED_SUBSTATE: {
    code: CommandCode.SET_ENABLED_SUBSTATE,
    params: [
      { name: "substate", unit: "SetEnabledSubstateParam" },
      { name: "synchronized", unit: "1 or 0", optional: true },
      { name: "azimuthDeg", unit: "deg", optional: true },
      { name: "elevationDeg", unit: "deg", optional: true },
      { name: "temperatureCelsius", unit: "Celsius", optional: true },
    ],
    doc: "Moves to the position that was set, or stops. Azimuth, elevation and temperature: MOVE_LUT only, up to 0.7.",
  },
  POSITION_SET: {
    code: CommandCode.POSITION_SET,
    params: [
      { name: "xMicrons", unit: "µm" },
      { name: "yMicrons", unit: "µm" },
      { name: "zMicrons", unit: "µm" },
      { name: "uDeg", unit: "deg" },
      { name: "vDeg", unit: "deg" },
      { name: "wDeg", unit: "deg" },
    ],
    doc: "Sets where the next MOVE_POINT_TO_POINT goes. Any other command makes the controller forget it.",
  },
  SET_PIVOTPOINT: {
    code: CommandCode.SET_PIVOTPOINT,
    params: [
      { name: "xMicrons", unit: "µm" },
      { name: "yMicrons", unit: "µm" },
      { name: "zMicrons", unit: "µm" },
    ],
    doc: "Sets the centre of rotation.",
  },
  CONFIG_ACCEL: {
    code: CommandCode.CONFIG_ACCEL,
    params: [{ name: "strutMicronsPerSec2", unit: "µm/s²" }],
    doc: "Sets the acceleration limit of a strut, above 0 and at most 500.",
  },
  CONFIG_VEL: {
    code: CommandCode.CONFIG_VEL,
    params: [
      { name: "xyMicronsPerSec", unit: "µm/s" },
      { name: "uvDegPerSec", unit: "deg/s" },
      { name: "zMicronsPerSec", unit: "µm/s" },
      { name: "wDegPerSec", unit: "deg/s" },
    ],
    doc: "Sets velocity limits, above 0 and at most 2000 µm/s and 0.1146 deg/s.",
  },
  CONFIG_LIMITS: {
    code: CommandCode.CONFIG_LIMITS,
    params: [
      { name: "maxXyMicrons", unit: "µm" },
      { name: "minZMicrons", unit: "µm" },
      { name: "maxZMicrons", unit: "µm" },
      { name: "maxUvDeg", unit: "deg" },
      { name: "minWDeg", unit: "deg" },
      { name: "maxWDeg", unit: "deg" },
    ],
    doc: "Sets position limits, inside those of the device: see `limits`.",
  },
} as const satisfies CommandTable;

/** The widest position limits of a hexapod. */
export interface PositionLimits {
  /** Largest |x| and |y|, µm. */
  readonly maxXyMicrons: number;
  /** µm. */
  readonly minZMicrons: number;
  /** µm. */
  readonly maxZMicrons: number;
  /** Largest |u| and |v|, degrees. */
  readonly maxUvDeg: number;
  /** Degrees. */
  readonly minWDeg: number;
  /** Degrees. */
  readonly maxWDeg: number;
}

/** The widest limits that a hexapod accepts. */
export const limits: {
  /** Of positions, for each hexapod. */
  readonly position: Readonly<Record<HexapodName, PositionLimits>>;
  /** Acceleration of a strut, µm/s². */
  readonly strutMicronsPerSec2: number;
  /** Velocity of x, y and z, µm/s. */
  readonly linearMicronsPerSec: number;
  /** Velocity of u, v and w, deg/s. */
  readonly angularDegPerSec: number;
} = {
  position: {
    camera: {
      maxXyMicrons: 11_400,
      minZMicrons: -13_100,
      maxZMicrons: 13_100,
      maxUvDeg: 0.36,
      minWDeg: -0.1,
      maxWDeg: 0.1,
    },
    m2: { maxXyMicrons: 10_500, minZMicrons: -8900, maxZMicrons: 8900, maxUvDeg: 0.175, minWDeg: -0.05, maxWDeg: 0.05 },
  },
  strutMicronsPerSec2: 500,
  linearMicronsPerSec: 2000,
  angularDegPerSec: 0.1146,
};
