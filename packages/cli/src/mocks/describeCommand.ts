import { nameOf, SetStateParam } from "@obswire/hexrotcomm";
import type { ReceivedCommand } from "@obswire/mocks";

/** A command as data, for JSON lines. */
export function commandData({ command, name, outcome, reason }: ReceivedCommand): object {
  const { code, counter, param1, param2, param3, param4, param5, param6 } = command;
  const params = [param1, param2, param3, param4, param5, param6];
  return { name, code, counter, params, outcome, reason };
}

/** A command as text: `MOVE 30 refused: position 30 not in range [-25, 25]`. */
export function describeCommand({ command, name, outcome, reason }: ReceivedCommand): string {
  const { code, counter, param1, param2, param3, param4, param5, param6 } = command;
  const result = reason === undefined ? outcome : `${outcome}: ${reason}`;
  return `${commandText(name ?? `code ${code}`, [param1, param2, param3, param4, param5, param6])} (counter ${counter}) ${result}`;
}

/** A command with its parameters up to the last one that is not 0; SET_STATE with the name of its transition. */
export function commandText(name: string, params: readonly number[]): string {
  if (name === "SET_STATE") return `${name} ${nameOf(SetStateParam, params[0] ?? 0) ?? params[0]}`;
  const used = params.findLastIndex((param) => param !== 0) + 1;
  return [name, ...params.slice(0, used)].join(" ");
}
