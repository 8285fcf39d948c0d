import { parseFloatText } from "../text/numbers.ts";
import { readDay } from "../text/timestamps.ts";

/**
 * Fields read from bytes, where they look the way they nearly always do: twice as fast as through texts. What looks
 * unusual is `undefined` and takes the way through texts instead; so nothing here decides what is right. Writing gains
 * nothing from bytes.
 */

/** A place in a received message. */
export interface ByteCursor {
  bytes: Uint8Array;
  /** The next byte. */
  at: number;
  /** Behind the last byte of the message, which has no CR LF here. */
  end: number;
}

const LF = 0x0a;
const ZERO = 0x30;
const MINUS = 0x2d;
const POINT = 0x2e;
/** Powers of ten that are exact doubles. */
const POWERS: readonly number[] = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/** Steps over the LF behind a field, or the end of the message. */
function endsHere(cursor: ByteCursor): boolean {
  if (cursor.at < cursor.end && cursor.bytes[cursor.at] !== LF) return false;
  cursor.at += 1;
  return true;
}

/** A whole number of at most 15 digits. */
export function readInt(cursor: ByteCursor): number | undefined {
  const { bytes, end } = cursor;
  const negative = bytes[cursor.at] === MINUS;
  let at = negative ? cursor.at + 1 : cursor.at;
  const first = at;
  let value = 0;
  for (; at < end; at++) {
    const digit = (bytes[at] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
  }
  if (at === first || at - first > 15) return undefined;
  cursor.at = at;
  if (!endsHere(cursor)) return undefined;
  return negative && value !== 0 ? -value : value;
}

/** A decimal fraction whose digits are a whole double and whose divisor is an exact one: the quotient is rounded once. */
export function readFloat(cursor: ByteCursor): number | undefined {
  const { bytes, end } = cursor;
  const negative = bytes[cursor.at] === MINUS;
  let at = negative ? cursor.at + 1 : cursor.at;
  let digits = 0;
  let value = 0;
  let point = -1;
  for (; at < end; at++) {
    const byte = bytes[at] ?? 0;
    const digit = byte - ZERO;
    if (digit >= 0 && digit <= 9) {
      value = value * 10 + digit;
      digits += 1;
    } else if (byte === POINT && point < 0) {
      point = digits;
    } else {
      break;
    }
  }
  const decimals = point < 0 ? 0 : digits - point;
  const divisor = POWERS[decimals];
  const isExact = digits > 0 && digits <= 18 && value <= Number.MAX_SAFE_INTEGER && divisor !== undefined;
  if (!isExact || (at < end && bytes[at] !== LF)) return readAnyFloat(cursor);
  cursor.at = at + 1;
  return negative ? -value / divisor : value / divisor;
}

/** A number with an exponent, or with more digits than a double has. */
function readAnyFloat(cursor: ByteCursor): number | undefined {
  const text = readText(cursor);
  return text === undefined ? undefined : parseFloatText(text);
}

/** `1` or `0`. */
export function readBool(cursor: ByteCursor): boolean | undefined {
  const digit = (cursor.bytes[cursor.at] ?? 0) - ZERO;
  if (digit !== 0 && digit !== 1) return undefined;
  cursor.at += 1;
  return endsHere(cursor) ? digit === 1 : undefined;
}

/** Text in ASCII. */
export function readText(cursor: ByteCursor): string | undefined {
  const { bytes, end, at: start } = cursor;
  if (start > end) return undefined;
  let at = start;
  for (; at < end; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === LF) break;
    if (byte > 0x7f) return undefined;
  }
  cursor.at = at + 1;
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, at - start).toString("latin1");
}

/** A time with milliseconds, of the day that was read last through a text. */
export function readTime(cursor: ByteCursor): Date | undefined {
  const { bytes, at } = cursor;
  const { text, ms: dayMs } = readDay();
  if (at + 23 > cursor.end || text === "") return undefined;
  for (let i = 0; i < 11; i++) if (bytes[at + i] !== text.charCodeAt(i)) return undefined;
  if (bytes[at + 13] !== 0x3a || bytes[at + 16] !== 0x3a || bytes[at + 19] !== POINT) return undefined;
  const hour = twoDigits(bytes, at + 11);
  const min = twoDigits(bytes, at + 14);
  const sec = twoDigits(bytes, at + 17);
  const hundredths = twoDigits(bytes, at + 20);
  const last = (bytes[at + 22] ?? 0) - ZERO;
  if (!(hour < 24 && min < 60 && sec < 61 && hundredths < 100 && last >= 0 && last <= 9)) return undefined;
  cursor.at = at + 23;
  if (!endsHere(cursor)) return undefined;
  return new Date(dayMs + ((hour * 60 + min) * 60 + sec) * 1000 + hundredths * 10 + last);
}

/** NaN where there is no digit. */
function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at] ?? 0) - ZERO;
  const ones = (bytes[at + 1] ?? 0) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}
