import {
  type ServerGeneration,
  SIMPLE_SYNC_PATTERN,
  SIMPLE_TELEMETRY_PORT,
  SimpleCommandCode,
  SimpleConfig,
  SimpleTelemetry,
} from "@obswire/hexrotcomm";
import { simpleCommands } from "./commandNames.ts";
import type { ConnectingDevice } from "./connectingDevice.ts";

/** The simple device: one axis without a unit. */
export function connectingSimple(generation: ServerGeneration): ConnectingDevice<SimpleConfig, SimpleTelemetry> {
  return {
    name: "simple",
    generation,
    ConfigClass: SimpleConfig,
    TelemetryClass: SimpleTelemetry,
    syncPattern: SIMPLE_SYNC_PATTERN,
    defaultPort: SIMPLE_TELEMETRY_PORT,
    commands: simpleCommands,
    moveParams: ["position"],
    move: (params) => [{ name: "MOVE", code: SimpleCommandCode.MOVE, params }],
    axes: ({ currPosition, cmdPosition }) => [
      { name: "position", unit: "", position: currPosition, commanded: cmdPosition, digits: 3, minSpan: 5 },
    ],
    describeConfig: ({ minPosition, maxPosition, maxVelocity }) =>
      `positions ${minPosition} to ${maxPosition}, velocity up to ${maxVelocity}/s`,
  };
}
