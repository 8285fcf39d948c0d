import { nameOf, SetStateParam } from "@obswire/hexrotcomm";
import { parseParams, plainCommand } from "../controller/parseParams.ts";
import type { CommandNames } from "../devices/commandNames.ts";
import type { PlainCommand } from "../devices/connectingDevice.ts";
import { parseFinite } from "../options/values.ts";

/** What a typed line asks for. */
export type Input =
  | { readonly do: "send"; readonly commands: readonly PlainCommand[] }
  | { readonly do: "wait" | "sleep"; readonly seconds: number }
  | { readonly do: "enable" | "status" | "help" | "quit" | "nothing" };

/** What the lines are about. */
export interface Commandable {
  readonly commands: CommandNames;
  readonly moveParams: readonly string[];
  move(values: readonly number[]): readonly PlainCommand[];
}

/** A line that means nothing; the message says why, for the person who typed it. */
class InputError extends Error {
  override readonly name = "InputError";
}

/** What can be typed, with what it does. */
export function inputHelp(moveParams: readonly string[]): readonly (readonly [usage: string, meaning: string])[] {
  return [
    ["enable", "take the controller to ENABLED, from any state"],
    [moveUsage(moveParams), "send the commands that move it"],
    ["set-state <name>", "send SET_STATE: ENTER_CONTROL, START, ENABLE, …"],
    ["run <command> [name=value …]", "send any command by its name"],
    ["code <code> [param1 … param6]", "send any command by its number"],
    ["status", "print state and position"],
    ["wait [seconds]", "wait until it is connected, 10 s at most"],
    ["sleep <seconds>", "wait"],
    ["help", "print this"],
    ["quit", "close everything and end"],
  ];
}

const MAX_CODE = 0xffff_ffff;
const MAX_PARAMS = 6;
const MAX_SECONDS = 86_400;

/** Understands a typed line. @throws Error that says what is wrong with it */
export function parseInput(line: string, device: Commandable): Input {
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
    default:
      return { do: "send", commands: parseCommand(word, args, device) };
  }
}

function parseCommand(word: string, args: readonly string[], device: Commandable): readonly PlainCommand[] {
  const { commands, moveParams } = device;
  switch (word) {
    case "move":
      takes(args, moveParams.length, moveParams.length, moveUsage(moveParams));
      return device.move(moveParams.map((name, index) => finite(name, args[index])));
    case "set-state":
      takes(args, 1, 1, "set-state <name>");
      return [plainCommand(commands, "SET_STATE", { state: transition(args[0] ?? "") })];
    case "run": {
      takes(args, 1, 1 + MAX_PARAMS, "run <command> [name=value …]");
      const name = (args[0] ?? "").toUpperCase();
      return [plainCommand(commands, name, parseParams(commands, name, args.slice(1)))];
    }
    case "code":
      takes(args, 1, 1 + MAX_PARAMS, "code <code> [param1 … param6]");
      return [rawCommand(args, commands)];
    default:
      throw new InputError(`"${word}" is not a command; type help to see what there is`);
  }
}

function moveUsage(params: readonly string[]): string {
  return ["move", ...params.map((name) => `<${name}>`)].join(" ");
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

function transitions(): string[] {
  return Object.keys(SetStateParam).filter((name) => name !== "INVALID");
}

function transition(text: string): number {
  const wanted = text.toUpperCase().replaceAll("-", "_");
  const [, param] = Object.entries(SetStateParam).find(([name]) => name === wanted) ?? [];
  if (param === undefined || param === SetStateParam.INVALID) {
    throw new InputError(`"${text}" is not a transition; there are ${transitions().join(", ")}`);
  }
  return param;
}

function rawCommand([first, ...rest]: readonly string[], { table }: CommandNames): PlainCommand {
  const code = finite("code", first);
  if (!Number.isInteger(code) || code < 0 || code > MAX_CODE) {
    throw new InputError(`code must be a whole number from 0 to ${MAX_CODE}, not "${first}"`);
  }
  const params = rest.map((text, index) => finite(`param${index + 1}`, text));
  const codes = Object.fromEntries(Object.entries(table).map(([name, spec]) => [name, spec.code]));
  return { code, name: nameOf(codes, code) ?? `code ${code}`, params };
}
