import { array, bool, f64, struct } from "@obswire/structs";
import { FrameId } from "../structs/gen4.ts";

// Configurations of the hexapod controllers, one class for each layout that ever was. Lengths in µm, angles in degrees.

const pivot = array(f64, 3).doc("pivot: centre of rotation x, y, z, µm");
const initialPos = array(f64, 6).doc("initial_pos: position after initialisation x, y, z in µm, u, v, w in degrees");
const velLimits = array(f64, 4);
const posLimits = array(f64, 6).doc(
  "pos_limits: max |x|,|y|; min z; max z in µm; max |u|,|v|; min w; max w in degrees",
);

const limitsOld = {
  posLimits,
  velLimits: velLimits.doc("vel_limits: x and y in µm/s, u and v in deg/s, z in µm/s, w in deg/s"),
};

const maxStrut = {
  maxDisplacementStrut: f64.doc("max_displacement_strut: longest travel of a strut from its middle, µm"),
  maxVelocityStrut: f64.doc("max_velocity_strut: µm/s"),
};

const elevation = array(f64, 19);
const azimuth = array(f64, 37);
const temperature = array(f64, 9);

/** Look-up tables as they were until 0.17: corrections at 19 elevations, 37 azimuths and 9 temperatures. */
const tablesRxyz = {
  elLutIndex: elevation.doc("el_lut_index: elevation, degrees"),
  elLutX: elevation.doc("el_lut_x: µm"),
  elLutY: elevation.doc("el_lut_y: µm"),
  elLutZ: elevation.doc("el_lut_z: µm"),
  elLutRx: elevation.doc("el_lut_rx: degrees"),
  elLutRy: elevation.doc("el_lut_ry: degrees"),
  elLutRz: elevation.doc("el_lut_rz: degrees"),
  azLutIndex: azimuth.doc("az_lut_index: azimuth, degrees"),
  azLutX: azimuth.doc("az_lut_x: µm"),
  azLutY: azimuth.doc("az_lut_y: µm"),
  azLutZ: azimuth.doc("az_lut_z: µm"),
  azLutRx: azimuth.doc("az_lut_rx: degrees"),
  azLutRy: azimuth.doc("az_lut_ry: degrees"),
  azLutRz: azimuth.doc("az_lut_rz: degrees"),
  tempLutIndex: temperature.doc("temp_lut_index: temperature, Celsius"),
  tempLutX: temperature.doc("temp_lut_x: µm"),
  tempLutY: temperature.doc("temp_lut_y: µm"),
  tempLutZ: temperature.doc("temp_lut_z: µm"),
  tempLutRx: temperature.doc("temp_lut_rx: degrees"),
  tempLutRy: temperature.doc("temp_lut_ry: degrees"),
  tempLutRz: temperature.doc("temp_lut_rz: degrees"),
};

/** The same tables, since 0.8 with the axes of rotation called u, v, w. */
const tablesUvw = {
  elLutIndex: tablesRxyz.elLutIndex,
  elLutX: tablesRxyz.elLutX,
  elLutY: tablesRxyz.elLutY,
  elLutZ: tablesRxyz.elLutZ,
  elLutU: elevation.doc("el_lut_u: degrees"),
  elLutV: elevation.doc("el_lut_v: degrees"),
  elLutW: elevation.doc("el_lut_w: degrees"),
  azLutIndex: tablesRxyz.azLutIndex,
  azLutX: tablesRxyz.azLutX,
  azLutY: tablesRxyz.azLutY,
  azLutZ: tablesRxyz.azLutZ,
  azLutU: azimuth.doc("az_lut_u: degrees"),
  azLutV: azimuth.doc("az_lut_v: degrees"),
  azLutW: azimuth.doc("az_lut_w: degrees"),
  tempLutIndex: tablesRxyz.tempLutIndex,
  tempLutX: tablesRxyz.tempLutX,
  tempLutY: tablesRxyz.tempLutY,
  tempLutZ: tablesRxyz.tempLutZ,
  tempLutU: temperature.doc("temp_lut_u: degrees"),
  tempLutV: temperature.doc("temp_lut_v: degrees"),
  tempLutW: temperature.doc("temp_lut_w: degrees"),
};

/** Versions 0.1 to 0.7, 3816 bytes. */
export class ConfigV0_1 extends struct("Config", {
  strutAcceleration: f64.doc("strut_acceleration: acceleration limit of a strut, µm/s²"),
  ...limitsOld,
  initialPos,
  pivot,
  ...tablesRxyz,
  strutDisplacementMax: f64.doc("strut_displacement_max: longest travel of a strut from its middle, µm"),
  strutVelocityMax: f64.doc("strut_velocity_max: µm/s"),
}) {}

const accelerationStrut = f64.doc("acceleration_strut: acceleration limit of a strut, µm/s²");

/** Versions 0.8 to 0.17: the bytes of 0.1 under other names. */
export class ConfigV0_8 extends struct("Config", {
  accelerationStrut,
  ...limitsOld,
  initialPos,
  pivot,
  ...tablesUvw,
  ...maxStrut,
}) {}

/** Versions 0.18 and 0.19: without look-up tables, 176 bytes. */
export class ConfigV0_18 extends struct("Config", {
  accelerationStrut,
  ...limitsOld,
  initialPos,
  pivot,
  ...maxStrut,
}) {}

const limitsNew = {
  accelerationStrut,
  velLimits: velLimits.doc(
    "vel_limits: x and y, z in µm/s, u and v, w in deg/s; before 1.5.1 a mock sent x y, u v, z, w",
  ),
  ...maxStrut,
  posLimits,
  pivot,
};

/** Versions 0.20 to 1.1: 128 bytes. */
export class ConfigV0_20 extends struct("Config", limitsNew) {}

/** The newest configuration, since 1.2: 129 bytes. */
export class Config extends struct("Config", {
  ...limitsNew,
  drivesEnabled: bool.doc("drives_enabled: whether the drives have power"),
}) {
  /** Frame id of the header in front of it. */
  static readonly FRAME_ID = FrameId.CONFIG;
}
