import { MTHexapodClient, mtHexapod } from "@obswire/hexrotcomm";
import { bits, numbers, words } from "./detailText.ts";
import type { DeviceAxis, DeviceDetail } from "./device.ts";
import type { ListeningDevice } from "./listeningDevice.ts";

type Version = mtHexapod.ClientVersion;

/** A hexapod whose controller listens, of any version. */
export type Hexapod = MTHexapodClient<Version>;

type Config = mtHexapod.ConfigOf<Version>;
type Telemetry = mtHexapod.TelemetryOf<Version>;

/** The axes, with their units, digits worth showing, and the differences worth showing in a chart. */
const AXES = [
  { name: "x", unit: "µm", digits: 2, minSpan: 10 },
  { name: "y", unit: "µm", digits: 2, minSpan: 10 },
  { name: "z", unit: "µm", digits: 2, minSpan: 10 },
  { name: "u", unit: "deg", digits: 6, minSpan: 0.001 },
  { name: "v", unit: "deg", digits: 6, minSpan: 0.001 },
  { name: "w", unit: "deg", digits: 6, minSpan: 0.001 },
] as const;

/** Whether the controllers of a version listen. */
export function isListeningHexapod(version: mtHexapod.VersionKey): version is Version {
  return !mtHexapod.versions[version].generation.startsWith("gen1");
}

/** One of the two hexapods. */
export function hexapodDevice(
  name: mtHexapod.HexapodName,
  version: Version = mtHexapod.NEWEST,
): ListeningDevice<Hexapod, Config, Telemetry> {
  const { generation, port } = mtHexapod.deviceOptions(name, version);
  const { ApplicationStatus } = mtHexapod.versions[version];
  return {
    name: `hexapod ${name}`,
    version,
    generation,
    defaultPort: port,
    connect: ({ onConfig, onTelemetry, ...options }, wait) =>
      MTHexapodClient.connect<Version>(
        {
          ...options,
          hexapod: name,
          version,
          name: `hexapod ${name}`,
          configCallback: ({ config, header }) => onConfig?.(config, header),
          telemetryCallback: ({ telemetry, header }) => onTelemetry?.(telemetry, header),
        },
        wait,
      ),
    axes: ({ measuredXyz, measuredUvw, commandedPos }): DeviceAxis[] =>
      AXES.map((axis, index) => {
        const position = index < 3 ? measuredXyz[index] : measuredUvw[index - 3];
        return { ...axis, position: position ?? Number.NaN, commanded: commandedPos[index] ?? Number.NaN };
      }),
    details: (telemetry, config) => [
      numbers("struts", "µm", strutsOf(telemetry), 2),
      ...electrical(telemetry),
      bits("status", ApplicationStatus, telemetry.applicationStatus),
      ...drives(config),
      limits(config),
    ],
  };
}

/** Travel of the struts. Since 1.1 it has another name, and by that name another unit; mocks send µm all the same. */
function strutsOf(telemetry: Telemetry): readonly number[] {
  const struts = "strutMeasuredPosUm" in telemetry ? telemetry.strutMeasuredPosUm : telemetry.strutCommandedDeltaPosM;
  return [...struts];
}

function electrical(telemetry: Telemetry): DeviceDetail[] {
  if (!("motorCurrent" in telemetry)) return [];
  const { motorCurrent, busVoltage } = telemetry;
  return [numbers("motors", "A", [...motorCurrent], 3), numbers("buses", "V", [...busVoltage], 1)];
}

function drives(config: Config): DeviceDetail[] {
  return "drivesEnabled" in config ? [words("drives", [config.drivesEnabled ? "on" : "off"])] : [];
}

function limits({ posLimits }: Config): DeviceDetail {
  const [xy, minZ, maxZ, uv, minW, maxW] = posLimits;
  return {
    label: "limits",
    text: `xy ±${xy} µm, z ${minZ} to ${maxZ} µm, uv ±${uv}°, w ${minW} to ${maxW}°`,
  };
}
