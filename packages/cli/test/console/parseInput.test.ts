import { SimpleCommandCode } from "@obswire/hexrotcomm";
import { describe, expect, it } from "vitest";
import { INPUT_HELP, parseInput } from "../../src/console/parseInput.ts";

const parse = (line: string) => parseInput(line, SimpleCommandCode);

describe("a line that is right", () => {
  it.each([
    ["move 3.5", { do: "send", code: 3, name: "MOVE", params: [3.5] }],
    ["  move   -2e-3 ", { do: "send", code: 3, name: "MOVE", params: [-0.002] }],
    ["set-state ENABLE", { do: "send", code: 1, name: "SET_STATE", params: [2] }],
    ["set-state enter-control", { do: "send", code: 1, name: "SET_STATE", params: [7] }],
    ["code 3 1.5 0 0", { do: "send", code: 3, name: "MOVE", params: [1.5, 0, 0] }],
    ["code 77", { do: "send", code: 77, name: "code 77", params: [] }],
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

  it("a command that this device does not have", () =>
    expect(() => parseInput("move 1", { SET_STATE: 1 })).toThrow("this device has no command MOVE"));
});

it("explains every command", () => {
  const words = INPUT_HELP.map(([usage]) => usage.split(" ")[0]);
  expect(words).toEqual(["enable", "move", "set-state", "code", "status", "wait", "sleep", "help", "quit"]);
});
