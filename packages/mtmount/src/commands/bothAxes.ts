import { CommandCode } from "../commandCode.ts";
import { float, floatOrZero, int, withDefault } from "../message/field.ts";
import { command, parameters } from "./command.ts";

/** Moves both axes to a position and stays there. 0 for velocity, acceleration or jerk: the controller chooses. */
export const BothAxesMove = command("BothAxesMove", CommandCode.BOTH_AXES_MOVE, {
  azimuthDeg: float("azimuth", "deg"),
  elevationDeg: float("elevation", "deg"),
  azimuthVelocityDegPerSec: floatOrZero("azimuth_velocity", "deg/s"),
  elevationVelocityDegPerSec: floatOrZero("elevation_velocity", "deg/s"),
  negateAzimuth: withDefault(int("negate_azimuth"), 0),
});

/** Tells both axes where to be at a moment, and how fast. Acknowledged only, never done. */
export const BothAxesTrack = command("BothAxesTrack", CommandCode.BOTH_AXES_TRACK, {
  azimuthDeg: float("azimuth", "deg"),
  elevationDeg: float("elevation", "deg"),
  azimuthVelocityDegPerSec: float("azimuth_velocity", "deg/s"),
  elevationVelocityDegPerSec: float("elevation_velocity", "deg/s"),
  negateAzimuth: withDefault(int("negate_azimuth"), 0),
  taiUnixSec: float("tai", "s, TAI since 1970"),
});

/** Stops both axes. */
export const BothAxesStop = command("BothAxesStop", CommandCode.BOTH_AXES_STOP, parameters.none);
