import { mtHexapod } from "@obswire/hexrotcomm";
import { hexapodCommands } from "./commandNames.ts";
import type { ConnectingDevice } from "./connectingDevice.ts";
import { hexapodAxes, hexapodLimits } from "./hexapodFacts.ts";

/** The versions whose controllers connect to the control software. */
export type ConnectingHexapodVersion = Exclude<mtHexapod.VersionKey, mtHexapod.ClientVersion>;

type Config = mtHexapod.ConfigOf<ConnectingHexapodVersion>;
type Telemetry = mtHexapod.TelemetryOf<ConnectingHexapodVersion>;

const { POSITION_SET, SET_ENABLED_SUBSTATE } = mtHexapod.CommandCode;
const { MOVE_POINT_TO_POINT } = mtHexapod.SetEnabledSubstateParam;

/** One of the two hexapods, of a version whose controller connects to the control software. */
export function connectingHexapod(
  name: mtHexapod.HexapodName,
  version: ConnectingHexapodVersion,
): ConnectingDevice<Config, Telemetry> {
  const { generation, port, ConfigClass, TelemetryClass, syncPattern = 0 } = mtHexapod.deviceOptions(name, version);
  return {
    name: `hexapod ${name}`,
    generation,
    ConfigClass,
    TelemetryClass,
    syncPattern,
    defaultPort: port,
    commands: hexapodCommands,
    moveParams: ["x", "y", "z", "u", "v", "w"],
    move: (params) => [
      { name: "POSITION_SET", code: POSITION_SET, params },
      { name: "SET_ENABLED_SUBSTATE", code: SET_ENABLED_SUBSTATE, params: [MOVE_POINT_TO_POINT, 1] },
    ],
    axes: (telemetry) => hexapodAxes(measuredOf(telemetry), [...telemetry.commandedPos]),
    describeConfig: ({ posLimits }) => hexapodLimits([...posLimits]),
  };
}

function measuredOf(telemetry: Telemetry): number[] {
  if ("measuredPos" in telemetry) return [...telemetry.measuredPos];
  return [...telemetry.measuredXyz, ...telemetry.measuredUvw];
}
