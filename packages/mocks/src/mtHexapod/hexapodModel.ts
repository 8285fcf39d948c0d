import { mtHexapod } from "@obswire/hexrotcomm";
import {
  CAMERA_HEXAPOD_GEOMETRY,
  FIRST_HEXAPOD_GEOMETRY,
  type HexapodGeometry,
  M2_HEXAPOD_GEOMETRY,
} from "../motion/hexapodGeometry.ts";
import type { Six } from "../motion/six.ts";

/** Largest displacement of a strut, either way, um. */
export const MAX_DISPLACEMENT_STRUT = 14_100;
/** Speed of a strut, um/s. */
export const MAX_VELOCITY_STRUT = 500;
/** Highest acceleration of a strut that CONFIG_ACCEL may ask for, um/s². */
export const MAX_ACCELERATION = 500;
/** Highest velocity along x, y, z that CONFIG_VEL may ask for, um/s. */
export const MAX_LINEAR_VELOCITY = 2000;
/** Highest velocity about x, y, z that CONFIG_VEL may ask for, deg/s. */
export const MAX_ANGULAR_VELOCITY = 0.1146;

/** The most that CONFIG_LIMITS may ask for: max |x|, |y|; min z; max z, um; max |u|, |v|; min w; max w, deg. */
export const MAX_POSITION_LIMITS: Readonly<Record<mtHexapod.HexapodName, Six<number>>> = {
  camera: [11_400, -13_100, 13_100, 0.36, -0.1, 0.1],
  m2: [10_500, -8900, 8900, 0.175, -0.05, 0.05],
};

/** How one version of one hexapod differs from the others. */
export interface HexapodModel {
  readonly geometry: HexapodGeometry;
  /** Order of the velocity limits: since 1.5 xy, z, uv, w; before as in the command, xy, uv, z, w. */
  readonly velocityOrder: "xy z uv w" | "xy uv z w";
}

/** The model of a version. The geometry changed in 1.3.8, which the table of layouts has in the row "1.2.0". */
export function hexapodModel(name: mtHexapod.HexapodName, version: mtHexapod.VersionKey): HexapodModel {
  const isNew = mtHexapod.versions[version].states === "short";
  const newGeometry = name === "camera" ? CAMERA_HEXAPOD_GEOMETRY : M2_HEXAPOD_GEOMETRY;
  return {
    geometry: isNew ? newGeometry : FIRST_HEXAPOD_GEOMETRY,
    velocityOrder: version === mtHexapod.NEWEST ? "xy z uv w" : "xy uv z w",
  };
}

/** Velocity limits in the order of the configuration. */
export function velocityLimits(
  { velocityOrder }: HexapodModel,
  { xy, uv, z, w }: { xy: number; uv: number; z: number; w: number },
): [number, number, number, number] {
  return velocityOrder === "xy z uv w" ? [xy, z, uv, w] : [xy, uv, z, w];
}

/** The configuration at the start, under the names of all versions. */
export function initialHexapodConfig(name: mtHexapod.HexapodName, model: HexapodModel): Record<string, unknown> {
  const velocity = {
    xy: MAX_LINEAR_VELOCITY,
    uv: MAX_ANGULAR_VELOCITY,
    z: MAX_LINEAR_VELOCITY,
    w: MAX_ANGULAR_VELOCITY,
  };
  return {
    accelerationStrut: MAX_ACCELERATION,
    strutAcceleration: MAX_ACCELERATION,
    posLimits: MAX_POSITION_LIMITS[name],
    velLimits: velocityLimits(model, velocity),
    pivot: model.geometry.pivot,
    maxDisplacementStrut: MAX_DISPLACEMENT_STRUT,
    strutDisplacementMax: MAX_DISPLACEMENT_STRUT,
    maxVelocityStrut: MAX_VELOCITY_STRUT,
    strutVelocityMax: MAX_VELOCITY_STRUT,
  };
}
