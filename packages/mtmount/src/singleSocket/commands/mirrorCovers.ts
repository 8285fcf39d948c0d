import { bool, int, withDefault } from "../../message/field.ts";
import { CommandCode } from "../commandCode.ts";
import { command, parameters } from "./command.ts";

/** Closes the mirror: moves the mirror covers and their locks over it. */
export const MirrorCoverSystemDeploy = command(
  "MirrorCoverSystemDeploy",
  CommandCode.MIRROR_COVER_SYSTEM_DEPLOY,
  parameters.none,
);

/** Opens the mirror: moves the mirror covers and their locks away from it. */
export const MirrorCoverSystemRetract = command(
  "MirrorCoverSystemRetract",
  CommandCode.MIRROR_COVER_SYSTEM_RETRACT,
  parameters.none,
);

/** Switches the mirror covers on or off. */
export const MirrorCoversPower = command("MirrorCoversPower", CommandCode.MIRROR_COVERS_POWER, {
  ...parameters.drive,
  ...parameters.on,
});

/** Stops the mirror covers. */
export const MirrorCoversStop = command("MirrorCoversStop", CommandCode.MIRROR_COVERS_STOP, parameters.drive);

/** Closes the mirror: moves the mirror covers over it. */
export const MirrorCoversDeploy = command("MirrorCoversDeploy", CommandCode.MIRROR_COVERS_DEPLOY, parameters.drive);

/** Opens the mirror: moves the mirror covers away from it. */
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

/** Moves all of the locks of the mirror covers. */
export const MirrorCoverLocksMoveAll = command("MirrorCoverLocksMoveAll", CommandCode.MIRROR_COVER_LOCKS_MOVE_ALL, {
  drive: withDefault(int("drive"), -1),
  deploy: bool("deploy"),
});

/** Closes the locks of the mirror covers. */
export const MirrorCoverLocksLock = command(
  "MirrorCoverLocksLock",
  CommandCode.MIRROR_COVER_LOCKS_LOCK,
  parameters.drive,
);

/** Opens the locks of the mirror covers. */
export const MirrorCoverLocksUnlock = command(
  "MirrorCoverLocksUnlock",
  CommandCode.MIRROR_COVER_LOCKS_UNLOCK,
  parameters.drive,
);
