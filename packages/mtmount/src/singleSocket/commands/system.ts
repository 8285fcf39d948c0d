import { Source } from "../../enums.ts";
import { enumeration, text, withDefault } from "../../message/field.ts";
import { CommandCode } from "../commandCode.ts";
import { command, parameters } from "./command.ts";

/** Enters the enabled state. */
export const Enable = command("Enable", CommandCode.ENABLE, parameters.none);

/** Leaves the enabled state. */
export const Disable = command("Disable", CommandCode.DISABLE, parameters.none);

/** Resets causes of the safety interlock. */
export const SafetyReset = command("SafetyReset", CommandCode.SAFETY_RESET, {
  what: text("what"),
});

/** Asks to be the commander: nobody else's commands are accepted then. `Source.NONE` gives it back. */
export const AskForCommand = command("AskForCommand", CommandCode.ASK_FOR_COMMAND, {
  commander: withDefault(enumeration("commander", "Source", Source), Source.CSC),
});

/** Asks for the settings in use: a `DetailedSettingsAppliedReply`. */
export const GetActualSettings = command("GetActualSettings", CommandCode.GET_ACTUAL_SETTINGS, parameters.none);

/** Applies a set of settings, by its name. */
export const ApplySettingsSet = command("ApplySettingsSet", CommandCode.APPLY_SETTINGS_SET, {
  settings: text("settings"),
});

/** Applies the default settings. */
export const RestoreDefaultSettings = command(
  "RestoreDefaultSettings",
  CommandCode.RESTORE_DEFAULT_SETTINGS,
  parameters.none,
);

/** Asks for all states: the controller sends the replies about them again. */
export const StateInfo = command("StateInfo", CommandCode.STATE_INFO, parameters.none);

/** Says that the commander is alive. Sent once a second, never acknowledged, always with sequence id 0. */
export const Heartbeat = command("Heartbeat", CommandCode.HEARTBEAT, parameters.none);
