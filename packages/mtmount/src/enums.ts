/** Which kind a reply is. */
export const ReplyCode = {
  ACK: 0,
  NOACK: 1,
  DONE: 2,
  ERROR: 3,
  WARNING: 4,
  ON_STATE_INFO: 5,
  IN_POSITION: 6,
} as const;
/** Which kind a reply is. */
export type ReplyCode = (typeof ReplyCode)[keyof typeof ReplyCode];

/** Who commands the mount: nobody, the control software (CSC), the engineering user interface, the hand-held device, the PXI controller. */
export const Source = {
  NONE: 0,
  CSC: 1,
  EUI: 2,
  HHD: 3,
  PXI: 100,
} as const;
/** Who commands the mount. */
export type Source = (typeof Source)[keyof typeof Source];

/** The devices of the mount. */
export const DeviceId = {
  ELEVATION_AXIS: 1,
  AZIMUTH_AXIS: 2,
  AZIMUTH_CABLE_WRAP: 3,
  CAMERA_CABLE_WRAP: 4,
  BALANCE: 5,
  DEPLOYABLE_PLATFORM: 6,
  ENCODER_: 7,
  TOP_END_CHILLER: 8,
  LOCKING_PIN: 9,
  MAIN_POWER_SUPPLY: 10,
  MIRROR_COVERS: 11,
  MIRROR_COVER_LOCKS: 12,
  OIL_SUPPLY_SYSTEM: 13,
} as const;
/** A device of the mount. */
export type DeviceId = (typeof DeviceId)[keyof typeof DeviceId];

/** `topicID` of telemetry. */
export const TelemetryTopicId = {
  AZIMUTH: 6,
  AZIMUTH_DRIVE: 5,
  ELEVATION: 15,
  ELEVATION_DRIVE: 14,
  CAMERA_CABLE_WRAP: 8,
} as const;
/** `topicID` of telemetry. */
export type TelemetryTopicId = (typeof TelemetryTopicId)[keyof typeof TelemetryTopicId];

/** The subsystems that warnings and errors come from: their `code` is this plus the number of a condition. */
export const SubsystemId = {
  AZIMUTH_AXIS: 100,
  AZIMUTH_DRIVE: 200,
  AZIMUTH_CABLE_WRAP: 300,
  ELEVATION_AXIS: 400,
  ELEVATION_DRIVE: 500,
  MAIN_POWER_SUPPLY: 600,
  ENCODER_INTERFACE_BOX: 700,
  OIL_SUPPLY_SYSTEM: 800,
  MIRROR_COVERS: 900,
  CAMERA_CABLE_WRAP: 1000,
  BALANCE: 1100,
  DEPLOYABLE_PLATFORM: 1200,
  CABINET: 1300,
  LOCKING_PINS: 1400,
  MIRROR_COVER_LOCKS: 1500,
  AZIMUTH_THERMAL: 1600,
  ELEVATION_THERMAL: 1700,
  INTERLOCK: 1800,
  TOP_END_CHILLER: 2200,
} as const;
/** A subsystem that warnings and errors come from. */
export type SubsystemId = (typeof SubsystemId)[keyof typeof SubsystemId];

/** `what` of `InPositionReply`: which axis it is about. */
export const InPositionAxis = {
  AZIMUTH: 0,
  ELEVATION: 1,
} as const;
/** `what` of `InPositionReply`: which axis it is about. */
export type InPositionAxis = (typeof InPositionAxis)[keyof typeof InPositionAxis];
