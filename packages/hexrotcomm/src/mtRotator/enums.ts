/**
 * Command codes of the rotator. FAULT came with version 0.12 and gave way to SET_STATE in 1.1; ENABLE_DRIVES came with
 * 1.1, the emergency limits with 1.1.3, CONFIG_JERK with 1.1.5.
 */
export const CommandCode = {
  ENABLE_DRIVES: 0x7000,
  SET_STATE: 0x8000,
  FAULT: 0x8001,
  SET_ENABLED_SUBSTATE: 0x8002,
  POSITION_SET: 0x8007,
  SET_CONSTANT_VEL: 0x800b,
  CONFIG_VEL: 0x9001,
  CONFIG_ACCEL: 0x9002,
  CONFIG_ACCEL_EMERGENCY: 0x9003,
  CONFIG_JERK_EMERGENCY: 0x9004,
  CONFIG_JERK: 0x9005,
  TRACK_VEL_CMD: 0x9031,
} as const;
/** A command code of the rotator. */
export type CommandCode = (typeof CommandCode)[keyof typeof CommandCode];

/** `param1` of SET_ENABLED_SUBSTATE. Controllers refuse CONSTANT_VELOCITY. */
export const SetEnabledSubstateParam = {
  ENABLED_INVALID: 0,
  MOVE_POINT_TO_POINT: 1,
  TRACK: 2,
  STOP: 3,
  INITIALIZE: 4,
  RELATIVE: 5,
  CONSTANT_VELOCITY: 6,
  SPARE2: 7,
  MOVE_LUT: 8,
} as const;
/** `param1` of SET_ENABLED_SUBSTATE. */
export type SetEnabledSubstateParam = (typeof SetEnabledSubstateParam)[keyof typeof SetEnabledSubstateParam];

/** Bits of `applicationStatus`, since 2021 (version 0.16). */
export const ApplicationStatus = {
  EUI_CONNECTED: 0x4,
  COMMAND_REJECTED: 0x20,
  SAFETY_INTERLOCK: 0x40,
  EXTEND_LIMIT_SWITCH: 0x80,
  RETRACT_LIMIT_SWITCH: 0x100,
  ETHERCAT_PROBLEM: 0x200,
  DDS_COMMAND_SOURCE: 0x400,
  DDS_CONNECTED: 0x1000,
  DRIVE_FAULT: 0x2000,
  SIMULINK_FAULT: 0x4000,
  ENCODER_FAULT: 0x8000,
} as const;
/** A bit of `applicationStatus`. */
export type ApplicationStatus = (typeof ApplicationStatus)[keyof typeof ApplicationStatus];

/**
 * Why the control software went to FAULT, in its errorCode event. Of the SAL (ts_xml 24 to 28), for those who fill in its
 * events: it does not travel on this wire.
 */
export const ErrorCode = {
  INTERLOCK_OPEN: -3,
  CONTROLLER_FAULT: 1,
  CONNECTION_LOST: 2,
  NO_CONFIG: 3,
  NO_NEW_CCW_TELEMETRY: 4,
  OLD_CCW_TELEMETRY: 5,
  CCW_FOLLOWING_ERROR: 6,
  NO_NEW_TRACK_COMMAND: 7,
  FAIL_TO_LOCK: 8,
  FAIL_TO_UNLOCK: 9,
} as const;
/** Why the control software went to FAULT. Of the SAL; does not travel on this wire. */
export type ErrorCode = (typeof ErrorCode)[keyof typeof ErrorCode];
