import { mtRotator } from "@obswire/hexrotcomm";
import { rotatorCommands } from "./commandNames.ts";
import type { ConnectingDevice } from "./connectingDevice.ts";
import { rotatorAxis, rotatorLimits } from "./rotatorFacts.ts";

/** The versions whose controllers connect to the control software. */
export type ConnectingRotatorVersion = Exclude<mtRotator.VersionKey, mtRotator.ClientVersion>;

type Config = mtRotator.ConfigOf<ConnectingRotatorVersion>;
type Telemetry = mtRotator.TelemetryOf<ConnectingRotatorVersion>;

const { POSITION_SET, SET_ENABLED_SUBSTATE } = mtRotator.CommandCode;
const { MOVE_POINT_TO_POINT } = mtRotator.SetEnabledSubstateParam;

/** The rotator, of a version whose controller connects to the control software. */
export function connectingRotator(version: ConnectingRotatorVersion): ConnectingDevice<Config, Telemetry> {
  const { generation, port, ConfigClass, TelemetryClass, syncPattern = 0 } = mtRotator.deviceOptions(version);
  return {
    name: "rotator",
    generation,
    ConfigClass,
    TelemetryClass,
    syncPattern,
    defaultPort: port,
    commands: rotatorCommands,
    moveParams: ["position"],
    move: (params) => [
      { name: "POSITION_SET", code: POSITION_SET, params },
      { name: "SET_ENABLED_SUBSTATE", code: SET_ENABLED_SUBSTATE, params: [MOVE_POINT_TO_POINT] },
    ],
    axes: (telemetry) => [rotatorAxis(telemetry.currentPos, demandOf(telemetry))],
    describeConfig: rotatorLimits,
  };
}

/** Where the rotator should be now; up to 0.9 under another name. */
function demandOf(telemetry: Telemetry): number {
  return "demandPos" in telemetry ? telemetry.demandPos : telemetry.commandedPos;
}
