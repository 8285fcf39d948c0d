/** The hexapods of the camera and of the secondary mirror: structs of every version, codes and names. */
export { checkPosition } from "./checkPosition.ts";
export type { ClientVersion } from "./client.ts";
export { commands, limits, type PositionLimits } from "./commands.ts";
export { Config } from "./config.ts";
export {
  ApplicationStatus,
  CommandCode,
  ErrorCode,
  type HexapodName,
  SalIndex,
  SetEnabledSubstateParam,
} from "./enums.ts";
export { PosFiltVel, PosVel, Telemetry } from "./telemetry.ts";
export {
  type ConfigOf,
  type DeviceOptions,
  deviceOptions,
  NEWEST,
  type TelemetryOf,
  type VersionKey,
  versionKey,
  versions,
} from "./versions.ts";
