import { describe, expect, it } from "vitest";
import { gen4, SimpleConfig, SimpleTelemetry, type WireGeneration, wireGenerations } from "../../src/index.ts";
import { camelCase, expectLayout, type Golden, vectors } from "../support/golden.ts";

type Example = { values: Record<string, number>; hex: string };
type Recorded = Record<string, Golden & { example?: Example }>;

const { generations } = vectors<{ generations: Record<WireGeneration, Recorded> }>("wire");

describe.each(Object.entries(generations))("the structs of %s", (name, recorded) => {
  const generation = name as WireGeneration;
  const classes: Record<string, unknown> = {
    SimpleConfig: generation === "gen4" ? gen4.SimpleConfig : SimpleConfig,
    SimpleTelemetry: generation === "gen4" ? gen4.SimpleTelemetry : SimpleTelemetry,
    ...wireGenerations[generation].structs,
  };

  it.each(Object.entries(recorded))("%s has the bytes of ctypes", (struct, golden) => {
    expectLayout(classes[struct], golden);
  });

  it("encode the example command as the original does", () => {
    const { Command: golden } = recorded;
    if (golden?.example === undefined) throw new Error("no example");
    const { values, hex } = golden.example;
    const { Command } = wireGenerations[generation].structs;
    const command = new Command();
    command.set(Object.fromEntries(Object.entries(values).map(([field, value]) => [camelCase(field), value])));
    expect(Buffer.from(command.bytes).toString("hex")).toBe(hex);
  });
});

it("A reason that fills its 50 bytes has no NUL, and is read whole", () => {
  const status = new gen4.CommandStatus({ status: 2, reason: "é".repeat(25) });
  expect(status.bytes.at(-1)).not.toBe(0);
  expect(gen4.CommandStatus.from(status.bytes).reason).toBe("é".repeat(25));
});

it("A reason that was cut in the middle of a character reads with a replacement character", () => {
  const bytes = new gen4.CommandStatus({ reason: `${"x".repeat(48)}é` }).bytes.slice();
  bytes.set([0x78, 0xc3], 60);
  expect(gen4.CommandStatus.from(bytes).reason).toBe(`${"x".repeat(49)}\ufffd`);
});
