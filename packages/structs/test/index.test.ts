import { expect, it } from "vitest";
import * as door from "../src/index.ts";

it("offers these names", () => {
  expect(Object.keys(door).sort()).toEqual(
    [
      "StructsError",
      "array",
      "bool",
      "bytes",
      "c",
      "char",
      "f32",
      "f64",
      "i16",
      "i32",
      "i64",
      "i8",
      "isStructsError",
      "padding",
      "struct",
      "u16",
      "u32",
      "u64",
      "u8",
      "union",
    ].sort(),
  );
});
