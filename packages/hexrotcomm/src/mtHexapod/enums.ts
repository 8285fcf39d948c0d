/** Which hexapod, as in the SAL. */
export const SalIndex = { CAMERA_HEXAPOD: 1, M2_HEXAPOD: 2 } as const;
/** Which hexapod, as in the SAL. */
export type SalIndex = (typeof SalIndex)[keyof typeof SalIndex];

/** Which of the two hexapods: that of the camera, or that of the secondary mirror. They differ in ports and limits. */
export type HexapodName = "camera" | "m2";

/** Command codes of the hexapod. ENABLE_DRIVES came with version 1.2; the control software never sends OFFSET. */
export const CommandCode = {
  ENABLE_DRIVES: 0x7000,
  SET_STATE: 0x8000,
  SET_ENABLED_SUBSTATE: 0x8001,
  POSITION_SET: 0x8004,
  SET_PIVOTPOINT: 0x8007,
  CONFIG_ACCEL: 0x800b,
  CONFIG_VEL: 0x800c,
  CONFIG_LIMITS: 0x800d,
  OFFSET: 0x8010,
} as const;
/** A command code of the hexapod. */
export type CommandCode = (typeof CommandCode)[keyof typeof CommandCode];

/** `param1` of SET_ENABLED_SUBSTATE. Since version 1.2 only MOVE_POINT_TO_POINT and STOP are left. */
export const SetEnabledSubstateParam = {
  ENABLED_INVALID: 0,
  MOVE_POINT_TO_POINT: 1,
  TRACK: 2,
  STOP: 3,
  INITIALIZE: 4,
  RELATIVE: 5,
  CONST_VEL: 6,
  SPARE2: 7,
  MOVE_LUT: 8,
} as const;
/** `param1` of SET_ENABLED_SUBSTATE. */
export type SetEnabledSubstateParam = (typeof SetEnabledSubstateParam)[keyof typeof SetEnabledSubstateParam];

/** Bits of `applicationStatus`, since 2021 (version 0.20). */
export const ApplicationStatus = {
  FOLLOWING_ERROR: 0x1,
  MOVE_COMPLETE: 0x2,
  EUI_CONNECTED: 0x4,
  RELATIVE_MOVE_MODE: 0x8,
  SYNC_MODE: 0x10,
  COMMAND_REJECTED: 0x20,
  SAFETY_INTERLOCK: 0x40,
  EXTEND_LIMIT_SWITCH: 0x80,
  RETRACT_LIMIT_SWITCH: 0x100,
  ETHERCAT_PROBLEM: 0x200,
  DDS_COMMAND_SOURCE: 0x400,
  MOTION_TIMEOUT: 0x800,
  DDS_CONNECTED: 0x1000,
  DRIVE_FAULT: 0x2000,
  SIMULINK_FAULT: 0x4000,
  LUT_TABLE_INVALID: 0x8000,
} as const;
/** A bit of `applicationStatus`. */
export type ApplicationStatus = (typeof ApplicationStatus)[keyof typeof ApplicationStatus];

/**
 * Why the control software went to FAULT, in its errorCode event. Of the SAL (ts_xml 24 to 28), for those who fill in its
 * events: it does not travel on this wire.
 */
export const ErrorCode = {
  INTERLOCK_OPEN: -3,
  COMPENSATION_FAULT: -2,
  CAMERA_FILTER_MONITOR_FAULT: -1,
  CONTROLLER_FAULT: 1,
  CONNECTION_LOST: 2,
  NO_CONFIG: 3,
} as const;
/** Why the control software went to FAULT. Of the SAL; does not travel on this wire. */
export type ErrorCode = (typeof ErrorCode)[keyof typeof ErrorCode];
