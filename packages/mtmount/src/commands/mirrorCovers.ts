import { CommandCode } from "../commandCode.ts";
import { bool, int, withDefault } from "../message/field.ts";
import { command, parameters } from "./command.ts";

/** Switches the mirror covers on or off. */
export const MirrorCoversPower = command("MirrorCoversPower", CommandCode.MIRROR_COVERS_POWER, {
  ...parameters.drive,
  ...parameters.on,
});

/** Stops the mirror covers. */
export const MirrorCoversStop = command("MirrorCoversStop", CommandCode.MIRROR_COVERS_STOP, parameters.drive);

/** Closes the mirror: moves the covers over it. */
export const MirrorCoversDeploy = command("MirrorCoversDeploy", CommandCode.MIRROR_COVERS_DEPLOY, parameters.drive);

/** Opens the mirror: moves the covers away from it. */
export const MirrorCoversRetract = command("MirrorCoversRetract", CommandCode.MIRROR_COVERS_RETRACT, parameters.drive);

/** Clears the alarm of the mirror covers. */
export const MirrorCoversResetAlarm = command(
  "MirrorCoversResetAlarm",
  CommandCode.MIRROR_COVERS_RESET_ALARM,
  parameters.drive,
);

/** Switches the locks of the mirror covers on or off. */
export const MirrorCoverLocksPower = command("MirrorCoverLocksPower", CommandCode.MIRROR_COVER_LOCKS_POWER, {
  ...parameters.drive,
  ...parameters.on,
});

/** Stops the locks of the mirror covers. */
export const MirrorCoverLocksStop = command(
  "MirrorCoverLocksStop",
  CommandCode.MIRROR_COVER_LOCKS_STOP,
  parameters.drive,
);

/** Clears the alarm of the locks of the mirror covers. */
export const MirrorCoverLocksResetAlarm = command(
  "MirrorCoverLocksResetAlarm",
  CommandCode.MIRROR_COVER_LOCKS_RESET_ALARM,
  parameters.drive,
);

/** Moves all locks of the mirror covers: deployed, they hold the covers. */
export const MirrorCoverLocksMoveAll = command("MirrorCoverLocksMoveAll", CommandCode.MIRROR_COVER_LOCKS_MOVE_ALL, {
  drive: withDefault(int("drive"), -1),
  deploy: bool("deploy"),
});
