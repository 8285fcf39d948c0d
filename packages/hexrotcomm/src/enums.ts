/**
 * States of a controller. On the wire: a double in the telemetry. Controllers whose telemetry has no `offlineSubstate`
 * (hexapod since 1.2, rotator since 1.1) know STANDBY, ENABLED and FAULT only.
 */
export const ControllerState = { STANDBY: 0, DISABLED: 1, ENABLED: 2, OFFLINE: 3, FAULT: 4 } as const;
/** A state of a controller. */
export type ControllerState = (typeof ControllerState)[keyof typeof ControllerState];

/** What a controller does in ENABLED. INITIALIZING and RELATIVE are gone where OFFLINE is. */
export const EnabledSubstate = {
  STATIONARY: 0,
  MOVING_POINT_TO_POINT: 1,
  SLEWING_OR_TRACKING: 2,
  CONTROLLED_STOPPING: 3,
  INITIALIZING: 4,
  RELATIVE: 5,
  CONSTANT_VELOCITY: 6,
} as const;
/** What a controller does in ENABLED. */
export type EnabledSubstate = (typeof EnabledSubstate)[keyof typeof EnabledSubstate];

/** How far a controller in FAULT is; in the telemetry of the rotator since 1.1. */
export const FaultSubstate = { NO_ERROR: 0, EMERGENCY_STOPPING: 1, WAIT_CLEAR_ERROR: 2 } as const;
/** How far a controller in FAULT is. */
export type FaultSubstate = (typeof FaultSubstate)[keyof typeof FaultSubstate];

/** Whether a controller in OFFLINE can be taken into use. */
export const OfflineSubstate = { PUBLISH_ONLY: 0, AVAILABLE: 1 } as const;
/** Whether a controller in OFFLINE can be taken into use. */
export type OfflineSubstate = (typeof OfflineSubstate)[keyof typeof OfflineSubstate];

/**
 * Bits of `applicationStatus` under the names that hexapod and rotator had in common until 2021; both have a newer table
 * of their own, `mtHexapod.ApplicationStatus` and `mtRotator.ApplicationStatus`.
 */
export const ApplicationStatusBefore2021 = {
  HEX_FOLLOWING_ERROR_MASK: 0x1,
  HEX_MOVE_COMPLETE_MASK: 0x2,
  COMMAND_REJECT_MASK: 0x20,
  SAFETY_INTERLOCK: 0x40,
  EXTEND_LIMIT_SWITCH: 0x80,
  RETRACT_LIMIT_SWITCH: 0x100,
  ETHERCAT_PROBLEM: 0x200,
  DDS_COMMAND_SOURCE: 0x400,
  MOTION_TIMEOUT: 0x800,
  DRIVE_FAULT: 0x2000,
  SIMULINK_FAULT: 0x4000,
  ENCODER_FAULT: 0x8000,
} as const;

/** Bits of `applicationStatus` that any controller may set: those of the rotator. */
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
 * `param1` of the SET_STATE command: the transition to make. Since version 1.3 only ENABLE, STANDBY, CLEAR_ERROR and FAULT
 * are left; FAULT came with 1.1.
 */
export const SetStateParam = {
  INVALID: 0,
  START: 1,
  ENABLE: 2,
  STANDBY: 3,
  DISABLE: 4,
  EXIT: 5,
  CLEAR_ERROR: 6,
  ENTER_CONTROL: 7,
  FAULT: 8,
} as const;
/** A transition that SET_STATE can ask for. */
export type SetStateParam = (typeof SetStateParam)[keyof typeof SetStateParam];

/**
 * How far the motion lock is, in the events of the control software. Of the SAL (ts_xml since 24), for those who fill in
 * its events: it does not travel on this wire.
 */
export const MotionLockState = { UNLOCKED: 0, LOCKING: 1, UNLOCKING: 2, LOCKED: 3 } as const;
/** How far the motion lock is. Of the SAL; does not travel on this wire. */
export type MotionLockState = (typeof MotionLockState)[keyof typeof MotionLockState];

/** The name of a value of one of these tables: `nameOf(ControllerState, 2)` is "ENABLED"; `undefined` if it has none. */
export function nameOf(table: Readonly<Record<string, number>>, value: number): string | undefined {
  return Object.keys(table).find((name) => table[name] === value);
}

/** The names of the bits that are set in `value`, lowest first; a bit without a name is shown as a number: "0x10000". */
export function namesOfBits(table: Readonly<Record<string, number>>, value: number): string[] {
  const names: string[] = [];
  for (let bit = 1; bit <= value; bit *= 2) {
    if (Math.floor(value / bit) % 2 === 1) names.push(nameOf(table, bit) ?? `0x${bit.toString(16)}`);
  }
  return names;
}
