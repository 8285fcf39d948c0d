import type { Command } from "commander";
import type { Context } from "../context.ts";
import type { ActionOptions } from "../controller/action.ts";
import { hexapodActions } from "../controller/hexapodActions.ts";
import { addHexapodOptions, type HexapodOptions, hexapodOf } from "../options/controllerOptions.ts";
import { addActions } from "./addActions.ts";

/** `obswire command hexapod`. */
export function commandHexapod(parent: Command, context: Context): void {
  const group = parent
    .command("hexapod")
    .summary("to a hexapod of the camera or of M2")
    .description("Sends one command to a hexapod controller, and says what came of it.");
  addActions(group, context, {
    actions: hexapodActions,
    addOptions: addHexapodOptions,
    deviceOf: (options: HexapodOptions & ActionOptions) => hexapodOf(options),
  });
}
