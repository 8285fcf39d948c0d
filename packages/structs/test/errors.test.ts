import { expect, it } from "vitest";
import { isStructsError, StructsError, struct, u8 } from "../src/index.ts";
import { closures, thrown } from "./support/both.ts";

it("knows its own errors, also those of another copy of the package, and no others", () => {
  const error = thrown(() => new (struct("S", { a: u8 }))({ a: 256 }));
  const foreign = thrown(() => new (closures.struct("S", { a: closures.u8 }))({ a: 256 }));
  expect(error).toBeInstanceOf(StructsError);
  expect(foreign).not.toBeInstanceOf(StructsError);
  for (const e of [error, foreign]) {
    expect(isStructsError(e)).toBe(true);
    expect(isStructsError(e, "ERR_STRUCTS_RANGE")).toBe(true);
    expect(isStructsError(e, "ERR_STRUCTS_TYPE")).toBe(false);
  }
  expect(isStructsError(new RangeError("x"))).toBe(false);
  expect(isStructsError({ code: "ERR_STRUCTS_RANGE" })).toBe(false);
});

it("says what, where, which value and what would be right", () => {
  const Inner = struct("Inner", { n: u8 });
  const error = thrown(() => new (struct("Outer", { inner: Inner }))({ inner: { n: 256 } })) as StructsError;
  expect(error.message).toBe("Outer.inner.n takes whole numbers from 0 to 255, got 256");
  expect({ ...error }).toMatchObject({
    code: "ERR_STRUCTS_RANGE",
    struct: "Outer",
    field: "inner.n",
    offset: 0,
    value: 256,
  });
});

it.each([
  [Symbol("s")],
  [() => 1],
  [Object.create(null)],
  [new Proxy([], {})],
  [new Date(Number.NaN)],
  [-0.5],
  [[]],
  ["x".repeat(99)],
])("has a short message for any wrong value", (value) => {
  const error = thrown(() => new (struct("S", { a: u8 }))({ a: value as never })) as StructsError;
  expect(error.message.length).toBeLessThan(120);
  expect(error.value).toBe(value);
});
