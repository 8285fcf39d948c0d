import { describe, expect, it } from "vitest";
import {
  type AnyStructClass,
  array,
  bool,
  char,
  f32,
  f64,
  i8,
  i64,
  padding,
  struct,
  u8,
  u16,
  u32,
  union,
} from "../src/index.ts";
import { thrown } from "./support/both.ts";

function offsets(S: AnyStructClass): number[] {
  return [...Object.values(S.fields).map(({ offset }) => offset), S.size];
}

describe("layout", () => {
  const fields = { a: u8, b: f64, c: u16, d: u32, e: char(3), f: i64, g: bool };

  // Offsets of `struct { uint8_t a; double b; uint16_t c; uint32_t d; char e[3]; int64_t f; bool g; }` from gcc 12 on x86-64.
  it.each([
    ["no padding by default", undefined, [0, 1, 9, 11, 15, 18, 26, 27]],
    ["alignment of at most 2", 2, [0, 2, 10, 12, 16, 20, 28, 30]],
    ["alignment of at most 4", 4, [0, 4, 12, 16, 20, 24, 32, 36]],
    ["natural alignment", "natural", [0, 8, 16, 20, 24, 32, 40, 48]],
  ] as const)("has %s, as gcc", (_, pack, expected) => {
    expect(offsets(struct("S", fields, pack ? { pack } : {}))).toEqual(expected);
  });

  it("aligns a nested struct to its strictest field and fills it up to that", () => {
    const Inner = struct("Inner", { a: f32, b: u8 }, { pack: "natural" });
    expect(Inner.size).toBe(8);
    expect(offsets(struct("S", { a: u8, b: array(Inner, 2), c: u8 }, { pack: "natural" }))).toEqual([0, 4, 20, 24]);
    expect(offsets(union("U", { a: Inner, b: array(u8, 9) }, { pack: "natural" }))).toEqual([0, 0, 12]);
  });

  it("refuses what is not a field type, as a name that was not imported, and says which field it is", () => {
    const wrong: [unknown, string][] = [
      [5, "5"],
      [null, "null"],
      ["u8", '"u8"'],
      [{}, "an object"],
      [char, "a function"],
      [undefined, "undefined; is it imported, and declared before?"],
    ];
    for (const [given, shown] of wrong) {
      const type = given as typeof u8;
      const why = `is not a field type (u8, f64, char(…), a struct class …), got ${shown}`;
      const expected = { code: "ERR_STRUCTS_DECLARATION", value: given };
      for (const declare of [struct, union]) {
        const error = thrown(() => declare("X", { a: u8, b: type }));
        expect(error).toMatchObject({ ...expected, struct: "X", field: "b", message: `X.b ${why}` });
      }
      expect(thrown(() => array(type, 2))).toMatchObject({ ...expected, message: `element ${why}` });
      if (typeof given === "number") continue;
      expect(thrown(() => padding(type))).toMatchObject({ ...expected, message: `what padding takes ${why}` });
    }
    expect(thrown(() => struct("X", undefined as never))).toMatchObject({
      message: "fields must be an object of field types, got undefined",
    });
    expect(thrown(() => struct({ a: u8 } as never, {}))).toMatchObject({
      message: "name must be a string, got an object",
    });
  });

  it("leaves room for padding, which has no property", () => {
    const S = struct("S", { a: u8, gap: padding(3), b: u32 });
    expect(offsets(S)).toEqual([0, 4, 8]);
    expect(new S({ b: 1 }).toJSON()).toEqual({ a: 0, b: 1 });
  });

  it("packs bit-fields from the least significant bit, big-endian from the most significant", () => {
    const bits = { a: u16.bits(3), b: u16.bits(6), c: u16.bits(5), rest: padding(u16.bits(2)), d: i8 };
    const values = { a: 7, b: 0, c: 31, d: -1 };
    expect(Buffer.from(new (struct("L", bits))(values).bytes).toString("hex")).toBe("073eff");
    expect(Buffer.from(new (struct("B", bits, { endian: "big" }))(values).bytes).toString("hex")).toBe("e07cff");
  });

  it("starts a new unit for a bit-field that does not fit, with natural alignment", () => {
    const S = struct("S", { a: u8.bits(3), b: u8.bits(6), c: u8.bits(5), d: i8 }, { pack: "natural" });
    expect(offsets(S)).toEqual([0, 1, 2, 3, 4]);
  });

  it.each([
    ["crosses its unit in a packed struct", { a: u8.bits(3), b: u8.bits(6) }, 1, "padding(u8.bits(5))"],
    ["leaves most of its unit unused", { a: u32.bits(3), b: u8 }, 1, "padding(u32.bits(29))"],
    ["ends a packed struct in the middle of a unit", { a: u32.bits(3) }, 1, "padding(u32.bits(29))"],
    ["has another unit than the one before", { a: u8.bits(8), b: u16.bits(3) }, 1, "one size"],
    ["would share a unit with an ordinary field", { a: u8, b: u32.bits(3) }, "natural", "padding(3)"],
  ] as const)(
    "refuses a bit-field that %s, where compilers differ, and says what to write",
    (_, layout, pack, advice) => {
      const error = thrown(() => struct("S", layout, { pack }));
      expect(error).toMatchObject({ code: "ERR_STRUCTS_DECLARATION", struct: "S" });
      expect(String(error)).toContain(advice);
    },
  );

  it("refuses a bit-field as the member of a union", () => {
    expect(thrown(() => union("U", { a: u8.bits(3) }))).toMatchObject({ code: "ERR_STRUCTS_DECLARATION" });
  });

  it("refuses wrong options with their names", () => {
    expect(thrown(() => struct("S", { a: u8 }, { pack: 3 as never }))).toMatchObject({
      name: "RangeError",
      message: expect.stringMatching(/^pack/),
    });
    expect(thrown(() => struct("S", { a: u8 }, { endian: "LE" as never }))).toMatchObject({
      name: "TypeError",
      message: expect.stringMatching(/^endian/),
    });
    expect(thrown(() => struct("S", {}))).toMatchObject({ code: "ERR_STRUCTS_DECLARATION" });
    expect(thrown(() => array(u8, 0))).toBeInstanceOf(RangeError);
    expect(thrown(() => array(u8, 1.5))).toBeInstanceOf(RangeError);
    expect(thrown(() => array(u8.bits(2) as never, 2))).toBeInstanceOf(TypeError);
    expect(thrown(() => char(-1))).toBeInstanceOf(RangeError);
    expect(thrown(() => char(3, { encoding: "utf16" as never }))).toBeInstanceOf(TypeError);
    expect(thrown(() => u8.bits(9))).toBeInstanceOf(RangeError);
    expect(thrown(() => u8.enum({ A: 256 }))).toMatchObject({ code: "ERR_STRUCTS_DECLARATION" });
    expect(thrown(() => struct("S", { a: array(u8, 2 ** 31) }))).toMatchObject({ code: "ERR_STRUCTS_DECLARATION" });
  });
});
