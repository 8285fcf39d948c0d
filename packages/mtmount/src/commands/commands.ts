import * as azimuthAxis from "./azimuthAxis.ts";
import * as bothAxes from "./bothAxes.ts";
import * as cameraCableWrap from "./cameraCableWrap.ts";
import * as elevationAxis from "./elevationAxis.ts";
import * as mirrorCovers from "./mirrorCovers.ts";
import * as supplies from "./supplies.ts";
import * as system from "./system.ts";

/** Every kind of command, by its name: the table of the protocol. */
export const commands = {
  ...azimuthAxis,
  ...bothAxes,
  ...cameraCableWrap,
  ...elevationAxis,
  ...mirrorCovers,
  ...supplies,
  ...system,
};

/** A command of any kind; its `kind` says which, and narrows the type. */
export type Command = ReturnType<(typeof commands)[keyof typeof commands]>;
