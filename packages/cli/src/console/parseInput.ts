import { nameOf, SetStateParam } from "@obswire/hexrotcomm";
import { parseFinite } from "../options/values.ts";

/** What a typed line asks for. */
export type Input =
  | { readonly do: "send"; readonly code: number; readonly name: string; readonly params: readonly number[] }
  | { readonly do: "wait" | "sleep"; readonly seconds: number }
  | { readonly do: "enable" | "status" | "help" | "quit" | "nothing" };

/** A line that means nothing; the message says why, for the person who typed it. */
class InputError extends Error {
  override readonly name = "InputError";
}

/** What can be typed, with what it does. */
export const INPUT_HELP: readonly (readonly [usage: string, meaning: string])[] = [
  ["enable", "take the controller to ENABLED, whatever state it is in"],
  ["move <position>", "send MOVE"],
  ["set-state <name>", "send SET_STATE, for example ENTER_CONTROL, START, ENABLE, DISABLE, STANDBY, EXIT, CLEAR_ERROR"],
  ["code <code> [param1 … param6]", "send any command by its number"],
  ["status", "print state and position"],
  ["wait [seconds]", "wait until the controller is connected (10 s at most, or so many seconds)"],
  ["sleep <seconds>", "wait"],
  ["help", "print this"],
  ["quit", "close everything and end"],
];

const MAX_CODE = 0xffff_ffff;
const MAX_PARAMS = 6;
const MAX_SECONDS = 86_400;

/** Understands a typed line. `codes` are the device's commands. @throws InputError */
export function parseInput(line: string, codes: Readonly<Record<string, number>>): Input {
  const [word = "", ...args] = line.trim().split(/\s+/);
  if (word === "" || word.startsWith("#")) return { do: "nothing" };
  switch (word) {
    case "enable":
    case "status":
    case "help":
    case "quit":
      takes(args, 0, 0, word);
      return { do: word };
    case "exit":
      return { do: "quit" };
    case "wait":
      takes(args, 0, 1, "wait [seconds]");
      return { do: "wait", seconds: seconds(args[0] ?? "10") };
    case "sleep":
      takes(args, 1, 1, "sleep <seconds>");
      return { do: "sleep", seconds: seconds(args[0]) };
    case "move":
      takes(args, 1, 1, "move <position>");
      return send("MOVE", codes, [finite("position", args[0])]);
    case "set-state":
      takes(args, 1, 1, "set-state <name>");
      return send("SET_STATE", codes, [setStateParam(args[0] ?? "")]);
    case "code":
      takes(args, 1, 1 + MAX_PARAMS, "code <code> [param1 … param6]");
      return rawCommand(args, codes);
    default:
      throw new InputError(`"${word}" is not a command; type help to see what there is`);
  }
}

function takes(args: readonly string[], min: number, max: number, usage: string): void {
  if (args.length < min) throw new InputError(`something is missing: ${usage}`);
  if (args.length > max) throw new InputError(`"${args[max]}" is too much: ${usage}`);
}

function finite(name: string, text: string | undefined): number {
  const value = parseFinite(text ?? "");
  if (value === undefined) throw new InputError(`${name} must be a finite number, not "${text}"`);
  return value;
}

function seconds(text: string | undefined): number {
  const value = finite("seconds", text);
  if (value < 0 || value > MAX_SECONDS) throw new InputError(`seconds must be from 0 to ${MAX_SECONDS}, not ${text}`);
  return value;
}

function setStateParam(text: string): number {
  const name = text.toUpperCase().replaceAll("-", "_");
  const names = Object.keys(SetStateParam).filter((one) => one !== "INVALID");
  const param = Object.entries(SetStateParam).find(([one]) => one === name)?.[1];
  if (param === undefined || param === SetStateParam.INVALID) {
    throw new InputError(`"${text}" is not a transition; there are ${names.join(", ")}`);
  }
  return param;
}

function send(name: string, codes: Readonly<Record<string, number>>, params: readonly number[]): Input {
  const code = codes[name];
  if (code === undefined) throw new InputError(`this device has no command ${name}`);
  return { do: "send", code, name, params };
}

function rawCommand([first, ...rest]: readonly string[], codes: Readonly<Record<string, number>>): Input {
  const code = finite("code", first);
  if (!Number.isInteger(code) || code < 0 || code > MAX_CODE) {
    throw new InputError(`code must be a whole number from 0 to ${MAX_CODE}, not "${first}"`);
  }
  const params = rest.map((text, index) => finite(`param${index + 1}`, text));
  return { do: "send", code, name: nameOf(codes, code) ?? `code ${code}`, params };
}
