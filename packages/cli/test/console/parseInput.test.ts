import { describe, expect, it } from "vitest";
import { type Input, inputHelp, parseInput } from "../../src/console/parseInput.ts";
import { connectingHexapod } from "../../src/devices/connectingHexapod.ts";
import { connectingSimple } from "../../src/devices/connectingSimple.ts";

const parse = (line: string): Input => parseInput(line, connectingSimple("gen1"));

/** One command with its parameters, of which all but the first few are 0. */
const send = (name: string, code: number, params: readonly number[]) => ({
  do: "send",
  commands: [{ name, code, params }],
});

describe("a line that is right", () => {
  it.each([
    ["move 3.5", send("MOVE", 3, [3.5])],
    ["  move   -2e-3 ", send("MOVE", 3, [-0.002])],
    ["set-state ENABLE", send("SET_STATE", 1, [2, 0, 0, 0, 0, 0])],
    ["set-state enter-control", send("SET_STATE", 1, [7, 0, 0, 0, 0, 0])],
    ["code 3 1.5 0 0", send("MOVE", 3, [1.5, 0, 0])],
    ["code 77", send("code 77", 77, [])],
    ["run MOVE position=3.5", send("MOVE", 3, [3.5, 0, 0, 0, 0, 0])],
    ["run set_state state=start", send("SET_STATE", 1, [1, 0, 0, 0, 0, 0])],
    ["wait", { do: "wait", seconds: 10 }],
    ["wait 2.5", { do: "wait", seconds: 2.5 }],
    ["sleep 1", { do: "sleep", seconds: 1 }],
    ["enable", { do: "enable" }],
    ["status", { do: "status" }],
    ["help", { do: "help" }],
    ["quit", { do: "quit" }],
    ["exit", { do: "quit" }],
    ["", { do: "nothing" }],
    ["# a comment", { do: "nothing" }],
  ])("%j", (line, input) => expect(parse(line)).toEqual(input));
});

describe("a line that is wrong says what is wrong with it", () => {
  it.each([
    ["fly", '"fly" is not a command; type help to see what there is'],
    ["move", "something is missing: move <position>"],
    ["move 1 2", '"2" is too much: move <position>'],
    ["move fast", 'position must be a finite number, not "fast"'],
    ["move NaN", 'position must be a finite number, not "NaN"'],
    ["move Infinity", 'position must be a finite number, not "Infinity"'],
    ["set-state HAPPY", /^"HAPPY" is not a transition; there are START, ENABLE, /],
    ["set-state INVALID", /^"INVALID" is not a transition/],
    ["code -1", 'code must be a whole number from 0 to 4294967295, not "-1"'],
    ["code 1.5", 'code must be a whole number from 0 to 4294967295, not "1.5"'],
    ["code 3 1 x", 'param2 must be a finite number, not "x"'],
    ["code 1 1 2 3 4 5 6 7", '"7" is too much: code <code> [param1 … param6]'],
    ["wait forever", 'seconds must be a finite number, not "forever"'],
    ["sleep -1", "seconds must be from 0 to 86400, not -1"],
    ["quit now", '"now" is too much: quit'],
  ])("%j", (line, message) => expect(() => parse(line)).toThrow(message));

  it.each([
    ["run FLY", "unknown command FLY; known: SET_STATE, MOVE"],
    ["run MOVE x=1", "MOVE has no parameter x; it has position"],
    ["run MOVE", "position of MOVE must be a number"],
    ["run MOVE 1", '"1" must be name=value'],
  ])("%j", (line, message) => expect(() => parse(line)).toThrow(message));
});

it("a hexapod is moved along six axes, by two commands", () => {
  const hexapod = connectingHexapod("camera", "0.20.0");
  expect(parseInput("move 500 0 -200 0.01 0 0", hexapod)).toEqual({
    do: "send",
    commands: [
      { name: "POSITION_SET", code: 0x8004, params: [500, 0, -200, 0.01, 0, 0] },
      { name: "SET_ENABLED_SUBSTATE", code: 0x8001, params: [1, 1] },
    ],
  });
  expect(() => parseInput("move 500", hexapod)).toThrow("something is missing: move <x> <y> <z> <u> <v> <w>");
});

it("explains every command", () => {
  const words = inputHelp(["position"]).map(([usage]) => usage.split(" ")[0]);
  expect(words).toEqual(["enable", "move", "set-state", "run", "code", "status", "wait", "sleep", "help", "quit"]);
});
