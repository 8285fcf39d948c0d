import { CommandCode } from "../commandCode.ts";
import { command, parameters } from "./command.ts";

/** Switches the elevation axis on or off. */
export const ElevationPower = command("ElevationPower", CommandCode.ELEVATION_POWER, parameters.on);

/** Stops the elevation axis. */
export const ElevationStop = command("ElevationStop", CommandCode.ELEVATION_STOP, parameters.none);

/** Moves the elevation axis to a position and stays there. 0 for velocity, acceleration or jerk: the controller chooses. */
export const ElevationMove = command("ElevationMove", CommandCode.ELEVATION_MOVE, parameters.move);

/** Tells the elevation axis where to be at a moment, and how fast. Acknowledged only, never done. */
export const ElevationTrackTarget = command(
  "ElevationTrackTarget",
  CommandCode.ELEVATION_TRACK_TARGET,
  parameters.track,
);

/** Finds the home position of the elevation axis. */
export const ElevationHome = command("ElevationHome", CommandCode.ELEVATION_HOME, parameters.none);

/** Clears the alarm of the elevation axis. */
export const ElevationResetAlarm = command("ElevationResetAlarm", CommandCode.ELEVATION_RESET_ALARM, parameters.none);

/** Makes the elevation axis ready for track commands, or pauses that. */
export const ElevationEnableTracking = command(
  "ElevationEnableTracking",
  CommandCode.ELEVATION_ENABLE_TRACKING,
  parameters.on,
);

/** Resets a drive of the elevation axis. */
export const ElevationDriveReset = command("ElevationDriveReset", CommandCode.ELEVATION_DRIVE_RESET, parameters.drive);

/** Enables or disables a drive of the elevation axis. */
export const ElevationDriveEnable = command("ElevationDriveEnable", CommandCode.ELEVATION_DRIVE_ENABLE, {
  ...parameters.drive,
  ...parameters.on,
});

/** Switches the thermal control of the elevation drives on or off. */
export const ElevationDrivesThermalPower = command(
  "ElevationDrivesThermalPower",
  CommandCode.ELEVATION_DRIVES_THERMAL_POWER,
  { ...parameters.drive, ...parameters.on },
);

/** Says how the thermal control of the elevation drives works, and its setpoint. */
export const ElevationDrivesThermalControlMode = command(
  "ElevationDrivesThermalControlMode",
  CommandCode.ELEVATION_DRIVES_THERMAL_CONTROL_MODE,
  parameters.thermal,
);

/** Clears the alarm of the thermal control of the elevation drives. */
export const ElevationDrivesThermalResetAlarm = command(
  "ElevationDrivesThermalResetAlarm",
  CommandCode.ELEVATION_DRIVES_THERMAL_RESET_ALARM,
  parameters.drive,
);
