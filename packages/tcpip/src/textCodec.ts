import { TcpipError } from "./errors.ts";

/** Text to bytes and back, strictly: what cannot be represented is an error, never a replacement character. */
export interface TextCodec {
  /** The encoding's canonical name. */
  readonly name: string;
  encode(text: string): Uint8Array;
  decode(bytes: Uint8Array): string;
}

type Unit = 1 | 2 | 4;

interface Encoding {
  /** Bytes of one code unit. */
  unit: Unit;
  /** Highest code point, for encodings of one byte per character. */
  highest?: number;
  littleEndian?: boolean;
  /** Written at the start, and recognised there, as Python does it for names without "le" or "be". */
  byteOrderMark?: boolean;
}

const ENCODINGS: Record<string, Encoding> = {
  "utf-8": { unit: 1 },
  ascii: { unit: 1, highest: 0x7f },
  "latin-1": { unit: 1, highest: 0xff },
  "utf-16": { unit: 2, littleEndian: true, byteOrderMark: true },
  "utf-16-le": { unit: 2, littleEndian: true },
  "utf-16-be": { unit: 2 },
  "utf-32": { unit: 4, littleEndian: true, byteOrderMark: true },
  "utf-32-le": { unit: 4, littleEndian: true },
  "utf-32-be": { unit: 4 },
};

const ALIASES: Record<string, string> = {
  utf8: "utf-8",
  "us-ascii": "ascii",
  latin1: "latin-1",
  "iso-8859-1": "latin-1",
  utf16: "utf-16",
  utf16le: "utf-16-le",
  "utf-16le": "utf-16-le",
  utf16be: "utf-16-be",
  "utf-16be": "utf-16-be",
  utf32: "utf-32",
  "utf-32le": "utf-32-le",
  "utf-32be": "utf-32-be",
};

const BYTE_ORDER_MARK = 0xfeff;
const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * The codec of an encoding, by the names Python accepts for it: case, `-` and `_` do not matter.
 *
 * @throws RangeError for an encoding that is not known; the message lists those that are.
 */
export function textCodec(encoding: string): TextCodec {
  if (typeof encoding !== "string") throw new TypeError("encoding must be a string");
  const spelled = encoding.toLowerCase().replaceAll("_", "-");
  const name = ALIASES[spelled] ?? spelled;
  const known = Object.hasOwn(ENCODINGS, name) ? ENCODINGS[name] : undefined;
  if (known === undefined) {
    throw new RangeError(
      `encoding must be one of ${Object.keys(ENCODINGS).join(", ")}, not ${JSON.stringify(encoding)}`,
    );
  }
  if (name === "utf-8") return utf8();
  return known.unit === 1 ? singleByte(name, known.highest ?? 0xff) : fixedUnits(name, known);
}

function utf8(): TextCodec {
  const encoder = new TextEncoder();
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  return {
    name: "utf-8",
    encode(text) {
      if (LONE_SURROGATE.test(text)) throw notText("utf-8", "the text has half of a surrogate pair");
      return encoder.encode(text);
    },
    decode(bytes) {
      try {
        return decoder.decode(bytes);
      } catch (cause) {
        throw notText("utf-8", `the bytes are not valid: ${hex(bytes)}`, cause);
      }
    },
  };
}

function singleByte(name: string, highest: number): TextCodec {
  return {
    name,
    encode(text) {
      return Uint8Array.from(text, (character) => {
        const code = character.codePointAt(0) as number;
        if (code > highest) throw notText(name, `${JSON.stringify(character)} is not in it`);
        return code;
      });
    },
    decode(bytes) {
      const wrong = bytes.find((byte) => byte > highest);
      if (wrong !== undefined) throw notText(name, `byte 0x${wrong.toString(16)} is not in it`);
      return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
    },
  };
}

function fixedUnits(name: string, { unit, littleEndian = false, byteOrderMark = false }: Encoding): TextCodec {
  return {
    name,
    encode(text) {
      if (LONE_SURROGATE.test(text)) throw notText(name, "the text has half of a surrogate pair");
      const units = unit === 4 ? Array.from(text, (c) => c.codePointAt(0) as number) : utf16Units(text);
      if (byteOrderMark) units.unshift(BYTE_ORDER_MARK);
      const view = new DataView(new ArrayBuffer(units.length * unit));
      for (const [i, value] of units.entries()) {
        if (unit === 2) view.setUint16(2 * i, value, littleEndian);
        else view.setUint32(4 * i, value, littleEndian);
      }
      return new Uint8Array(view.buffer);
    },
    decode(bytes) {
      if (bytes.length % unit !== 0) throw notText(name, `${bytes.length} bytes are not a multiple of ${unit}`);
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const read = (at: number, little: boolean): number =>
        unit === 2 ? view.getUint16(at, little) : view.getUint32(at, little);
      let little = littleEndian;
      let at = 0;
      if (byteOrderMark && bytes.length > 0) {
        little = read(0, false) !== BYTE_ORDER_MARK;
        if (read(0, little) === BYTE_ORDER_MARK) at = unit;
      }
      let text = "";
      for (; at < bytes.length; at += unit) {
        const value = read(at, little);
        if (value > 0x10ffff) throw notText(name, `0x${value.toString(16)} at byte ${at} is not a character`);
        text += unit === 2 ? String.fromCharCode(value) : String.fromCodePoint(value);
      }
      if (LONE_SURROGATE.test(text)) throw notText(name, `the bytes hold half of a surrogate pair: ${hex(bytes)}`);
      return text;
    },
  };
}

function utf16Units(text: string): number[] {
  return Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
}

function notText(name: string, why: string, cause?: unknown): TcpipError {
  return new TcpipError("ERR_TCPIP_ENCODING", `not ${name} text: ${why}`, cause === undefined ? {} : { cause });
}

/** At most 64 bytes in hexadecimal, for messages. */
function hex(bytes: Uint8Array): string {
  const shown = Array.from(bytes.subarray(0, 64), (byte) => byte.toString(16).padStart(2, "0")).join("");
  return bytes.length > 64 ? `${shown}… (${bytes.length} bytes)` : shown;
}
