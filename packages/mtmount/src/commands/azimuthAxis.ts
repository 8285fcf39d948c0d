import { CommandCode } from "../commandCode.ts";
import { command, parameters } from "./command.ts";

/** Switches the azimuth axis on or off. With the power comes the drive. */
export const AzimuthAxisPower = command("AzimuthAxisPower", CommandCode.AZIMUTH_AXIS_POWER, parameters.on);

/** Stops the azimuth axis. */
export const AzimuthAxisStop = command("AzimuthAxisStop", CommandCode.AZIMUTH_AXIS_STOP, parameters.none);

/** Moves the azimuth axis to a position and stays there. 0 for velocity, acceleration or jerk: the controller chooses. */
export const AzimuthAxisMove = command("AzimuthAxisMove", CommandCode.AZIMUTH_AXIS_MOVE, parameters.move);

/** Tells the azimuth axis where to be at a moment, and how fast. Acknowledged only, never done. */
export const AzimuthAxisTrack = command("AzimuthAxisTrack", CommandCode.AZIMUTH_AXIS_TRACK, parameters.track);

/** Moves the azimuth axis to its home position. */
export const AzimuthAxisHome = command("AzimuthAxisHome", CommandCode.AZIMUTH_AXIS_HOME, parameters.none);

/** Clears the alarm of the azimuth axis. */
export const AzimuthAxisResetAlarm = command(
  "AzimuthAxisResetAlarm",
  CommandCode.AZIMUTH_AXIS_RESET_ALARM,
  parameters.none,
);

/** Makes the azimuth axis ready for track commands. */
export const AzimuthAxisEnableTracking = command(
  "AzimuthAxisEnableTracking",
  CommandCode.AZIMUTH_AXIS_ENABLE_TRACKING,
  parameters.none,
);

/** Resets a drive of the azimuth axis; motion ends at once. */
export const AzimuthAxisDriveReset = command(
  "AzimuthAxisDriveReset",
  CommandCode.AZIMUTH_AXIS_DRIVE_RESET,
  parameters.drive,
);

/** Enables or disables a drive of the azimuth axis; motion ends at once. */
export const AzimuthAxisDriveEnable = command("AzimuthAxisDriveEnable", CommandCode.AZIMUTH_AXIS_DRIVE_ENABLE, {
  ...parameters.drive,
  ...parameters.on,
});
