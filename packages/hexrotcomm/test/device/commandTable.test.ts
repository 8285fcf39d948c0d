import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type CommandOf,
  type CommandSpec,
  type CommandTable,
  gen1,
  gen4,
  makeCommand,
  mtHexapod,
  mtRotator,
  nameCommand,
  type WireGeneration,
} from "../../src/index.ts";

describe("A command made of names", () => {
  const position = { xMicrons: 500, yMicrons: 0, zMicrons: -200, uDeg: 0.01, vDeg: 0, wDeg: -0.02 };

  it("has its parameters in order, in the struct of its generation", () => {
    const command = makeCommand("gen4", mtHexapod.commands, "POSITION_SET", position);
    expect(command).toBeInstanceOf(gen4.Command);
    expect(command.toJSON()).toEqual({
      commander: 0,
      counter: 0,
      code: 0x8004,
      param1: 500,
      param2: 0,
      param3: -200,
      param4: 0.01,
      param5: 0,
      param6: -0.02,
    });
    expect(makeCommand("gen1", mtRotator.commands, "POSITION_SET", { positionDeg: 3 })).toBeInstanceOf(gen1.Command);
  });

  it("gets its names back, and one that is not known keeps those of the fields", () => {
    const command = makeCommand("gen4", mtHexapod.commands, "POSITION_SET", position);
    expect(nameCommand(mtHexapod.commands, command)).toEqual({ name: "POSITION_SET", params: position });
    expect(nameCommand(mtHexapod.commands, new gen4.Command({ code: 5, param6: 1 }))).toMatchObject({
      name: undefined,
      params: { param1: 0, param6: 1 },
    });
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    "refuses %d with the parameter's name",
    (value) => {
      expect(() => makeCommand("gen4", mtHexapod.commands, "POSITION_SET", { ...position, uDeg: value })).toThrow(
        new RangeError(`uDeg of POSITION_SET must be finite (deg), not ${value}`),
      );
    },
  );

  it("refuses what is missing, unknown, or not a number", () => {
    const make = (name: string, params: object) => () =>
      makeCommand("gen4", mtHexapod.commands, name as "POSITION_SET", params as typeof position);
    expect(make("POSITION_SET", { ...position, wDeg: undefined })).toThrow(
      /^wDeg of POSITION_SET must be a number \(deg\)/,
    );
    expect(make("POSITION_SET", { ...position, x: 1 })).toThrow(/^POSITION_SET has no parameter x; it has xMicrons/);
    expect(make("POSITION_SET", { ...position, vDeg: "1" })).toThrow(TypeError);
    expect(make("OFFSET", {})).toThrow(/^unknown command OFFSET; known: SET_STATE/);
    expect(make("toString", {})).toThrow(/^unknown command/);
  });
});

describe.each([
  ["hexapod", mtHexapod],
  ["rotator", mtRotator],
] as const)("The tables of the %s", (_, device) => {
  it("give each command the code of its name, and at most six parameters", () => {
    for (const [name, { code, params }] of Object.entries(device.commands)) {
      expect(code).toBe((device.CommandCode as Record<string, number>)[name]);
      expect(params.length).toBeLessThanOrEqual(6);
    }
  });

  it("say in words what they say in numbers: which versions have a command", () => {
    for (const { since, versions } of Object.values<CommandSpec>(device.commands)) {
      expect(versions?.split(" ")[0]).toBe(since?.replace(/\.0$/, ""));
    }
  });

  it("survive the wire: names become bytes, and bytes the same names", () => {
    const anyCommand = fc.constantFrom(...Object.entries(device.commands as CommandTable)).chain(([name, { params }]) =>
      fc.record({
        name: fc.constant(name),
        params: fc.record(
          Object.fromEntries(params.map((param) => [param.name, fc.double({ noNaN: true, noDefaultInfinity: true })])),
        ),
      }),
    );
    fc.assert(
      fc.property(anyCommand, fc.constantFrom("gen1", "gen4"), ({ name, params }, generation) => {
        const command = makeCommand(generation, device.commands as CommandTable, name, params);
        const Command: { from(bytes: Uint8Array): CommandOf<WireGeneration> } =
          generation === "gen1" ? gen1.Command : gen4.Command;
        expect(nameCommand(device.commands, Command.from(command.bytes))).toEqual({ name, params: { ...params } });
      }),
    );
  });
});
