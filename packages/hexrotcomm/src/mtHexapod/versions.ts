import type { CommandCodes } from "../checkCommand.ts";
import { codesOf } from "../device/commandTable.ts";
import { type DeviceVersion, rowOf } from "../device/deviceVersion.ts";
import { withFrameId } from "../device/frameId.ts";
import { ApplicationStatusBefore2021 } from "../enums.ts";
import { describe } from "../linkOptions.ts";
import type { MessageClass } from "../message.ts";
import { FrameId } from "../structs/gen4.ts";
import { commands } from "./commands.ts";
import { Config, ConfigV0_1, ConfigV0_8, ConfigV0_18, ConfigV0_20 } from "./config.ts";
import { ApplicationStatus, CommandCode, type HexapodName } from "./enums.ts";
import {
  Telemetry,
  TelemetryV0_1,
  TelemetryV0_2_2,
  TelemetryV0_17,
  TelemetryV0_18,
  TelemetryV0_20,
  TelemetryV0_26,
  TelemetryV1_1,
  TelemetryV1_2,
} from "./telemetry.ts";

type ForEach<T> = Readonly<Record<HexapodName, T>>;

interface HexapodVersion extends DeviceVersion {
  /** Default port of telemetry, or of everything where there is one socket; the command port is the next. */
  readonly ports: ForEach<number>;
  /** First field of each command; absent where a command starts with its commander. */
  readonly syncPatterns?: ForEach<number>;
  readonly frameIds: ForEach<{ readonly telemetry: number; readonly config: number }>;
}

const forBoth = <const T>(value: T): ForEach<T> => ({ camera: value, m2: value });

const CONSTANT_PORTS = { ports: forBoth(5570) };
const PORTS = { ports: { camera: 5560, m2: 5550 } };
const OWN_PATTERNS = { syncPatterns: { camera: 0x6666, m2: 0xb4b4 } };
const OWN_FRAME_IDS = { frameIds: { camera: { telemetry: 7, config: 27 }, m2: { telemetry: 8, config: 28 } } };
const FRAME_IDS_0_AND_2 = { frameIds: forBoth({ telemetry: 0, config: 2 }) };
const FRAME_IDS_OF_GEN4 = { frameIds: forBoth({ telemetry: FrameId.TELEMETRY, config: FrameId.CONFIG }) };

const FIRST = {
  generation: "gen1",
  states: "full",
  ...OWN_PATTERNS,
  ...OWN_FRAME_IDS,
  ApplicationStatus: ApplicationStatusBefore2021,
} as const;
const SECOND = { ...FIRST, generation: "gen1b", ...PORTS } as const;
const SINCE_0_20 = {
  ...SECOND,
  ...FRAME_IDS_0_AND_2,
  ApplicationStatus,
  Config: ConfigV0_20,
  Telemetry: TelemetryV0_20,
} as const;
const SINCE_0_24 = {
  generation: "gen4",
  states: "full",
  ...PORTS,
  ...FRAME_IDS_OF_GEN4,
  ApplicationStatus,
  Config: ConfigV0_20,
} as const;

/**
 * Every layout, generation and set of constants that the hexapod ever had, by the first version that had it. Versions are
 * those of the control software, ts_mthexapod, whose releases follow the controller's.
 */
export const versions = {
  "0.1.0": { until: "0.2.1", ...FIRST, ...CONSTANT_PORTS, Config: ConfigV0_1, Telemetry: TelemetryV0_1 },
  "0.2.2": { until: "0.7.0", ...FIRST, ...CONSTANT_PORTS, Config: ConfigV0_1, Telemetry: TelemetryV0_2_2 },
  "0.8.0": { until: "0.12.1", ...FIRST, ...CONSTANT_PORTS, Config: ConfigV0_8, Telemetry: TelemetryV0_2_2 },
  "0.13.0": { until: "0.16.0", ...FIRST, ...PORTS, Config: ConfigV0_8, Telemetry: TelemetryV0_2_2 },
  "0.17.0": { until: "0.17.1", ...FIRST, ...PORTS, Config: ConfigV0_8, Telemetry: TelemetryV0_17 },
  "0.18.0": { until: "0.19.0", ...SECOND, Config: ConfigV0_18, Telemetry: TelemetryV0_18 },
  "0.20.0": { until: "0.20.0", ...SINCE_0_20 },
  "0.21.0": { until: "0.22.0", ...SINCE_0_20, generation: "gen2" },
  "0.23.0": { until: "0.23.0", ...SINCE_0_20, generation: "gen3", syncPatterns: forBoth(0x5555) },
  "0.24.0": { until: "0.25.0", ...SINCE_0_24, Telemetry: TelemetryV0_20 },
  "0.26.0": { until: "1.0.4", ...SINCE_0_24, Telemetry: TelemetryV0_26 },
  "1.1.0": { until: "1.1.2", ...SINCE_0_24, Telemetry: TelemetryV1_1 },
  // 1.5.0-alpha belongs here.
  "1.2.0": { until: "1.4.1", ...SINCE_0_24, states: "short", Config, Telemetry: TelemetryV1_2 },
  "1.5.0": { until: "1.8.0", ...SINCE_0_24, states: "short", Config, Telemetry },
} as const satisfies Record<string, HexapodVersion>;

/** A key of `versions`. */
export type VersionKey = keyof typeof versions;
/** The newest row of `versions`. */
export const NEWEST = "1.5.0" satisfies VersionKey;

/** The configuration of a row of `versions`. */
export type ConfigOf<V extends VersionKey> = InstanceType<(typeof versions)[V]["Config"]>;
/** The telemetry of a row of `versions`. */
export type TelemetryOf<V extends VersionKey> = InstanceType<(typeof versions)[V]["Telemetry"]>;

/** The key of the row of `versions` that a version like "0.22" or "1.6.2" belongs to. @throws RangeError */
export function versionKey(version: string): VersionKey {
  return rowOf(versions, version);
}

/** What a client, a server or a mock of one hexapod needs to know of it. */
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

/** The options by which a client or server, or a mock, becomes one of a hexapod of this version: `{ ...deviceOptions("camera") }`. */
export function deviceOptions(name: HexapodName): DeviceOptions<typeof NEWEST>;
/** As above, for a version: a key of `versions`. */
export function deviceOptions<V extends VersionKey>(name: HexapodName, version: V): DeviceOptions<V>;
export function deviceOptions(name: HexapodName, version: VersionKey = NEWEST): DeviceOptions<VersionKey> {
  const row: HexapodVersion = versions[version];
  if (row === undefined) {
    throw new RangeError(`version must be one of ${Object.keys(versions).join(", ")}, not ${describe(version)}`);
  }
  if (name !== "camera" && name !== "m2") throw new RangeError(`name must be camera or m2, not ${describe(name)}`);
  const { config, telemetry } = row.frameIds[name];
  return {
    generation: versions[version].generation,
    port: row.ports[name],
    ConfigClass: withFrameId(versions[version].Config, config),
    TelemetryClass: withFrameId(versions[version].Telemetry, telemetry),
    CommandCode: codesOf(CommandCode, commands, { from: version, until: row.until }),
    ...(row.syncPatterns === undefined ? {} : { syncPattern: row.syncPatterns[name] }),
  };
}
