import {
  SIMPLE_SYNC_PATTERN,
  SIMPLE_TELEMETRY_PORT,
  SimpleCommandCode,
  SimpleConfig,
  SimpleTelemetry,
} from "@obswire/hexrotcomm";
import type { Device } from "./device.ts";

/** The simple device: one axis without a unit. */
export const simpleDevice: Device<SimpleConfig, SimpleTelemetry> = {
  name: "simple",
  ConfigClass: SimpleConfig,
  TelemetryClass: SimpleTelemetry,
  CommandCode: SimpleCommandCode,
  syncPattern: SIMPLE_SYNC_PATTERN,
  defaultPort: SIMPLE_TELEMETRY_PORT,
  axes: ({ currPosition, cmdPosition }) => [
    { name: "position", unit: "", position: currPosition, commanded: cmdPosition, digits: 3, minSpan: 5 },
  ],
};
