import { float, floatOrZero } from "../../message/field.ts";
import { CommandCode } from "../commandCode.ts";
import { command, parameters } from "./command.ts";

/** Switches both axes on or off. */
export const BothAxesPower = command("BothAxesPower", CommandCode.BOTH_AXES_POWER, parameters.on);

/** Stops both axes. */
export const BothAxesStop = command("BothAxesStop", CommandCode.BOTH_AXES_STOP, parameters.none);

/** Moves both axes to a position and stays there. 0 for velocity, acceleration or jerk: the controller chooses. */
export const BothAxesMove = command("BothAxesMove", CommandCode.BOTH_AXES_MOVE, {
  azimuthDeg: float("azimuth", "deg"),
  elevationDeg: float("elevation", "deg"),
  azimuthVelocityDegPerSec: floatOrZero("azimuth_velocity", "deg/s"),
  elevationVelocityDegPerSec: floatOrZero("elevation_velocity", "deg/s"),
  azimuthAccelerationDegPerSec2: floatOrZero("azimuth_acceleration", "deg/s²"),
  elevationAccelerationDegPerSec2: floatOrZero("elevation_acceleration", "deg/s²"),
  azimuthJerkDegPerSec3: floatOrZero("azimuth_jerk", "deg/s³"),
  elevationJerkDegPerSec3: floatOrZero("elevation_jerk", "deg/s³"),
});

/** Tells both axes where to be at a moment, and how fast. Acknowledged only, never done. */
export const BothAxesTrackTarget = command("BothAxesTrackTarget", CommandCode.BOTH_AXES_TRACK_TARGET, {
  azimuthDeg: float("azimuth", "deg"),
  elevationDeg: float("elevation", "deg"),
  azimuthVelocityDegPerSec: float("azimuth_velocity", "deg/s"),
  elevationVelocityDegPerSec: float("elevation_velocity", "deg/s"),
  taiUnixSec: float("tai", "s, TAI since 1970"),
});

/** Finds the home position of both axes. */
export const BothAxesHome = command("BothAxesHome", CommandCode.BOTH_AXES_HOME, parameters.none);

/** Clears the alarm of both axes. */
export const BothAxesResetAlarm = command("BothAxesResetAlarm", CommandCode.BOTH_AXES_RESET_ALARM, parameters.none);

/** Makes both axes ready for track commands. */
export const BothAxesEnableTracking = command(
  "BothAxesEnableTracking",
  CommandCode.BOTH_AXES_ENABLE_TRACKING,
  parameters.none,
);
