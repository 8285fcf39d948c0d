import { CommandCode } from "../commandCode.ts";
import { command, parameters } from "./command.ts";

/** Switches the azimuth axis on or off. */
export const AzimuthPower = command("AzimuthPower", CommandCode.AZIMUTH_POWER, parameters.on);

/** Stops the azimuth axis. */
export const AzimuthStop = command("AzimuthStop", CommandCode.AZIMUTH_STOP, parameters.none);

/** Moves the azimuth axis to a position and stays there. 0 for velocity, acceleration or jerk: the controller chooses. */
export const AzimuthMove = command("AzimuthMove", CommandCode.AZIMUTH_MOVE, parameters.move);

/** Tells the azimuth axis where to be at a moment, and how fast. Acknowledged only, never done. */
export const AzimuthTrackTarget = command("AzimuthTrackTarget", CommandCode.AZIMUTH_TRACK_TARGET, parameters.track);

/** Finds the home position of the azimuth axis. */
export const AzimuthHome = command("AzimuthHome", CommandCode.AZIMUTH_HOME, parameters.none);

/** Clears the alarm of the azimuth axis. */
export const AzimuthResetAlarm = command("AzimuthResetAlarm", CommandCode.AZIMUTH_RESET_ALARM, parameters.none);

/** Makes the azimuth axis ready for track commands, or pauses that. */
export const AzimuthEnableTracking = command(
  "AzimuthEnableTracking",
  CommandCode.AZIMUTH_ENABLE_TRACKING,
  parameters.on,
);

/** Resets a drive of the azimuth axis. */
export const AzimuthDriveReset = command("AzimuthDriveReset", CommandCode.AZIMUTH_DRIVE_RESET, parameters.drive);

/** Enables or disables a drive of the azimuth axis. */
export const AzimuthDriveEnable = command("AzimuthDriveEnable", CommandCode.AZIMUTH_DRIVE_ENABLE, {
  ...parameters.drive,
  ...parameters.on,
});

/** Switches the thermal control of the azimuth drives on or off. */
export const AzimuthDrivesThermalPower = command(
  "AzimuthDrivesThermalPower",
  CommandCode.AZIMUTH_DRIVES_THERMAL_POWER,
  { ...parameters.drive, ...parameters.on },
);

/** Says how the thermal control of the azimuth drives works, and its setpoint. */
export const AzimuthDrivesThermalControlMode = command(
  "AzimuthDrivesThermalControlMode",
  CommandCode.AZIMUTH_DRIVES_THERMAL_CONTROL_MODE,
  parameters.thermal,
);

/** Clears the alarm of the thermal control of the azimuth drives. */
export const AzimuthDrivesThermalResetAlarm = command(
  "AzimuthDrivesThermalResetAlarm",
  CommandCode.AZIMUTH_DRIVES_THERMAL_RESET_ALARM,
  parameters.drive,
);
