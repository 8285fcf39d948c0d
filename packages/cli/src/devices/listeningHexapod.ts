import { MTHexapodClient, mtHexapod } from "@obswire/hexrotcomm";
import { bits, numbers, words } from "./detailText.ts";
import type { DeviceDetail } from "./device.ts";
import { hexapodAxes, hexapodLimits } from "./hexapodFacts.ts";
import type { ListeningDevice } from "./listeningDevice.ts";

type Version = mtHexapod.ClientVersion;

/** A hexapod whose controller listens, of any version. */
export type Hexapod = MTHexapodClient<Version>;

type Config = mtHexapod.ConfigOf<Version>;
type Telemetry = mtHexapod.TelemetryOf<Version>;

/** One of the two hexapods. */
export function listeningHexapod(
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
    axes: ({ measuredXyz, measuredUvw, commandedPos }) =>
      hexapodAxes([...measuredXyz, ...measuredUvw], [...commandedPos]),
    details: (telemetry, config) => [
      numbers("struts", "µm", strutsOf(telemetry), 2),
      ...electrical(telemetry),
      bits("status", ApplicationStatus, telemetry.applicationStatus),
      ...drives(config),
      { label: "limits", text: hexapodLimits([...config.posLimits]) },
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
