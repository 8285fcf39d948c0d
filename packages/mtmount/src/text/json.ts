import { floatText } from "./numbers.ts";

/** A string, to be left alone, or one of Python's words for numbers that JSON does not have. */
const STRING_OR_WORD = /"(?:[^"\\]|\\.)*"|\b(?:NaN|Infinity)\b/g;

/**
 * The value of JSON text as Python writes it: `Infinity` is a number, and `NaN` becomes `null`, which every number
 * field reads as NaN.
 *
 * @throws SyntaxError
 */
export function parseJson(text: string): unknown {
  if (!/NaN|Infinity/.test(text)) return JSON.parse(text);
  // 1e999 is beyond the doubles: infinite.
  const plain = text.replace(STRING_OR_WORD, (one) => (one === "NaN" ? "null" : one === "Infinity" ? "1e999" : one));
  return JSON.parse(plain);
}

/** A double as Python's `json.dumps` writes it: `1.0`, `NaN`, `-Infinity`. */
export function jsonFloat(value: number): string {
  if (Number.isFinite(value)) return floatText(value);
  return Number.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
}

/** Text as Python's `json.dumps` writes it: in ASCII. */
export function jsonText(value: string): string {
  return JSON.stringify(value).replace(
    /[^\0-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
