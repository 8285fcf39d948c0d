import type { CommandCode } from "../commandCode.ts";
import { Source } from "../enums.ts";
import { bool, enumeration, type Fields, float, floatOrZero, int, timestamp, withDefault } from "../message/field.ts";
import { defineMessage } from "../message/lineMessage.ts";
import type { LineMessageKind } from "../message/message.ts";
import { nextSequenceId } from "../sequenceId.ts";

/** What every command begins with. On the wire the code stands behind the sequence id. */
const header = {
  sequenceId: withDefault(int("sequence_id"), nextSequenceId),
  source: withDefault(enumeration("source", "Source", Source), Source.CSC),
  timestamp: timestamp("timestamp"),
};

/** A kind of command: its header and its parameters. */
type CommandKind<Kind extends string, Code extends CommandCode, P extends Fields> = LineMessageKind<
  Kind,
  "commandCode",
  Code,
  typeof header & P
>;

/** Declares a command by its name, code and parameters. */
export function command<Kind extends string, Code extends CommandCode, P extends Fields>(
  kind: Kind,
  code: Code,
  parameters: P,
): CommandKind<Kind, Code, P> {
  return defineMessage({ kind, codeName: "commandCode", code, codeIndex: 1, fields: { ...header, ...parameters } });
}

/** Parameters that several commands have. */
export const parameters = {
  /** Nothing but the header. */
  none: {},
  /** On or off. */
  on: { on: bool("on") },
  /** Which drive; -1: all. */
  drive: { drive: withDefault(int("drive"), -1) },
  /** Which drive, which has to be said; -1: all. */
  givenDrive: { drive: int("drive") },
  /** A position to go to. What is 0 is for the controller to choose. */
  move: {
    positionDeg: float("position", "deg"),
    velocityDegPerSec: floatOrZero("velocity", "deg/s"),
    accelerationDegPerSec2: floatOrZero("acceleration", "deg/s²"),
    jerkDegPerSec3: floatOrZero("jerk", "deg/s³"),
  },
  /** Where to be at a moment, and how fast to be then. */
  track: {
    positionDeg: float("position", "deg"),
    velocityDegPerSec: float("velocity", "deg/s"),
    taiUnixSec: float("tai", "s, TAI since 1970"),
  },
};
