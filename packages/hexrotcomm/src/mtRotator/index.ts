/** The camera rotator: structs of every version, codes and names. */
export { checkPosition, type PositionLimits } from "./checkPosition.ts";
export type { ClientVersion } from "./client.ts";
export { commands, limits } from "./commands.ts";
export { Config } from "./config.ts";
export { ApplicationStatus, CommandCode, ErrorCode, SetEnabledSubstateParam } from "./enums.ts";
export { Telemetry } from "./telemetry.ts";
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
