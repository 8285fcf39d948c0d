/**
 * Controllers that behave, record, and misbehave on request: for tests without hardware.
 *
 * @packageDocumentation
 */

export {
  BaseMockController,
  type CommandHandler,
  type MockControllerOptions,
  type MockDevice,
  type StateTelemetry,
} from "./baseMockController.ts";
export { type Clock, ManualClock, systemClock } from "./clock.ts";
export { CommandError } from "./commandError.ts";
export type { Faults } from "./faults.ts";
export { type ReceivedCommand, ReceivedCommands } from "./receivedCommands.ts";
export { SimpleMockController, type SimpleMockControllerOptions } from "./simpleMockController.ts";
