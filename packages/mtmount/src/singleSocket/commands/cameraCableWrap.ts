import { CommandCode } from "../commandCode.ts";
import { command, parameters } from "./command.ts";

/** Switches the camera cable wrap on or off. */
export const CameraCableWrapPower = command("CameraCableWrapPower", CommandCode.CAMERA_CABLE_WRAP_POWER, parameters.on);

/** Stops the camera cable wrap. */
export const CameraCableWrapStop = command("CameraCableWrapStop", CommandCode.CAMERA_CABLE_WRAP_STOP, parameters.none);

/** Moves the camera cable wrap to a position and stays there. 0 for velocity, acceleration or jerk: the controller chooses. */
export const CameraCableWrapMove = command("CameraCableWrapMove", CommandCode.CAMERA_CABLE_WRAP_MOVE, parameters.move);

/** Tells the camera cable wrap where to be at a moment, and how fast. Acknowledged only, never done. */
export const CameraCableWrapTrackTarget = command(
  "CameraCableWrapTrackTarget",
  CommandCode.CAMERA_CABLE_WRAP_TRACK_TARGET,
  parameters.track,
);

/** Clears the alarm of the camera cable wrap. */
export const CameraCableWrapResetAlarm = command(
  "CameraCableWrapResetAlarm",
  CommandCode.CAMERA_CABLE_WRAP_RESET_ALARM,
  parameters.none,
);

/** Enables or disables a drive of the camera cable wrap. */
export const CameraCableWrapDriveEnable = command(
  "CameraCableWrapDriveEnable",
  CommandCode.CAMERA_CABLE_WRAP_DRIVE_ENABLE,
  { ...parameters.givenDrive, ...parameters.on },
);

/** Resets a drive of the camera cable wrap. */
export const CameraCableWrapDriveReset = command(
  "CameraCableWrapDriveReset",
  CommandCode.CAMERA_CABLE_WRAP_DRIVE_RESET,
  parameters.drive,
);

/** Makes the camera cable wrap ready for track commands, or pauses that. */
export const CameraCableWrapEnableTracking = command(
  "CameraCableWrapEnableTracking",
  CommandCode.CAMERA_CABLE_WRAP_ENABLE_TRACKING,
  parameters.on,
);
