import { type ClientGeneration, type CommandOf, type CommandTable, makeCommand } from "@obswire/hexrotcomm";
import { type CommandNames, valuesOf } from "../devices/commandNames.ts";
import type { ShownMessage } from "../devices/device.ts";
import type { DeviceLink } from "../devices/listeningDevice.ts";
import { UsageError } from "../exitCode.ts";
import type { States } from "../hexrotcomm/stateText.ts";
import { parseFinite } from "../options/values.ts";
import type { Action } from "./action.ts";

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
        const [name = "", ...values] = command.args;
        const params = parseParams(names, name.toUpperCase(), values);
        const make = (generation: ClientGeneration): CommandOf<ClientGeneration> =>
          makeCommand(generation, names.table, name.toUpperCase(), params);
        usage(() => make("gen4"));
        return async ({ link, device, limits, acknowledged }) => {
          acknowledged({ durationSec: await link.link.runCommand(make(device.generation), limits) });
        };
      };
    },
  };
}

/** Parameters from `name=value`. A value may be a name where there are names for it: `state=ENABLE`. @throws UsageError */
export function parseParams(
  names: CommandNames,
  command: string,
  values: readonly string[],
): Readonly<Record<string, number>> {
  return Object.fromEntries(
    values.map((text) => {
      const [param = "", value] = text.split("=", 2);
      if (value === undefined) throw new UsageError(`"${text}" must be name=value`);
      const known = valuesOf(names, command, param);
      const number = known?.[value.toUpperCase().replaceAll("-", "_")] ?? parseFinite(value);
      if (number !== undefined) return [param, number];
      const also = known === undefined ? "" : `, or one of ${Object.keys(known).join(", ")}`;
      throw new UsageError(`${param} of ${command} must be a finite number${also}, not "${value}"`);
    }),
  );
}

/** What the library says about a command that cannot be is about the command line. */
function usage<R>(make: () => R): R {
  try {
    return make();
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
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
