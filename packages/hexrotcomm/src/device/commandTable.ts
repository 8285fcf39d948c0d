import type { CommandCodes } from "../checkCommand.ts";
import { type CommandOf, type WireGeneration, wireGenerations } from "../generations.ts";
import { describe } from "../linkOptions.ts";
import { isIn, type VersionRange } from "./deviceVersion.ts";

/** One of the six parameters of a command. */
export interface ParamSpec {
  /** Its name here, with the unit where there is one: `xMicrons`. */
  readonly name: string;
  /** Unit, or the table its values come from. */
  readonly unit: string;
  /** May be left out; it is 0 then. */
  readonly optional?: boolean;
}

/** A command of a device. */
export interface CommandSpec {
  /** Its number on the wire. */
  readonly code: number;
  /** `param1` and so on, in order. */
  readonly params: readonly ParamSpec[];
  /** What it does, and its limits. */
  readonly doc: string;
  /** The first version of the control software that has it, if not all do: "1.1.5". */
  readonly since?: string;
  /** The last version that has it, if not all do. */
  readonly until?: string;
  /** The two in words, to be shown. */
  readonly versions?: string;
}

/** The commands of a device, by their names. */
export type CommandTable = Readonly<Record<string, CommandSpec>>;

type Required<P extends ParamSpec> = P extends { readonly optional: true } ? never : P["name"];

/** The parameters of a command as an object, by name. */
export type ParamsOf<S extends CommandSpec> = {
  readonly [N in Required<S["params"][number]>]: number;
} & {
  readonly [N in Exclude<S["params"][number]["name"], Required<S["params"][number]>>]?: number | undefined;
};

const FIELDS = ["param1", "param2", "param3", "param4", "param5", "param6"] as const;

/**
 * Makes a command out of named parameters.
 *
 * @param version of the device's control software, or a range: a command that none of it has is refused. Default: not
 * looked at
 * @throws RangeError for an unknown command, one that the version does not have, and for NaN and infinities, with the
 * parameter's name; TypeError for a parameter that is missing, unknown or not a number
 */
export function makeCommand<G extends WireGeneration, T extends CommandTable, N extends keyof T & string>(
  generation: G,
  table: T,
  name: N,
  params: ParamsOf<T[N]>,
  version?: string | VersionRange,
): CommandOf<G> {
  const spec: CommandSpec | undefined = Object.hasOwn(table, name) ? table[name] : undefined;
  if (spec === undefined) throw new RangeError(`unknown command ${name}; known: ${Object.keys(table).join(", ")}`);
  if (version !== undefined) checkVersion(name, spec, version);
  if (typeof params !== "object" || params === null) {
    const needed = spec.params.map((param) => param.name).join(", ");
    throw new TypeError(`the parameters of ${name} must be an object with ${needed}, not ${describe(params)}`);
  }
  const given: Readonly<Record<string, unknown>> = params;
  const unknown = Object.keys(given).find((key) => !spec.params.some((param) => param.name === key));
  if (unknown !== undefined) {
    const known = spec.params.map((param) => param.name).join(", ") || "no parameters";
    throw new TypeError(`${name} has no parameter ${unknown}; it has ${known}`);
  }
  const command = new wireGenerations[generation].structs.Command();
  command.code = spec.code;
  for (const [i, { name: param, unit, optional = false }] of spec.params.entries()) {
    const value = given[param];
    if (value === undefined && optional) continue;
    if (typeof value !== "number") throw new TypeError(`${param} of ${name} must be a number (${unit}), not ${value}`);
    if (!Number.isFinite(value)) throw new RangeError(`${param} of ${name} must be finite (${unit}), not ${value}`);
    const field = FIELDS[i];
    if (field !== undefined) command[field] = value;
  }
  return command as CommandOf<G>;
}

function checkVersion(name: string, spec: CommandSpec, version: string | VersionRange): void {
  const range = typeof version === "string" ? { from: version, until: version } : version;
  if (isIn(range, spec)) return;
  const { since, until } = spec;
  const its = [since && `since version ${since}`, until && `until version ${until}`].filter(Boolean).join(" ");
  const here = range.from === range.until ? range.from : `${range.from} to ${range.until}`;
  throw new RangeError(`${name} exists ${its}, and not in version ${here}`);
}

/** Those codes of a device that at least one version of the range has. */
export function codesOf(codes: CommandCodes, table: CommandTable, range: VersionRange): CommandCodes {
  return Object.fromEntries(Object.entries(codes).filter(([name]) => isIn(range, table[name] ?? {})));
}

/** A command with names: what it is called, and its parameters. */
export interface NamedCommand {
  /** `undefined` when the device has no command with this code. */
  readonly name: string | undefined;
  /** By the names of the table; of an unknown command by the names of the fields. */
  readonly params: Readonly<Record<string, number>>;
}

/** Gives a command its names back, to show it. */
export function nameCommand(table: CommandTable, command: CommandOf<WireGeneration>): NamedCommand {
  const [name, spec] = Object.entries(table).find(([, { code }]) => code === command.code) ?? [];
  const names = spec?.params.map((param) => param.name) ?? FIELDS;
  return {
    name,
    params: Object.fromEntries(FIELDS.slice(0, names.length).map((field, i) => [names[i], command[field]])),
  };
}
