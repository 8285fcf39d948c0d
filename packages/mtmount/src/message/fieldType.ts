import { jsonFloat, jsonText } from "../text/json.ts";
import { floatText, parseFloatText, parseIntText } from "../text/numbers.ts";
import { parseTimestamp, timestampText } from "../text/timestamps.ts";
import { type ByteCursor, readBool, readFloat, readInt, readText, readTime } from "./byteFields.ts";

/** How values of one type are checked, written and read. What is no such value is `undefined`. */
export interface FieldType<T> {
  /** For documentation: "int", "float", "bool", "text", "timestamp", or the name of an enumeration. */
  readonly name: string;
  /** What a value has to be, for error messages: "a whole number". */
  readonly wanted: string;
  /** The value to keep when `value` is given for the field, or `undefined` when it cannot be. */
  accept(value: unknown): T | undefined;
  /** The text of a value in messages that are lines of text. */
  toText(value: T): string;
  /** The value that such a text is. */
  fromText(text: string): T | undefined;
  /** Reads the field from bytes, if it looks as it nearly always does; otherwise `undefined`, and `fromText` decides. */
  fromBytes?(cursor: ByteCursor): T | undefined;
  /** The text of a value in messages that are JSON. */
  toJson(value: T): string;
  /** The value that a part of parsed JSON is. */
  fromJson(json: unknown): T | undefined;
}

/** A whole number, up to 2^53 either way; `true` and `false` count as 1 and 0. */
export const intType: FieldType<number> = {
  name: "int",
  wanted: "a whole number",
  accept: (value) => (typeof value === "boolean" ? Number(value) : wholeNumber(value)),
  toText: String,
  fromText: parseIntText,
  fromBytes: readInt,
  toJson: String,
  fromJson: wholeNumber,
};

/** A whole number for which an empty text stands for a default. */
export function intOrEmptyType(empty: number): FieldType<number> {
  return { ...intType, fromText: (text) => (text === "" ? empty : parseIntText(text)) };
}

/** A double, NaN and infinities included. */
export const floatType: FieldType<number> = {
  name: "float",
  wanted: "a number",
  accept: (value) => (typeof value === "number" ? value : undefined),
  toText: floatText,
  fromText: parseFloatText,
  fromBytes: readFloat,
  toJson: jsonFloat,
  fromJson: (json) => (typeof json === "number" ? json : json === null ? Number.NaN : undefined),
};

/** `1` or `0` as text; any other whole number reads as true. */
export const boolType: FieldType<boolean> = {
  name: "bool",
  wanted: "true or false",
  accept: (value) => (typeof value === "boolean" ? value : undefined),
  toText: (value) => (value ? "1" : "0"),
  fromText: (text) => {
    if (text === "1") return true;
    if (text === "0") return false;
    const value = parseIntText(text);
    return value === undefined ? undefined : value !== 0;
  },
  fromBytes: readBool,
  toJson: String,
  fromJson: (json) => (typeof json === "boolean" ? json : json === 1 ? true : json === 0 ? false : undefined),
};

/** Text, verbatim. An LF, or a CR in last place, would be taken for the end of the field: it cannot be sent. */
export const textType: FieldType<string> = {
  name: "text",
  wanted: "text without LF, and without CR at its end",
  accept: (value) => (typeof value === "string" && !value.includes("\n") && !value.endsWith("\r") ? value : undefined),
  toText: String,
  fromText: String,
  fromBytes: readText,
  toJson: jsonText,
  fromJson: (json) => (typeof json === "string" ? json : undefined),
};

/** A moment, UTC, to the millisecond. */
export const timestampType: FieldType<Date> = {
  name: "timestamp",
  wanted: "a valid Date",
  accept: (value) => (value instanceof Date && !Number.isNaN(value.getTime()) ? value : undefined),
  toText: timestampText,
  fromText: parseTimestamp,
  fromBytes: readTime,
  toJson: (value) => `"${timestampText(value)}"`,
  fromJson: (json) => (typeof json === "string" ? parseTimestamp(json) : undefined),
};

/** One of the values of an enumeration. */
export function enumType<E extends Readonly<Record<string, number>>>(name: string, values: E): FieldType<E[keyof E]> {
  const known = new Set<unknown>(Object.values(values));
  const isKnown = (value: unknown): value is E[keyof E] => known.has(value);
  const checked = (value: unknown): E[keyof E] | undefined => (isKnown(value) ? value : undefined);
  const names = Object.entries(values).map(([one, value]) => `${one} ${value}`);
  return {
    name,
    wanted: `one of ${names.join(", ")}`,
    accept: checked,
    toText: String,
    fromText: (text) => checked(parseIntText(text)),
    fromBytes: (cursor) => checked(readInt(cursor)),
    toJson: String,
    fromJson: checked,
  };
}

function wholeNumber(value: unknown): number | undefined {
  // + 0: there is no negative zero among the whole numbers of the wire.
  return typeof value === "number" && Number.isSafeInteger(value) ? value + 0 : undefined;
}
