import { floatText, parseFloatText, parseIntText } from "../text/numbers.ts";
import { parseTimestamp, timestampText } from "../text/timestamps.ts";

/** How values of one type are checked, written and read. What is no such value is `undefined`. */
export interface FieldType<T> {
  /** For documentation: "int", "float", "bool", "text", "timestamp", or the name of an enumeration. */
  readonly name: string;
  /** What a value has to be, for error messages: "a whole number". */
  readonly wanted: string;
  /** The value to keep when `value` is given for the field, or `undefined` when it cannot be. */
  accept(value: unknown): T | undefined;
  toText(value: T): string;
  fromText(text: string): T | undefined;
  /** What JSON has in place of the text; only for messages that are JSON. */
  toJson(value: T): unknown;
  fromJson(json: unknown): T | undefined;
}

/** A whole number, up to 2^53 either way; `true` and `false` count as 1 and 0. */
export const intType: FieldType<number> = {
  name: "int",
  wanted: "a whole number",
  accept: (value) => (typeof value === "boolean" ? Number(value) : wholeNumber(value)),
  toText: String,
  fromText: parseIntText,
  toJson: Number,
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
  toJson: Number,
  fromJson: (json) => (typeof json === "number" ? json : undefined),
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
  toJson: Boolean,
  // The controller writes true and false; 1 and 0 are what older ones wrote.
  fromJson: (json) => (typeof json === "boolean" ? json : json === 0 || json === 1 ? json === 1 : undefined),
};

/** Text, verbatim. An LF, or a CR in last place, would be taken for the end of the field: it cannot be sent. */
export const textType: FieldType<string> = {
  name: "text",
  wanted: "text without LF, and without CR at its end",
  accept: (value) => (typeof value === "string" && !value.includes("\n") && !value.endsWith("\r") ? value : undefined),
  toText: String,
  fromText: String,
  toJson: String,
  fromJson: (json) => (typeof json === "string" ? json : undefined),
};

/** A moment, UTC, to the millisecond. */
export const timestampType: FieldType<Date> = {
  name: "timestamp",
  wanted: "a valid Date",
  accept: (value) => (value instanceof Date && !Number.isNaN(value.getTime()) ? value : undefined),
  toText: timestampText,
  fromText: parseTimestamp,
  toJson: timestampText,
  fromJson: (json) => (typeof json === "string" ? parseTimestamp(json) : undefined),
};

/** One of the values of an enumeration. */
export function enumType<E extends Readonly<Record<string, number>>>(name: string, values: E): FieldType<E[keyof E]> {
  const known = new Set<unknown>(Object.values(values));
  const isKnown = (value: unknown): value is E[keyof E] => known.has(value);
  const names = Object.entries(values).map(([one, value]) => `${one} ${value}`);
  return {
    name,
    wanted: `one of ${names.join(", ")}`,
    accept: (value) => (isKnown(value) ? value : undefined),
    toText: String,
    fromText: (text) => {
      const value = parseIntText(text);
      return isKnown(value) ? value : undefined;
    },
    toJson: Number,
    fromJson: (json) => (isKnown(json) ? json : undefined),
  };
}

function wholeNumber(value: unknown): number | undefined {
  return typeof value === "number" && Number.isSafeInteger(value) ? value + 0 : undefined;
}

/** All further fields of a message, as texts. */
export const extraDataType: FieldType<readonly string[]> = {
  name: "list of text",
  wanted: `a list of ${textType.wanted}`,
  accept: (value) => {
    if (!Array.isArray(value)) return undefined;
    const texts = value.map(textType.accept);
    return texts.every((text) => text !== undefined) ? texts : undefined;
  },
  toText: (texts) => texts.join("\n"),
  fromText: (text) => text.split("\n"),
  toJson: (texts) => texts,
  fromJson: (json) => extraDataType.accept(json),
};
