/**
 * The Tekniker protocol of a telescope mount: commands and replies as data, the pair of sockets they travel on, and telemetry.
 *
 * @packageDocumentation
 */

export { CommandCode } from "./commandCode.ts";
export type { CommanderOptions, RunOptions } from "./commander/baseCommander.ts";
export {
  type AnyCommand,
  CommandError,
  CommandFailedError,
  type CommandOutcome,
  CommandRejectedError,
  CommandSupersededError,
  CommandTimeoutError,
  ConnectionLostError,
  isCommandError,
} from "./commander/commandErrors.ts";
export { CommandFutures } from "./commander/commandFutures.ts";
export { MountCommander, type MountCommanderOptions } from "./commander/mountCommander.ts";
export {
  AzimuthAxisDriveEnable,
  AzimuthAxisDriveReset,
  AzimuthAxisEnableTracking,
  AzimuthAxisHome,
  AzimuthAxisMove,
  AzimuthAxisPower,
  AzimuthAxisResetAlarm,
  AzimuthAxisStop,
  AzimuthAxisTrack,
} from "./commands/azimuthAxis.ts";
export { BothAxesMove, BothAxesStop, BothAxesTrack } from "./commands/bothAxes.ts";
export {
  CameraCableWrapDriveEnable,
  CameraCableWrapDriveReset,
  CameraCableWrapEnableTracking,
  CameraCableWrapMove,
  CameraCableWrapPower,
  CameraCableWrapResetAlarm,
  CameraCableWrapStop,
  CameraCableWrapTrack,
} from "./commands/cameraCableWrap.ts";
export { type Command, commands } from "./commands/commands.ts";
export {
  ElevationAxisDriveEnable,
  ElevationAxisDriveReset,
  ElevationAxisEnableTracking,
  ElevationAxisHome,
  ElevationAxisMove,
  ElevationAxisPower,
  ElevationAxisResetAlarm,
  ElevationAxisStop,
  ElevationAxisTrack,
} from "./commands/elevationAxis.ts";
export {
  MirrorCoverLocksMoveAll,
  MirrorCoverLocksPower,
  MirrorCoverLocksResetAlarm,
  MirrorCoverLocksStop,
  MirrorCoversDeploy,
  MirrorCoversPower,
  MirrorCoversResetAlarm,
  MirrorCoversRetract,
  MirrorCoversStop,
} from "./commands/mirrorCovers.ts";
export {
  MainPowerSupplyPower,
  MainPowerSupplyResetAlarm,
  OilSupplySystemPower,
  OilSupplySystemPowerCooling,
  OilSupplySystemPowerMainPump,
  OilSupplySystemPowerOil,
  OilSupplySystemResetAlarm,
  TopEndChillerPower,
  TopEndChillerResetAlarm,
  TopEndChillerTrackAmbient,
} from "./commands/supplies.ts";
export { AskForCommand, Disable, Enable, SafetyReset } from "./commands/system.ts";
export { DeviceId, InPositionAxis, ReplyCode, Source, SubsystemId, TelemetryTopicId } from "./enums.ts";
export { FieldError, isMtmountError, MtmountError, type MtmountErrorCode, UnparsableMessageError } from "./errors.ts";
export type { FeedOptions } from "./feed.ts";
export { ClientServerPair, type ClientServerPairOptions, type ConnectOptions } from "./link/clientServerPair.ts";
export { Communicator, type CommunicatorOptions, type Incoming, type Outgoing } from "./link/communicator.ts";
export { describeKind } from "./message/describeKind.ts";
export type { ArgumentsOf, Field, Fields, ValuesOf } from "./message/field.ts";
export type { FieldType } from "./message/fieldType.ts";
export type { JsonMessageKind, LineMessageKind, MessageKind, MessageMethods, MessageOf } from "./message/message.ts";
export type { ReceivedMessage } from "./message/parse.ts";
export { isAckOnly, parseCommand, parseReply } from "./parseMessages.ts";
export {
  CSC_COMMAND_PORT,
  EUI_COMMAND_PORT,
  HHD_COMMAND_PORT,
  SINGLE_SOCKET_COMMAND_PORT,
  TELEMETRY_PORT,
} from "./ports.ts";
export {
  AckReply,
  DoneReply,
  ErrorReply,
  InPositionReply,
  NoAckReply,
  OnStateInfoReply,
  type Reply,
  replies,
  WarningReply,
} from "./replies.ts";
export { MAX_SEQUENCE_ID, nextSequenceId } from "./sequenceId.ts";
export * as singleSocket from "./singleSocket/index.ts";
export { SingleSocketCommander, type SingleSocketCommanderOptions } from "./singleSocket/singleSocketCommander.ts";
export { TAI_MINUS_UTC_SEC, taiUnixSec } from "./tai.ts";
export { TelemetryClient, type TelemetryClientOptions } from "./telemetry/telemetryClient.ts";
export { encodeTelemetry, parseTelemetry, type UnknownTopic } from "./telemetry/telemetryText.ts";
export {
  type Telemetry,
  type TelemetryField,
  type TelemetryOf,
  type TelemetryTopic,
  telemetryTopics,
} from "./telemetry/topics.ts";
