import { mtHexapod } from "@obswire/hexrotcomm";
import type { DeviceAxis } from "./device.ts";

/** The axes, with their units, digits worth showing, and the differences worth showing in a chart. */
const AXES = [
  { name: "x", unit: "µm", digits: 2, minSpan: 10 },
  { name: "y", unit: "µm", digits: 2, minSpan: 10 },
  { name: "z", unit: "µm", digits: 2, minSpan: 10 },
  { name: "u", unit: "deg", digits: 6, minSpan: 0.001 },
  { name: "v", unit: "deg", digits: 6, minSpan: 0.001 },
  { name: "w", unit: "deg", digits: 6, minSpan: 0.001 },
] as const;

/** The axes of a hexapod: measured and commanded x, y, z, u, v, w. */
export function hexapodAxes(measured: readonly number[], commanded: readonly number[]): DeviceAxis[] {
  return AXES.map((axis, index) => ({
    ...axis,
    position: measured[index] ?? Number.NaN,
    commanded: commanded[index] ?? Number.NaN,
  }));
}

/** The position limits of a configuration in words. */
export function hexapodLimits([xy, minZ, maxZ, uv, minW, maxW]: readonly number[]): string {
  return `xy ±${xy} µm, z ${minZ} to ${maxZ} µm, uv ±${uv}°, w ${minW} to ${maxW}°`;
}

/** Whether the controllers of a version listen. */
export function isListeningHexapod(version: mtHexapod.VersionKey): version is mtHexapod.ClientVersion {
  return !mtHexapod.versions[version].generation.startsWith("gen1");
}
