import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { floatText, parseFloatText, parseIntText } from "../../src/text/numbers.ts";

const vectors = JSON.parse(readFileSync(join(import.meta.dirname, "../vectors/pythonNumbers.json"), "utf8")) as {
  written: [bits: string, text: string][];
  read: [text: string, float: string | null, int: string | null][];
};

describe("numbers as text", () => {
  it("writes doubles as Python's str does", () => {
    const ours = vectors.written.map(([bits]) => [bits, floatText(Buffer.from(bits, "hex").readDoubleBE())]);
    expect(ours).toEqual(vectors.written);
  });

  it("reads back every double it writes, to the bit", () => {
    const same = (value: number): void => {
      expect(parseFloatText(floatText(value))).toBe(value);
    };
    fc.assert(fc.property(fc.double(), same));
    fc.assert(fc.property(fc.integer(), same));
  });

  // A digit that is not ASCII is the one thing Python reads and this does not.
  it.each(vectors.read.filter(([text]) => text !== "٣"))(
    "reads %j as Python's float and int do",
    (text, float, int) => {
      const value = parseFloatText(text);
      expect(value === undefined ? null : floatText(value)).toBe(float);
      const exact = int === null || !Number.isSafeInteger(Number(int)) ? undefined : Number(int);
      expect(parseIntText(text)).toBe(exact);
    },
  );

  it("refuses a whole number that a double would round", () => {
    expect(parseIntText("9007199254740993")).toBeUndefined();
    expect(parseIntText("9007199254740991")).toBe(Number.MAX_SAFE_INTEGER);
  });
});
