import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeUtf8 } from "../../src/text/utf8.ts";

const decode = (...bytes: number[]): string => decodeUtf8(Uint8Array.from(bytes)).text;

describe("text of received bytes", () => {
  it("is what was written, for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (text) => {
        expect(decodeUtf8(new TextEncoder().encode(text))).toEqual({ text: text, droppedBytes: false });
      }),
    );
  });

  it("leaves out bytes that are not UTF-8, and says so", () => {
    expect(decodeUtf8(Uint8Array.of(0x61, 0xff, 0x62))).toEqual({ text: "ab", droppedBytes: true });
    expect(decode(0x61, 0xe2, 0x82, 0x62)).toBe("ab");
    expect(decode(0xc3)).toBe("");
  });

  it("keeps a replacement character that was really sent", () => {
    expect(decode(0xef, 0xbf, 0xbd, 0xff, 0x61)).toBe("\uFFFDa");
    expect(decode(0xe2, 0x82, 0xef, 0xbf, 0xbd)).toBe("\uFFFD");
  });

  it("keeps a byte order mark, which is a character of the field", () => {
    expect(decode(0xef, 0xbb, 0xbf, 0x61)).toBe("\uFEFFa");
  });
});
