import { nameOf } from "./enums.ts";
import { type CommandOf, type WireGeneration, wireGenerations } from "./generations.ts";

const PARAMS = ["param1", "param2", "param3", "param4", "param5", "param6"] as const;

/** Codes of a device, by name. */
export type CommandCodes = Readonly<Record<string, number>>;

/**
 * Refuses what must never reach a controller.
 *
 * @throws TypeError unless `command` is a Command of this generation; RangeError when a parameter is NaN or infinite, or
 * the code is not among `codes`
 */
export function checkCommand(
  generation: WireGeneration,
  command: CommandOf<WireGeneration>,
  codes?: CommandCodes,
): void {
  const { Command } = wireGenerations[generation].structs;
  if (!(command instanceof Command)) throw new TypeError(`command must be a ${generation}.Command`);
  if (codes !== undefined && nameOf(codes, command.code) === undefined) {
    const known = Object.entries(codes).map(([name, code]) => `${name} ${code}`);
    throw new RangeError(`code ${command.code} is not a command of this device; it knows ${known.join(", ")}`);
  }
  for (const name of PARAMS) {
    if (!Number.isFinite(command[name])) throw new RangeError(`${name} must be a finite number, not ${command[name]}`);
  }
}

/** The name of a command for messages: "POSITION_SET", or "command 32772" where names are not known. */
export function commandName(code: number, codes?: CommandCodes): string {
  return (codes === undefined ? undefined : nameOf(codes, code)) ?? `command ${code}`;
}
