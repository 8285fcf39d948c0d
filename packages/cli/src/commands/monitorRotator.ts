import type { Command } from "commander";
import type { Context } from "../context.ts";
import { type MonitorOptions, runMonitor } from "../hexrotcomm/runMonitor.ts";
import { addRotatorOptions, rotatorOf } from "../options/controllerOptions.ts";
import { positive } from "../options/values.ts";
import { addCommand, addCommonOptions } from "./registerCommand.ts";

const DESCRIPTION = `Connects to the rotator controller as the control software does, and shows its telemetry: position,
where it should be, velocity, currents, states, flags and status bits by name, in a live table on a terminal, as JSON
lines otherwise or with --json.

It sends no command. But mind that a controller talks to one control software at a time: while this one is connected,
no other one gets in. A link that is lost is made again.`;

/** `obswire monitor rotator`. */
export function monitorRotator(parent: Command, context: Context): void {
  const command = addCommand(parent, "rotator", {
    summary: "telemetry of the rotator, in a live table",
    description: DESCRIPTION,
    examples: [
      ["obswire mock rotator --port 5570", "In one terminal, a controller to look at:"],
      ["obswire monitor rotator --port 5570", "In another one:"],
    ],
  });
  addRotatorOptions(command).option("--seconds <n>", "end after so long (default: not)", positive);
  addCommonOptions(command).action((options: MonitorOptions) => runMonitor(rotatorOf(options), options, context));
}
