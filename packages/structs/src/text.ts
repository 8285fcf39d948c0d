/**
 * How text is written in a `char` array.
 *
 * - `utf8` (default): bytes that are not UTF-8 read as U+FFFD.
 * - `latin1`: one byte for each of U+0000 to U+00FF; whatever the bytes are, they survive reading and writing.
 * - `ascii`: bytes above 0x7f read as U+FFFD and cannot be written.
 */
export type TextEncoding = "utf8" | "latin1" | "ascii";

const BAD = "\ufffd";
const code = String.fromCharCode;

/**
 * The text in `length` bytes at `at`, up to the first NUL.
 * One call of `String.fromCharCode` for 16 bytes: twice as fast as a character at a time, and no TextDecoder is needed.
 */
export function readText(d: DataView, at: number, length: number, encoding: TextEncoding): string {
  let end = at;
  let seen = 0;
  const limit = at + length;
  for (; end < limit; end++) {
    const byte = d.getUint8(end);
    if (byte === 0) break;
    seen |= byte;
  }
  if (seen > 0x7f && encoding !== "latin1") return encoding === "utf8" ? readUtf8(d, at, end) : readAscii(d, at, end);
  let text = "";
  let i = at;
  for (; i + 16 <= end; i += 16) text += sixteen(d, i);
  if (end - i >= 8) {
    text += eight(d, i);
    i += 8;
  }
  if (end - i >= 4) {
    text += code(d.getUint8(i), d.getUint8(i + 1), d.getUint8(i + 2), d.getUint8(i + 3));
    i += 4;
  }
  for (; i < end; i++) text += code(d.getUint8(i));
  return text;
}

function eight(d: DataView, i: number): string {
  return code(
    d.getUint8(i),
    d.getUint8(i + 1),
    d.getUint8(i + 2),
    d.getUint8(i + 3),
    d.getUint8(i + 4),
    d.getUint8(i + 5),
    d.getUint8(i + 6),
    d.getUint8(i + 7),
  );
}

function sixteen(d: DataView, i: number): string {
  return code(
    d.getUint8(i),
    d.getUint8(i + 1),
    d.getUint8(i + 2),
    d.getUint8(i + 3),
    d.getUint8(i + 4),
    d.getUint8(i + 5),
    d.getUint8(i + 6),
    d.getUint8(i + 7),
    d.getUint8(i + 8),
    d.getUint8(i + 9),
    d.getUint8(i + 10),
    d.getUint8(i + 11),
    d.getUint8(i + 12),
    d.getUint8(i + 13),
    d.getUint8(i + 14),
    d.getUint8(i + 15),
  );
}

function readAscii(d: DataView, at: number, end: number): string {
  let text = "";
  for (let i = at; i < end; i++) {
    const byte = d.getUint8(i);
    text += byte > 0x7f ? BAD : code(byte);
  }
  return text;
}

/** UTF-8 as the Encoding Standard decodes it: each maximal part of a bad sequence becomes one U+FFFD. */
function readUtf8(d: DataView, at: number, end: number): string {
  let text = "";
  let i = at;
  while (i < end) {
    const lead = d.getUint8(i++);
    if (lead < 0x80) {
      text += code(lead);
      continue;
    }
    const more =
      lead >= 0xc2 && lead <= 0xdf ? 1 : lead >= 0xe0 && lead <= 0xef ? 2 : lead >= 0xf0 && lead <= 0xf4 ? 3 : 0;
    // The first continuation byte excludes overlong forms, surrogates and what is above U+10FFFF.
    let low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
    let high = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
    let point = lead & (0x3f >> more);
    let left = more;
    for (; left > 0 && i < end; left--, i++) {
      const byte = d.getUint8(i);
      if (byte < low || byte > high) break;
      point = (point << 6) | (byte & 0x3f);
      low = 0x80;
      high = 0xbf;
    }
    text += more === 0 || left > 0 ? BAD : String.fromCodePoint(point);
  }
  return text;
}

const HIGHEST = { utf8: 0x7f, latin1: 0xff, ascii: 0x7f } as const;

/** Whether `text` can be written in `length` bytes; a text that fills the field has no NUL at its end, as in C. */
export function fitsText(text: unknown, length: number, encoding: TextEncoding): boolean {
  if (typeof text !== "string") return false;
  if (text.length > length) return false;
  const highest = HIGHEST[encoding];
  let seen = 0;
  let least = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    seen |= unit;
    least |= unit - 1;
  }
  // Negative after a NUL.
  if (least < 0) return false;
  return seen <= highest || (encoding === "utf8" && utf8Length(text) <= length);
}

/** Writes a text that {@link fitsText}, and zeroes what is left of the field. Four characters at a time, where they are one byte each. */
export function writeText(d: DataView, at: number, length: number, text: string, encoding: TextEncoding): void {
  const count = text.length;
  const limit = at + length;
  let to = at;
  let i = 0;
  for (; i + 4 <= count; i += 4, to += 4) {
    const [a, b, c, e] = [text.charCodeAt(i), text.charCodeAt(i + 1), text.charCodeAt(i + 2), text.charCodeAt(i + 3)];
    if ((a | b | c | e) > 0x7f && encoding === "utf8") break;
    d.setUint32(to, a | (b << 8) | (c << 16) | (e << 24), true);
  }
  for (; i < count; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 0x7f && encoding === "utf8") {
      to = writeUtf8(d, to, text, i);
      break;
    }
    d.setUint8(to++, unit);
  }
  for (; to + 8 <= limit; to += 8) d.setFloat64(to, 0);
  for (; to < limit; to++) d.setUint8(to, 0);
}

/** Writes `text` from index `from` on; returns where it ended. */
function writeUtf8(d: DataView, at: number, text: string, from: number): number {
  let to = at;
  for (let i = from; i < text.length; i++) {
    const point = text.codePointAt(i) as number;
    if (point > 0xffff) i++;
    if (point < 0x80) {
      d.setUint8(to++, point);
      continue;
    }
    const more = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
    d.setUint8(to++, ((0x780 >> more) & 0xff) | (point >> (6 * more)));
    for (let shift = 6 * (more - 1); shift >= 0; shift -= 6) d.setUint8(to++, 0x80 | ((point >> shift) & 0x3f));
  }
  return to;
}

/** Bytes of `text` in UTF-8; infinite when half of a surrogate pair is missing, which UTF-8 cannot express. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0) as number;
    if (point >= 0xd800 && point <= 0xdfff) return Number.POSITIVE_INFINITY;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}
