import { inspect } from "node:util";
import { expect, it } from "vitest";
import { describeBoth } from "./support/both.ts";

describeBoth("util.inspect", ({ array, char, struct, u8 }) => {
  const State = { IDLE: 0, MOVING: 1 };
  class Axis extends struct("Axis", { state: u8.enum(State), name: char(4) }) {}
  class Mount extends struct("Mount", { axes: array(Axis, 2), states: array(u8.enum(State), 2) }) {}

  it("shows the fields, and the names of enums beside their numbers", () => {
    expect(inspect(new Axis({ state: 1, name: "az" }))).toBe("Axis { state: 1 (MOVING), name: 'az' }");
    expect(inspect(new Axis({ state: 7 }))).toBe("Axis { state: 7 (unknown), name: '' }");
    expect(inspect(new Mount(), { breakLength: 200 })).toBe(
      "Mount { axes: [ { state: 0 (IDLE), name: '' }, { state: 0 (IDLE), name: '' } ], states: [ 0 (IDLE), 0 (IDLE) ] }",
    );
    expect(inspect(Axis.cursor(new Axis({ name: "el" }).bytes).at(0))).toBe("Axis { state: 0 (IDLE), name: 'el' }");
  });

  it("stops at the depth it is asked for", () => {
    expect(inspect({ a: { b: new Axis() } }, { depth: 1 })).toBe("{ a: { b: [Axis] } }");
  });
});
