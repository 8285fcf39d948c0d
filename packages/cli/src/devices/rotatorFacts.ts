import { mtRotator } from "@obswire/hexrotcomm";
import type { DeviceAxis } from "./device.ts";

/** The one axis of the rotator. */
export function rotatorAxis(position: number, commanded: number): DeviceAxis {
  return { name: "position", unit: "deg", position, commanded, digits: 6, minSpan: 1 };
}

/** The limits of a configuration, as far as every version has them. */
interface Limits {
  readonly lowerPosLimit: number;
  readonly upperPosLimit: number;
  readonly velocityLimit: number;
  readonly accelLimit: number;
}

/** The limits of a configuration in words. */
export function rotatorLimits({ lowerPosLimit, upperPosLimit, velocityLimit, accelLimit }: Limits): string {
  return `${lowerPosLimit} to ${upperPosLimit} deg, ${velocityLimit} deg/s, ${accelLimit} deg/s²`;
}

/** Whether the controllers of a version listen. */
export function isListeningRotator(version: mtRotator.VersionKey): version is mtRotator.ClientVersion {
  return !mtRotator.versions[version].generation.startsWith("gen1");
}
