import { makeCommand } from "@obswire/hexrotcomm";
import { type CommandNames, valuesOf } from "../devices/commandNames.ts";
import type { PlainCommand } from "../devices/connectingDevice.ts";
import { UsageError } from "../exitCode.ts";
import { parseFinite } from "../options/values.ts";

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

/** A command from the names of its parameters. @throws UsageError that says which name is wrong, or missing */
export function plainCommand(
  { table }: CommandNames,
  name: string,
  params: Readonly<Record<string, number>>,
): PlainCommand {
  try {
    // Code and parameters are the same in all generations.
    const { code, param1, param2, param3, param4, param5, param6 } = makeCommand("gen4", table, name, params);
    return { name, code, params: [param1, param2, param3, param4, param5, param6] };
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
