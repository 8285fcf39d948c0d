import {
  CommandTelemetryClient,
  type CommandTelemetryClientOptions,
  gen2,
  gen4,
  SIMPLE_SYNC_PATTERN,
  SimpleCommandCode,
  SimpleConfig,
  SimpleTelemetry,
} from "@obswire/hexrotcomm";
import type { Gen2To4Generation } from "../support/gen2to4Peers.ts";

type Config = SimpleConfig | gen4.SimpleConfig;
type Telemetry = SimpleTelemetry | gen4.SimpleTelemetry;
type Command = gen2.Command | gen4.Command;

/** Our client of the simple device, in any generation in which the controller listens. */
export type SimpleClient = CommandTelemetryClient<Config, Telemetry, Gen2To4Generation>;

/** Its options. */
export type SimpleClientOptions = CommandTelemetryClientOptions<Config, Telemetry, Gen2To4Generation>;

/** Makes a client of the simple device. */
export function makeSimpleClient(
  generation: Gen2To4Generation,
  options: Partial<SimpleClientOptions> & { port: number },
): SimpleClient {
  const isGen4 = generation === "gen4";
  return new CommandTelemetryClient<Config, Telemetry, Gen2To4Generation>({
    generation,
    ConfigClass: isGen4 ? gen4.SimpleConfig : SimpleConfig,
    TelemetryClass: isGen4 ? gen4.SimpleTelemetry : SimpleTelemetry,
    syncPattern: SIMPLE_SYNC_PATTERN,
    ...options,
  });
}

/** Codes of the simple device in a generation. */
export function codesOf(generation: Gen2To4Generation): { readonly SET_STATE: number; readonly MOVE: number } {
  return generation === "gen4" ? gen4.SimpleCommandCode : SimpleCommandCode;
}

/** Makes a MOVE command, or one with another code. */
export function makeCommand(generation: Gen2To4Generation, param1: number, code = codesOf(generation).MOVE): Command {
  return generation === "gen4" ? new gen4.Command({ code, param1 }) : new gen2.Command({ code, param1 });
}
