/**
 * JSON text as Python's `json.dumps` writes it by default: `", "` and `": "` between the parts, everything beyond ASCII
 * escaped, `NaN` and `Infinity` as words. A `bigint` is written as a whole number.
 *
 * @throws TypeError for what has no JSON: functions, symbols, `undefined` (except as an object's value, which is left
 * out), circular structures.
 */
export function stringifyLikePython(value: unknown): string {
  return asciiOnly(write(value, new Set()));
}

function write(value: unknown, above: Set<object>): string {
  if (value === null) return "null";
  switch (typeof value) {
    case "string":
      return JSON.stringify(value);
    case "boolean":
    case "bigint":
      return String(value);
    case "number":
      return Object.is(value, -0) ? "-0.0" : String(value);
    case "object":
      return writeObject(value, above);
    default:
      throw new TypeError(`${typeof value} cannot be written as JSON`);
  }
}

function writeObject(value: object, above: Set<object>): string {
  if ("toJSON" in value && typeof value.toJSON === "function") return write(value.toJSON(), above);
  if (above.has(value)) throw new TypeError("a circular structure cannot be written as JSON");
  above.add(value);
  const text = Array.isArray(value)
    ? `[${value.map((item) => write(item, above)).join(", ")}]`
    : `{${Object.entries(value)
        .filter(([, item]) => item !== undefined)
        .map(([key, item]) => `${JSON.stringify(key)}: ${write(item, above)}`)
        .join(", ")}}`;
  above.delete(value);
  return text;
}

function asciiOnly(text: string): string {
  return text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** The words that Python writes for numbers which JSON does not have. */
const WORDS: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  "-Infinity": Number.NEGATIVE_INFINITY,
};
/** A string, to be left alone, or one of the words. */
const STRING_OR_WORD = /"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g;
/** Stands for a word while JSON.parse is at work. No text that can be received contains it: it is made anew each time. */
const marker = (): string => `word-${crypto.randomUUID()}:`;

/** The value of JSON text as Python's `json.loads` reads it: `NaN`, `Infinity` and `-Infinity` are numbers. */
export function parseLikePython(text: string): unknown {
  if (!/NaN|Infinity/.test(text)) return JSON.parse(text);
  const mark = marker();
  const plain = text.replace(STRING_OR_WORD, (match) => (match in WORDS ? JSON.stringify(mark + match) : match));
  return JSON.parse(plain, (_, value: unknown) =>
    typeof value === "string" && value.startsWith(mark) ? WORDS[value.slice(mark.length)] : value,
  );
}
