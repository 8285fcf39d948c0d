import type { Command } from "commander";
import type { Context } from "../context.ts";
import { type MonitorOptions, runMonitor } from "../hexrotcomm/runMonitor.ts";
import { addHexapodOptions, type HexapodOptions, hexapodOf } from "../options/controllerOptions.ts";
import { positive } from "../options/values.ts";
import { addCommand, addCommonOptions } from "./registerCommand.ts";

const DESCRIPTION = `Connects to a hexapod controller as the control software does, and shows its telemetry: measured and
commanded position of each axis, struts, currents, states and status bits by name, in a live table on a terminal, as
JSON lines otherwise or with --json.

It sends no command. But mind that a controller talks to one control software at a time: while this one is connected,
no other one gets in. A link that is lost is made again.`;

/** `obswire monitor hexapod`. */
export function monitorHexapod(parent: Command, context: Context): void {
  const command = addCommand(parent, "hexapod", {
    summary: "telemetry of a hexapod, in a live table",
    description: DESCRIPTION,
    examples: [
      ["obswire mock hexapod --index 2 --port 5550", "In one terminal, a controller to look at:"],
      ["obswire monitor hexapod --index 2 --port 5550", "In another one:"],
    ],
  });
  addHexapodOptions(command).option("--seconds <n>", "end after so long (default: not)", positive);
  addCommonOptions(command).action((options: HexapodOptions & MonitorOptions) =>
    runMonitor(hexapodOf(options), options, context),
  );
}
