import * as azimuth from "./azimuth.ts";
import * as bothAxes from "./bothAxes.ts";
import * as cabinets from "./cabinets.ts";
import * as cameraCableWrap from "./cameraCableWrap.ts";
import * as elevation from "./elevation.ts";
import * as mirrorCovers from "./mirrorCovers.ts";
import * as supplies from "./supplies.ts";
import * as system from "./system.ts";

/** Every kind of command of the single-socket protocol, by its name. */
export const commands = {
  ...azimuth,
  ...bothAxes,
  ...cabinets,
  ...cameraCableWrap,
  ...elevation,
  ...mirrorCovers,
  ...supplies,
  ...system,
};

/** A command of any kind; its `kind` says which, and narrows the type. */
export type Command = ReturnType<(typeof commands)[keyof typeof commands]>;
