import fc from "fast-check";
import { expect, it } from "vitest";
import { fitsText, readText, type TextEncoding, writeText } from "../src/text.ts";

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });

it("reads any bytes as a TextDecoder for UTF-8 does", () => {
  // Bytes that often make sequences, good and bad ones.
  const byte = fc.oneof(
    fc.integer({ min: 1, max: 255 }),
    fc.constantFrom(0xc2, 0xe0, 0xa0, 0xed, 0x9f, 0xf0, 0x90, 0xf4, 0x8f, 0x80, 0xbf),
  );
  fc.assert(
    fc.property(fc.array(byte, { maxLength: 40 }), (list) => {
      const bytes = Uint8Array.from(list);
      expect(readText(view(bytes), 0, bytes.length, "utf8")).toBe(utf8.decode(bytes));
    }),
    { numRuns: 3000 },
  );
});

it("writes any text as a TextEncoder does, and zeroes what is left", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 30 }), fc.nat(60), (text, length) => {
      const encoded = new TextEncoder().encode(text);
      const fits = encoded.length <= length && !text.includes("\0");
      expect(fitsText(text, length, "utf8")).toBe(fits);
      if (!fits) return;
      const bytes = new Uint8Array(length + 2).fill(0xee);
      writeText(view(bytes), 1, length, text, "utf8");
      const expected = new Uint8Array(length + 2);
      expected.set(encoded, 1);
      expected[0] = 0xee;
      expected[length + 1] = 0xee;
      expect(bytes).toEqual(expected);
    }),
    { numRuns: 2000 },
  );
});

it("keeps every byte in latin1", () => {
  fc.assert(
    fc.property(fc.uint8Array({ min: 1, max: 255, maxLength: 40 }), (bytes) => {
      const text = readText(view(bytes), 0, bytes.length, "latin1");
      const back = new Uint8Array(bytes.length);
      writeText(view(back), 0, back.length, text, "latin1");
      expect(back).toEqual(bytes);
    }),
  );
});

it.each<[string, TextEncoding, boolean]>([
  ["é", "utf8", true],
  ["é", "latin1", true],
  ["é", "ascii", false],
  ["€", "latin1", false],
  ["a\0", "utf8", false],
  ["é\0", "utf8", false],
  ["\udc00", "utf8", false],
])("knows whether %j can be written in %s", (text, encoding, fits) => {
  expect(fitsText(text, 10, encoding)).toBe(fits);
});

it("reads bytes above 0x7f as replacement characters in ascii, and stops at the first NUL", () => {
  expect(readText(view(Uint8Array.of(65, 0xe9, 66, 0, 67)), 0, 5, "ascii")).toBe("A\ufffdB");
});
