import { type CommandTable, makeCommand } from "@obswire/hexrotcomm";
import type { CommandNames } from "../devices/commandNames.ts";
import type { ShownMessage } from "../devices/device.ts";
import type { DeviceLink } from "../devices/listeningDevice.ts";
import type { States } from "../hexrotcomm/stateText.ts";
import type { Action } from "./action.ts";
import { parseParams, plainCommand } from "./parseParams.ts";

/** `run`: any command of the device's table, by its name and the names of its parameters. */
export function runByName<L extends DeviceLink, C extends ShownMessage, T extends ShownMessage & States>(
  names: CommandNames,
  example: string,
): Action<L, C, T> {
  return {
    name: "run",
    summary: "any command, by its name",
    description:
      "Sends a command by its name, with its parameters as name=value; a parameter that is left out is 0 where that is possible.",
    example,
    prepare: (command) => {
      command
        .argument("<command>", "name of the command")
        .argument("[name=value...]", "its parameters")
        .addHelpText("after", `\nCommands:\n${describeCommands(names.table)}`);
      return () => {
        const [first = "", ...values] = command.args;
        const name = first.toUpperCase();
        const params = parseParams(names, name, values);
        plainCommand(names, name, params);
        return async ({ link, device, limits, acknowledged }) => {
          acknowledged({
            durationSec: await link.link.runCommand(makeCommand(device.generation, names.table, name, params), limits),
          });
        };
      };
    },
  };
}

function describeCommands(commands: CommandTable): string {
  return Object.entries(commands)
    .map(([name, { params, doc, versions }]) => {
      const arguments_ = params.map(({ name: param, optional }) => (optional === true ? `[${param}=]` : `${param}=`));
      const since = versions === undefined ? "" : ` (${versions})`;
      return `  ${[name, ...arguments_].join(" ")}\n    ${doc}${since}\n`;
    })
    .join("");
}
