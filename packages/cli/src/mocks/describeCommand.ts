import { nameCommand, nameOf, SetStateParam } from "@obswire/hexrotcomm";
import type { AnyCommand, ReceivedCommand } from "@obswire/mocks";
import { type CommandNames, valueText } from "../devices/commandNames.ts";

/** The parameters of a command, in order. */
function paramsOf({ param1, param2, param3, param4, param5, param6 }: AnyCommand): number[] {
  return [param1, param2, param3, param4, param5, param6];
}

/** A command as data, for JSON lines. */
export function commandData({ command, name, outcome, reason, durationSec }: ReceivedCommand): object {
  const { code, counter } = command;
  return { name, code, counter, params: paramsOf(command), outcome, reason, durationSec };
}

/** A command and what came of it: `MOVE 30 (counter 2) refused: position=30.0 not in range [-25.0, 25.0]`. */
export function describeCommand(
  { command, name = `code ${command.code}`, outcome, reason, durationSec }: ReceivedCommand,
  names?: CommandNames,
): string {
  const text = names === undefined ? commandText(name, paramsOf(command)) : namedCommandText(names, command);
  const result = reason === undefined ? outcome : `${outcome}: ${reason}`;
  const duration = durationSec > 0 ? `, takes ${durationSec.toFixed(2)} s` : "";
  return `${text} (counter ${command.counter}) ${result}${duration}`;
}

/** A command with its parameters up to the last one that is not 0; SET_STATE with the name of its transition. */
export function commandText(name: string, params: readonly number[]): string {
  if (name === "SET_STATE") return `${name} ${setStateName(params[0])}`;
  const used = params.findLastIndex((param) => param !== 0) + 1;
  return [name, ...params.slice(0, used)].join(" ");
}

/** A command with the names of its parameters: `POSITION_SET positionDeg=15`. */
function namedCommandText(names: CommandNames, command: AnyCommand): string {
  const { name, params } = nameCommand(names.table, command);
  if (name === undefined) return commandText(`code ${command.code}`, paramsOf(command));
  const values = Object.entries(params).map(([param, value]) => `${param}=${valueText(names, name, param, value)}`);
  return [name, ...values].join(" ");
}

function setStateName(param = 0): string | number {
  return nameOf(SetStateParam, param) ?? param;
}
