import { parameters as twoSocketParameters } from "../../commands/command.ts";
import { Source } from "../../enums.ts";
import { enumeration, type Fields, float, floatOrZero, int, withDefault } from "../../message/field.ts";
import { defineMessage } from "../../message/lineMessage.ts";
import type { LineMessageKind } from "../../message/message.ts";
import type { CommandCode } from "../commandCode.ts";
import { ThermalMode } from "../enums.ts";

/** What every command begins with. Sequence id and time stay 0 until the commander sends it. */
const header = {
  sequenceId: withDefault(int("sequence_id"), 0),
  source: withDefault(enumeration("source", "Source", Source), Source.CSC),
  timestampTaiUnixSec: floatOrZero("timestamp", "s, TAI since 1970"),
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

const setpoint = { setpointDegC: float("setpoint", "deg C") };

/** Parameters that several commands have. */
export const parameters = {
  ...twoSocketParameters,
  /** A temperature to keep. */
  setpoint,
  /** How the temperature of a drive is controlled. */
  thermal: {
    ...twoSocketParameters.drive,
    mode: withDefault(enumeration("mode", "ThermalMode", ThermalMode), ThermalMode.TRACK_SETPOINT),
    ...setpoint,
  },
};
