import { CommandCode } from "../commandCode.ts";
import { command, parameters } from "./command.ts";

/** Switches the elevation axis on or off. With the power comes the drive. */
export const ElevationAxisPower = command("ElevationAxisPower", CommandCode.ELEVATION_AXIS_POWER, parameters.on);

/** Stops the elevation axis. */
export const ElevationAxisStop = command("ElevationAxisStop", CommandCode.ELEVATION_AXIS_STOP, parameters.none);

/** Moves the elevation axis to a position and stays there. 0 for velocity, acceleration or jerk: the controller chooses. */
export const ElevationAxisMove = command("ElevationAxisMove", CommandCode.ELEVATION_AXIS_MOVE, parameters.move);

/** Tells the elevation axis where to be at a moment, and how fast. Acknowledged only, never done. */
export const ElevationAxisTrack = command("ElevationAxisTrack", CommandCode.ELEVATION_AXIS_TRACK, parameters.track);

/** Moves the elevation axis to its home position. */
export const ElevationAxisHome = command("ElevationAxisHome", CommandCode.ELEVATION_AXIS_HOME, parameters.none);

/** Clears the alarm of the elevation axis. */
export const ElevationAxisResetAlarm = command(
  "ElevationAxisResetAlarm",
  CommandCode.ELEVATION_AXIS_RESET_ALARM,
  parameters.none,
);

/** Makes the elevation axis ready for track commands. */
export const ElevationAxisEnableTracking = command(
  "ElevationAxisEnableTracking",
  CommandCode.ELEVATION_AXIS_ENABLE_TRACKING,
  parameters.none,
);

/** Resets a drive of the elevation axis; motion ends at once. */
export const ElevationAxisDriveReset = command(
  "ElevationAxisDriveReset",
  CommandCode.ELEVATION_AXIS_DRIVE_RESET,
  parameters.drive,
);

/** Enables or disables a drive of the elevation axis; motion ends at once. */
export const ElevationAxisDriveEnable = command("ElevationAxisDriveEnable", CommandCode.ELEVATION_AXIS_DRIVE_ENABLE, {
  ...parameters.drive,
  ...parameters.on,
});
