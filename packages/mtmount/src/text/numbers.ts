/**
 * Numbers as the text that Python writes and reads: the mount's messages are lists of such texts.
 *
 * A text that is no number is `undefined` here; whoever asks knows the field's name for the error.
 */

const DIGITS_ONLY = /^[+-]?\d+(?:_\d+)*$/;
const FLOAT = /^[+-]?(?:(?:\d+(?:_\d+)*)?\.?(?:\d+(?:_\d+)*)?(?:[eE][+-]?\d+(?:_\d+)*)?)$/;
const WORD = /^([+-]?)(?:(inf(?:inity)?)|nan)$/i;

/**
 * The shortest text that reads back as the same number, always with a decimal point or an exponent: `12.0`, `0.1`,
 * `1e-05`, `1e+16`, `-0.0`, `nan`, `-inf`. Fixed notation from 1e-4 to below 1e16.
 */
export function floatText(value: number): string {
  const magnitude = Math.abs(value);
  if (magnitude < 1e16 && magnitude >= 1e-4) {
    const text = `${value}`;
    return Number.isInteger(value) ? `${text}.0` : text;
  }
  if (value === 0) return Object.is(value, -0) ? "-0.0" : "0.0";
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
  const [mantissa, exponent = ""] = value.toExponential().split("e");
  return `${mantissa}e${exponent[0]}${exponent.slice(1).padStart(2, "0")}`;
}

/** The number that Python's `float()` makes of a text: blanks around it, `1_000.5`, `inf` and `nan` are fine. */
export function parseFloatText(text: string): number | undefined {
  const value = Number(text);
  const first = text.charCodeAt(0);
  // Number() also takes "", blanks, "0x1F" and "0b1"; after a digit, a sign or a point and no letter, it is right.
  const usual = first >= 0x2b && first <= 0x39 && !(text.charCodeAt(1) > 0x40);
  return usual && !Number.isNaN(value) ? value : parseUnusualFloat(text.trim());
}

function parseUnusualFloat(text: string): number | undefined {
  const word = WORD.exec(text);
  if (word !== null) {
    if (word[2] === undefined) return Number.NaN;
    return word[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  }
  if (!FLOAT.test(text)) return undefined;
  const value = Number(text.replaceAll("_", ""));
  return /\d/.test(text) && !Number.isNaN(value) ? value : undefined;
}

/** The whole number that Python's `int()` makes of a text. Beyond 2^53 it would be rounded here: `undefined`. */
export function parseIntText(text: string): number | undefined {
  const { length } = text;
  if (length > 0 && length < 16) {
    let value = 0;
    const negative = text.charCodeAt(0) === 0x2d;
    let at = negative && length > 1 ? 1 : 0;
    for (; at < length; at++) {
      const digit = text.charCodeAt(at) - 0x30;
      if (digit < 0 || digit > 9) return parseUnusualInt(text.trim());
      value = value * 10 + digit;
    }
    return negative && value !== 0 ? -value : value;
  }
  return parseUnusualInt(text.trim());
}

function parseUnusualInt(text: string): number | undefined {
  if (!DIGITS_ONLY.test(text)) return undefined;
  const value = Number(text.replaceAll("_", ""));
  return Number.isSafeInteger(value) ? value + 0 : undefined;
}
