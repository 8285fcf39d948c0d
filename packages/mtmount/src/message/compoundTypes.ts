import { type FieldType, textType } from "./fieldType.ts";

/** A list of values of one type. As text: separated by LF, which is how the further fields of a message look. */
export function listType<T>(item: FieldType<T>): FieldType<readonly T[]> {
  const all = (values: readonly unknown[], each: (value: never) => T | undefined): readonly T[] | undefined => {
    const items = values.map((value) => each(value as never));
    return items.every((one) => one !== undefined) ? items : undefined;
  };
  return {
    name: `list of ${item.name}`,
    wanted: `a list of which each is ${item.wanted}`,
    accept: (value) => (Array.isArray(value) ? all(value, item.accept) : undefined),
    toText: (values) => values.map(item.toText).join("\n"),
    fromText: (text) => all(text.split("\n"), item.fromText),
    toJson: (values) => `[${values.map(item.toJson).join(", ")}]`,
    fromJson: (json) => (Array.isArray(json) ? all(json, item.fromJson) : undefined),
  };
}

/** Any JSON object, left as it is: for what is not worth a declaration. */
export const objectType: FieldType<Readonly<Record<string, unknown>>> = {
  name: "object",
  wanted: "an object",
  accept: asObject,
  toText: (value) => JSON.stringify(value),
  fromText: (text) => asObject(JSON.parse(text)),
  toJson: (value) => JSON.stringify(value),
  fromJson: asObject,
};

/** All further fields of a message, as texts. */
export const extraDataType: FieldType<readonly string[]> = listType(textType);

function asObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}
