import { expect, it } from "vitest";
import { struct, u8, u32 } from "../src/index.ts";
import { describeBoth, thrown } from "./support/both.ts";

const TAKEN = [
  "bytes",
  "copy",
  "set",
  "load",
  "toJSON",
  "equals",
  "constructor",
  "toString",
  "valueOf",
  "hasOwnProperty",
  "__proto__",
  "then",
];

it.each([...TAKEN, "0", "12", "a b", "", "a-b", 'x"]; throw 1; ["'])("refuses %j as the name of a field", (name) => {
  const fields = Object.defineProperty({ a: u8 }, name, { value: u8, enumerable: true });
  expect(thrown(() => struct("S", fields as never))).toMatchObject({
    code: "ERR_STRUCTS_DECLARATION",
    struct: "S",
    field: name,
  });
});

describeBoth("names of fields", (structs) => {
  it("can be whatever is not a member of an instance: the names of statics, of DataView methods and of generated variables", () => {
    const names = [
      "size",
      "fields",
      "view",
      "from",
      "name",
      "length",
      "offset",
      "at",
      "buffer",
      "getUint8",
      "d",
      "o",
      "v",
      "x0",
      "h",
      "put0",
      "decode",
      "µm",
      "class",
      "prototype",
      "arguments",
    ];
    const S = structs.struct("S", Object.fromEntries(names.map((name) => [name, structs.u32])));
    const values = Object.fromEntries(names.map((name, i) => [name, i + 1]));
    const made = new S(values as never);
    expect(made.toJSON()).toEqual(values);
    expect(S.cursor(made.bytes).at(0)).toMatchObject(values);
    expect(S.size).toBe(4 * names.length);
  });
});

it("keeps its internals out of the names: an instance has no property of its own that is a string", () => {
  expect(Object.keys(new (struct("S", { a: u32 }))({ a: 1 }))).toEqual([]);
});
