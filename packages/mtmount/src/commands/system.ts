import { CommandCode } from "../commandCode.ts";
import { Source } from "../enums.ts";
import { enumeration, text, withDefault } from "../message/field.ts";
import { command, parameters } from "./command.ts";

/** Enters the enabled state. Controllers of this version do not support it. */
export const Enable = command("Enable", CommandCode.ENABLE, parameters.none);

/** Leaves the enabled state. Controllers of this version do not support it. */
export const Disable = command("Disable", CommandCode.DISABLE, parameters.none);

/** Resets causes of the safety interlock. */
export const SafetyReset = command("SafetyReset", CommandCode.SAFETY_RESET, {
  what: text("what"),
});

/** Asks to be the commander: nobody else's commands are accepted then. `Source.NONE` gives it back. */
export const AskForCommand = command("AskForCommand", CommandCode.ASK_FOR_COMMAND, {
  commander: withDefault(enumeration("commander", "Source", Source), Source.CSC),
});
