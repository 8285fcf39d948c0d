/**
 * Controllers that behave, record, and misbehave on request: for tests without hardware.
 *
 * @packageDocumentation
 */

export { type Clock, ManualClock, systemClock } from "./clock.ts";
export { BaseMockController } from "./controller/baseMockController.ts";
export type { CommandCodes, CommandHandler } from "./controller/commandDispatcher.ts";
export { CommandError } from "./controller/commandError.ts";
export type { Faults } from "./controller/faults.ts";
export type {
  MockConnections,
  MockControllerOptions,
  MockDevice,
  StateTelemetry,
} from "./controller/mockControllerOptions.ts";
export { type AnyCommand, type ReceivedCommand, ReceivedCommands } from "./controller/receivedCommands.ts";
export type { SocketName } from "./link/link.ts";
export {
  CAMERA_HEXAPOD_GEOMETRY,
  FIRST_HEXAPOD_GEOMETRY,
  type HexapodGeometry,
  M2_HEXAPOD_GEOMETRY,
  type Point,
  type Pose,
  type StrutDisplacements,
  strutDisplacements,
} from "./motion/hexapodGeometry.ts";
export { HexapodStruts, type HexapodStrutsOptions } from "./motion/hexapodStruts.ts";
export { Path, PathKind } from "./motion/path.ts";
export {
  type MotionExtremes,
  type MotionState,
  PathSegment,
  type PathSegmentInit,
  type Range,
  segmentBetween,
} from "./motion/pathSegment.ts";
export { PointToPointActuator, type PointToPointActuatorOptions } from "./motion/pointToPointActuator.ts";
export type { Six } from "./motion/six.ts";
export { TrackingActuator, type TrackingActuatorOptions } from "./motion/trackingActuator.ts";
export { type Slew, trapezoidalSlew } from "./motion/trapezoidalSlew.ts";
export {
  type ListeningHexapodVersion,
  MockMTHexapodController,
  type MockMTHexapodControllerOptions,
} from "./mtHexapod/mockMTHexapodController.ts";
export { AXIS_LIMITS, AxisDevice, type AxisLimits, type AxisState } from "./mtmount/axisDevice.ts";
export { MirrorCoverLocksDevice, MirrorCoversDevice } from "./mtmount/deployableDevice.ts";
export { MockMTMountController, type MockMTMountControllerOptions } from "./mtmount/mockMTMountController.ts";
export type { MountDevice } from "./mtmount/mountDevice.ts";
export type { MountFaults } from "./mtmount/mountFaults.ts";
export { type ReceivedMountCommand, ReceivedMountCommands } from "./mtmount/receivedMountCommands.ts";
export { MainPowerSupplyDevice, OilSupplySystemDevice, TopEndChillerDevice } from "./mtmount/supplyDevices.ts";
export {
  type ListeningRotatorVersion,
  MockMTRotatorController,
  type MockMTRotatorControllerOptions,
} from "./mtRotator/mockMTRotatorController.ts";
export {
  type SimpleConfigs,
  SimpleMockController,
  type SimpleMockControllerOptions,
  type SimpleTelemetries,
} from "./simple/simpleMockController.ts";
