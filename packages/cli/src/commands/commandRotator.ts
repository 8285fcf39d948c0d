import type { Command } from "commander";
import type { Context } from "../context.ts";
import type { ActionOptions } from "../controller/action.ts";
import { rotatorActions } from "../controller/rotatorActions.ts";
import { addRotatorOptions, rotatorOf } from "../options/controllerOptions.ts";
import { addActions } from "./addActions.ts";

/** `obswire command rotator`. */
export function commandRotator(parent: Command, context: Context): void {
  const group = parent
    .command("rotator")
    .summary("to the camera rotator")
    .description("Sends one command to the rotator controller, and says what came of it.");
  addActions(group, context, {
    actions: rotatorActions,
    addOptions: addRotatorOptions,
    deviceOf: (options: ActionOptions) => rotatorOf(options),
  });
}
