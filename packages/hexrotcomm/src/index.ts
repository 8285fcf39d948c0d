/**
 * The protocol of Moog hexapod and rotator controllers: packed C structs over TCP.
 *
 * @packageDocumentation
 */

export { CommandCounter } from "./commandCounter.ts";
export { CommandTelemetryServer, type NextTelemetryOptions, type Sample } from "./commandTelemetryServer.ts";
export type { CommandTelemetryServerOptions, ServerCallback } from "./commandTelemetryServerOptions.ts";
export {
  ApplicationStatus,
  ApplicationStatusBefore2021,
  ControllerState,
  EnabledSubstate,
  FaultSubstate,
  nameOf,
  namesOfBits,
  OfflineSubstate,
  SetStateParam,
} from "./enums.ts";
export { HexrotcommError, type HexrotcommErrorCode, isHexrotcommError } from "./errors.ts";
export {
  type ClientGeneration,
  type CommandOf,
  type Generation,
  type GenerationFacts,
  generations,
  type HeaderOf,
  type ServerGeneration,
  type WireGeneration,
  wireGenerations,
} from "./generations.ts";
export type { Message, MessageClass } from "./message.ts";
export * as mtHexapod from "./mtHexapod/index.ts";
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
