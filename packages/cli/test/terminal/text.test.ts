import { describe, expect, it } from "vitest";
import { PLAIN, styleFor } from "../../src/terminal/style.ts";
import { printable, truncate, widthOf, wrap } from "../../src/terminal/text.ts";

const colour = styleFor({ isTTY: true }, {});

describe("truncate", () => {
  it("leaves what fits", () => expect(truncate("12345", 5)).toBe("12345"));
  it("ends what does not fit with an ellipsis", () => expect(truncate("123456", 5)).toBe("1234…"));
  it("counts columns, not the characters of styles", () => {
    const text = `${colour.good("123")}${colour.bold("456")}`;
    expect(widthOf(text)).toBe(6);
    expect(truncate(text, 6)).toBe(text);
    expect(truncate(text, 5)).toBe(`${colour.good("123")}${colour.bold("4…")}`);
  });
  it("survives no room at all", () => {
    expect(truncate("123", 1)).toBe("…");
    expect(truncate("123", 0)).toBe("");
    expect(truncate("123", -5)).toBe("");
  });
});

describe("wrap", () => {
  it("breaks at spaces", () => expect(wrap("a bc def g", 4)).toEqual(["a bc", "def", "g"]));
  it("gives a word that is too long a line of its own", () =>
    expect(wrap("a verylongword b", 4)).toEqual(["a", "verylongword", "b"]));
  it("leaves one line as it is", () => expect(wrap("a b", Number.POSITIVE_INFINITY)).toEqual(["a b"]));
});

describe("printable", () => {
  it("shows control characters instead of obeying them", () =>
    expect(printable("a\x1b[2Jb\u009bc\td")).toBe("a\\x1b[2Jb\\x9bc\\x09d"));
});

describe("styleFor", () => {
  it("has colours on a terminal", () => expect(colour.bad("x")).toBe("\x1b[31mx\x1b[39m"));
  it("has none elsewhere, with NO_COLOR, or on a dumb terminal", () => {
    expect(styleFor({}, {})).toBe(PLAIN);
    expect(styleFor({ isTTY: true }, { NO_COLOR: "1" })).toBe(PLAIN);
    expect(styleFor({ isTTY: true }, { TERM: "dumb" })).toBe(PLAIN);
  });
});
