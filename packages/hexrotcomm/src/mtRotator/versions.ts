import type { CommandCodes } from "../checkCommand.ts";
import { codesOf } from "../device/commandTable.ts";
import { type DeviceVersion, rowOf } from "../device/deviceVersion.ts";
import { withFrameId } from "../device/frameId.ts";
import { ApplicationStatusBefore2021 } from "../enums.ts";
import { describe } from "../linkOptions.ts";
import type { MessageClass } from "../message.ts";
import { FrameId } from "../structs/gen4.ts";
import { commands } from "./commands.ts";
import { Config, ConfigV0_1 } from "./config.ts";
import { ApplicationStatus, CommandCode } from "./enums.ts";
import {
  Telemetry,
  TelemetryV0_1,
  TelemetryV0_7,
  TelemetryV0_10,
  TelemetryV0_16,
  TelemetryV0_17,
  TelemetryV0_22_1,
  TelemetryV0_25,
} from "./telemetry.ts";

/** Default port of telemetry, or of everything where there is one socket; the command port is the next. */
const PORT = 5570;

interface RotatorVersion extends DeviceVersion {
  /** First field of each command; absent where a command starts with its commander. */
  readonly syncPattern?: number;
  readonly frameIds: { readonly telemetry: number; readonly config: number };
}

const FIRST = {
  generation: "gen1",
  states: "full",
  syncPattern: 0x5555,
  frameIds: { telemetry: 5, config: 25 },
  ApplicationStatus: ApplicationStatusBefore2021,
  Config: ConfigV0_1,
} as const;
const SECOND = { ...FIRST, generation: "gen1b" } as const;
const SINCE_0_16 = { ...SECOND, ApplicationStatus } as const;
const SINCE_0_17 = { ...SINCE_0_16, frameIds: { telemetry: 0, config: 2 }, Telemetry: TelemetryV0_17 } as const;
const SINCE_0_22 = {
  generation: "gen4",
  states: "full",
  frameIds: { telemetry: FrameId.TELEMETRY, config: FrameId.CONFIG },
  ApplicationStatus,
  Config: ConfigV0_1,
} as const;

/**
 * Every layout, generation and set of constants that the rotator ever had, by the first version that had it. Versions are
 * those of the control software, ts_mtrotator, whose releases follow the controller's.
 */
export const versions = {
  "0.1.0": { until: "0.6.0", ...FIRST, Telemetry: TelemetryV0_1 },
  "0.7.0": { until: "0.9.0", ...FIRST, Telemetry: TelemetryV0_7 },
  "0.10.0": { until: "0.14.0", ...FIRST, Telemetry: TelemetryV0_10 },
  "0.15.0": { until: "0.15.1", ...SECOND, Telemetry: TelemetryV0_10 },
  "0.16.0": { until: "0.16.0", ...SINCE_0_16, Telemetry: TelemetryV0_16 },
  "0.16.1": { until: "0.16.1", ...SINCE_0_17, Telemetry: TelemetryV0_16 },
  "0.17.0": { until: "0.18.0", ...SINCE_0_17 },
  "0.19.0": { until: "0.20.0", ...SINCE_0_17, generation: "gen2" },
  "0.21.0": { until: "0.21.0", ...SINCE_0_17, generation: "gen3" },
  "0.22.0": { until: "0.22.0", ...SINCE_0_22, Telemetry: TelemetryV0_17 },
  "0.22.1": { until: "0.22.2", ...SINCE_0_22, Telemetry: TelemetryV0_22_1 },
  // Back to the layout of 0.22.0.
  "0.23.0": { until: "0.24.1", ...SINCE_0_22, Telemetry: TelemetryV0_17 },
  "0.25.0": { until: "1.0.3", ...SINCE_0_22, Telemetry: TelemetryV0_25 },
  "1.1.0": { until: "1.3.1", ...SINCE_0_22, states: "short", Config, Telemetry },
} as const satisfies Record<string, RotatorVersion>;

/** A key of `versions`. */
export type VersionKey = keyof typeof versions;
/** The newest row of `versions`. */
export const NEWEST = "1.1.0" satisfies VersionKey;

/** The configuration of a row of `versions`. */
export type ConfigOf<V extends VersionKey> = InstanceType<(typeof versions)[V]["Config"]>;
/** The telemetry of a row of `versions`. */
export type TelemetryOf<V extends VersionKey> = InstanceType<(typeof versions)[V]["Telemetry"]>;

/** The key of the row of `versions` that a version like "0.22" or "1.2.1" belongs to. @throws RangeError */
export function versionKey(version: string): VersionKey {
  return rowOf(versions, version);
}

/** What a client, a server or a mock of the rotator needs to know of it. */
export interface DeviceOptions<V extends VersionKey> {
  /** The generation of the wire protocol. */
  readonly generation: (typeof versions)[V]["generation"];
  /** Default port of telemetry, or of everything where there is one socket. */
  readonly port: number;
  /** The configuration struct, with the device's frame id. */
  readonly ConfigClass: MessageClass<ConfigOf<V>>;
  /** The telemetry struct, with the device's frame id. */
  readonly TelemetryClass: MessageClass<TelemetryOf<V>>;
  /** The codes that the version has, by name: with them unknown codes are refused. */
  readonly CommandCode: CommandCodes;
  /** First field of each command. Absent where a command starts with its commander. */
  readonly syncPattern?: number;
}

/** The options by which a client or server, or a mock, becomes one of a rotator of this version: `{ ...deviceOptions() }`. */
export function deviceOptions(): DeviceOptions<typeof NEWEST>;
/** As above, for a version: a key of `versions`. */
export function deviceOptions<V extends VersionKey>(version: V): DeviceOptions<V>;
export function deviceOptions(version: VersionKey = NEWEST): DeviceOptions<VersionKey> {
  const row: RotatorVersion = versions[version];
  if (row === undefined) {
    throw new RangeError(`version must be one of ${Object.keys(versions).join(", ")}, not ${describe(version)}`);
  }
  return {
    generation: versions[version].generation,
    port: PORT,
    ConfigClass: withFrameId(versions[version].Config, row.frameIds.config),
    TelemetryClass: withFrameId(versions[version].Telemetry, row.frameIds.telemetry),
    CommandCode: codesOf(CommandCode, commands, { from: version, until: row.until }),
    ...(row.syncPattern === undefined ? {} : { syncPattern: row.syncPattern }),
  };
}
