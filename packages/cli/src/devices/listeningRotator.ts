import { MTRotatorClient, mtRotator } from "@obswire/hexrotcomm";
import { bits, numbers, words } from "./detailText.ts";
import type { DeviceDetail } from "./device.ts";
import type { ListeningDevice } from "./listeningDevice.ts";
import { rotatorAxis, rotatorLimits } from "./rotatorFacts.ts";

type Version = mtRotator.ClientVersion;

/** A rotator whose controller listens, of any version. */
export type Rotator = MTRotatorClient<Version>;

type Config = mtRotator.ConfigOf<Version>;
type Telemetry = mtRotator.TelemetryOf<Version>;

/** Flags of the telemetry that say how things are; the others say what went wrong long ago. */
const FLAGS = {
  flagsPt2ptMoveComplete: "MOVE_COMPLETE",
  flagsSlewComplete: "SLEW_COMPLETE",
  flagsTrackingSuccess: "TRACKING_SUCCESS",
  flagsTrackingLost: "TRACKING_LOST",
  flagsNoNewTrackCmdError: "NO_NEW_TRACK_CMD",
  flagsPositionFeedbackFault: "POSITION_FEEDBACK_FAULT",
} as const;

/** The camera rotator. */
export function listeningRotator(version: Version = mtRotator.NEWEST): ListeningDevice<Rotator, Config, Telemetry> {
  const { generation, port } = mtRotator.deviceOptions(version);
  const { ApplicationStatus } = mtRotator.versions[version];
  return {
    name: "rotator",
    version,
    generation,
    defaultPort: port,
    connect: ({ onConfig, onTelemetry, ...options }, wait) =>
      MTRotatorClient.connect<Version>(
        {
          ...options,
          version,
          name: "rotator",
          configCallback: ({ config, header }) => onConfig?.(config, header),
          telemetryCallback: ({ telemetry, header }) => onTelemetry?.(telemetry, header),
        },
        wait,
      ),
    axes: ({ currentPos, demandPos }) => [rotatorAxis(currentPos, demandPos)],
    details: (telemetry, config) => [
      numbers("velocity", "deg/s", [telemetry.currentVelChAFb, telemetry.currentVelChBFb], 4),
      ...electrical(telemetry),
      numbers("odometer", "deg", [telemetry.rotatorOdometer], 1),
      words("flags", flagsOf(telemetry)),
      bits("status", ApplicationStatus, telemetry.applicationStatus),
      ...drives(config),
      { label: "limits", text: rotatorLimits(config) },
    ],
  };
}

function flagsOf(telemetry: Telemetry): string[] {
  return Object.entries(FLAGS).flatMap(([field, name]) => (telemetry[field as keyof typeof FLAGS] === 0 ? [] : [name]));
}

function electrical(telemetry: Telemetry): DeviceDetail[] {
  if (!("motorCurrent" in telemetry)) return [];
  const { motorCurrent, busVoltage } = telemetry;
  return [numbers("motors", "A", [...motorCurrent], 3), numbers("bus", "V", [busVoltage], 1)];
}

function drives(config: Config): DeviceDetail[] {
  return "drivesEnabled" in config ? [words("drives", [config.drivesEnabled ? "on" : "off"])] : [];
}
