/** Which kind a reply is: its `id`. */
export const ReplyId = {
  CMD_ACKNOWLEDGED: 1,
  CMD_REJECTED: 2,
  CMD_SUCCEEDED: 3,
  CMD_FAILED: 4,
  CMD_SUPERSEDED: 5,
  WARNING: 10,
  ERROR: 11,
  COMMANDER: 20,
  SAFETY_INTERLOCKS: 30,
  DETAILED_SETTINGS_APPLIED: 40,
  AVAILABLE_SETTINGS: 41,
  POWER_STATE: 100,
  AXIS_MOTION_STATE: 101,
  OIL_SUPPLY_SYSTEM_STATE: 102,
  CHILLER_STATE: 103,
  MOTION_CONTROLLER_STATE: 104,
  IN_POSITION: 200,
  ELEVATION_LOCKING_PIN_MOTION_STATE: 201,
  MIRROR_COVERS_MOTION_STATE: 202,
  MIRROR_COVER_LOCKS_MOTION_STATE: 203,
  DEPLOYABLE_PLATFORMS_MOTION_STATE: 204,
  HOMED: 205,
  LIMITS: 300,
  SPECIAL_LIMITS: 301,
  AZIMUTH_TOPPLE_BLOCK: 304,
  AZIMUTH_CABLE_WRAP_SWITCHES: 305,
} as const;
/** Which kind a reply is. */
export type ReplyId = (typeof ReplyId)[keyof typeof ReplyId];

/** How a thermal device is controlled. */
export const ThermalMode = {
  TRACK_AMBIENT: 0,
  TRACK_SETPOINT: 1,
  SET_VALVE_POSITION: 2,
  SET_AUTOTUNE: 3,
} as const;
/** How a thermal device is controlled. */
export type ThermalMode = (typeof ThermalMode)[keyof typeof ThermalMode];

/** The systems that replies speak of. */
export const System = {
  AZIMUTH: 0,
  ELEVATION: 1,
  CAMERA_CABLE_WRAP: 2,
  BALANCE: 3,
  MIRROR_COVERS: 4,
  MIRROR_COVER_LOCKS: 5,
  AZIMUTH_CABLE_WRAP: 6,
  LOCKING_PINS: 7,
  DEPLOYABLE_PLATFORMS: 8,
  OIL_SUPPLY_SYSTEM: 9,
  AZIMUTH_DRIVES_THERMAL: 10,
  ELEVATION_DRIVES_THERMAL: 11,
  CABINET_0101_THERMAL: 12,
  AZ0101_CABINET_THERMAL: 12,
  AUXILIARY_CABINETS_THERMAL: 13,
  MODBUS_TEMPERATURE_CONTROLLERS: 13,
  MAIN_CABINET_THERMAL: 14,
  MAIN_AXES_POWER_SUPPLY: 15,
  TOP_END_CHILLER: 16,
} as const;
/** A system. */
export type System = (typeof System)[keyof typeof System];

/** What an axis does. */
export const AxisMotionState = {
  STOPPING: 0,
  STOPPED: 1,
  MOVING_POINT_TO_POINT: 2,
  JOGGING: 3,
  TRACKING: 4,
  TRACKING_PAUSED: 5,
} as const;
/** What an axis does. */
export type AxisMotionState = (typeof AxisMotionState)[keyof typeof AxisMotionState];

/** Where covers, locks and platforms are. */
export const DeployableMotionState = {
  RETRACTED: 0,
  DEPLOYED: 1,
  RETRACTING: 2,
  DEPLOYING: 3,
  LOST: 4,
} as const;
/** Where covers, locks and platforms are. */
export type DeployableMotionState = (typeof DeployableMotionState)[keyof typeof DeployableMotionState];

/** Where the locking pins are. */
export const ElevationLockingPinMotionState = {
  LOCKED: 0,
  TEST: 1,
  UNLOCKED: 2,
  MOVING: 3,
  MISMATCH: 4,
} as const;
/** Where the locking pins are. */
export type ElevationLockingPinMotionState =
  (typeof ElevationLockingPinMotionState)[keyof typeof ElevationLockingPinMotionState];

/** Whether a system has power. */
export const PowerState = {
  OFF: 0,
  ON: 1,
  FAULT: 2,
  TURNING_ON: 3,
  TURNING_OFF: 4,
  UNKNOWN: 15,
} as const;
/** Whether a system has power. */
export type PowerState = (typeof PowerState)[keyof typeof PowerState];

/** The bits of `limits`. */
export const LimitsMask = {
  L1_MIN: 1,
  L1_MAX: 2,
  L2_MIN: 4,
  L2_MAX: 8,
  L3_MIN: 16,
  L3_MAX: 32,
  ADJUSTABLE_L1_MIN: 64,
  ADJUSTABLE_L1_MAX: 128,
  OPERATIONAL_L2_MIN: 256,
  OPERATIONAL_L2_MAX: 512,
  CAMERA_CABLE_WRAP_FOLLOW_L3_MIN: 1024,
  CAMERA_CABLE_WRAP_FOLLOW_L3_MAX: 2048,
} as const;
/** A bit of `limits`. */
export type LimitsMask = (typeof LimitsMask)[keyof typeof LimitsMask];
