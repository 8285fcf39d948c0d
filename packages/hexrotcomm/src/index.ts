/**
 * The protocol of Moog hexapod and rotator controllers: packed C structs over TCP.
 *
 * @packageDocumentation
 */

export type { CommandCodes } from "./checkCommand.ts";
export { CommandCounter, type CounterRule } from "./commandCounter.ts";
export type { RunCommandOptions } from "./commandRunner.ts";
export { CommandTelemetryClient } from "./commandTelemetryClient.ts";
export type { ClientCallback, CommandTelemetryClientOptions } from "./commandTelemetryClientOptions.ts";
export { CommandTelemetryServer } from "./commandTelemetryServer.ts";
export type { CommandTelemetryServerOptions, ServerCallback } from "./commandTelemetryServerOptions.ts";
export {
  type CommandSpec,
  type CommandTable,
  makeCommand,
  type NamedCommand,
  nameCommand,
  type ParamSpec,
  type ParamsOf,
} from "./device/commandTable.ts";
export { type Accepted, DeviceClient, type Pacing, type StateTelemetry } from "./device/deviceClient.ts";
export type { DeviceVersion, VersionRange } from "./device/deviceVersion.ts";
export { type StateStep, stateSteps } from "./device/stateSteps.ts";
export {
  ApplicationStatus,
  ApplicationStatusBefore2021,
  ControllerState,
  EnabledSubstate,
  FaultSubstate,
  MotionLockState,
  nameOf,
  namesOfBits,
  OfflineSubstate,
  SetStateParam,
} from "./enums.ts";
export {
  CommandFailedError,
  type CommandFailure,
  type CommandOutcome,
  HexrotcommError,
  type HexrotcommErrorCode,
  isCommandFailedError,
  isHexrotcommError,
} from "./errors.ts";
export {
  type ClientGeneration,
  type CommandOf,
  type GenerationFacts,
  type HeaderOf,
  type ServerGeneration,
  type WireGeneration,
  wireGenerations,
} from "./generations.ts";
export type { NextTelemetryOptions, Sample } from "./inbox.ts";
export type { LinkOptions } from "./linkOptions.ts";
export type { HeaderMessage, Message, MessageClass } from "./message.ts";
export { type HexapodPosition, MTHexapodClient, type MTHexapodClientOptions } from "./mtHexapod/client.ts";
export * as mtHexapod from "./mtHexapod/index.ts";
export { MTRotatorClient, type MTRotatorClientOptions } from "./mtRotator/client.ts";
export * as mtRotator from "./mtRotator/index.ts";
export type { SampleOptions, Samples } from "./sampleFeed.ts";
export * as gen1 from "./structs/gen1.ts";
export * as gen1b from "./structs/gen1b.ts";
export * as gen2 from "./structs/gen2.ts";
export * as gen3 from "./structs/gen3.ts";
export * as gen4 from "./structs/gen4.ts";
export {
  SIMPLE_SYNC_PATTERN,
  SIMPLE_TELEMETRY_PORT,
  SimpleCommandCode,
  SimpleConfig,
  SimpleTelemetry,
} from "./structs/simple.ts";
export { type TaiOptions, type TaiTime, taiToUtc, utcToTai } from "./tai/convert.ts";
export { headerAt, stampHeader, utcOfHeader } from "./tai/headerTime.ts";
export { type AfterExpiry, bundledLeapSeconds, type LeapSecondStep, LeapSecondTable } from "./tai/leapSeconds.ts";
export { loadLeapSeconds, SYSTEM_LEAP_SECONDS } from "./tai/loadLeapSeconds.ts";
