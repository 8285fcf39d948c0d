import { VIEW } from "./codec/codec.ts";
import { fitsBytes, isMemory } from "./codec/raw.ts";
import { StructsError, type StructsErrorCode, show } from "./errors.ts";
import { limits } from "./field-type.ts";
import type { Layout, Placed } from "./layout.ts";
import { sizeOf } from "./layout.ts";
import type { BitsNode, Node, ScalarNode } from "./node.ts";
import { F32_OVERFLOW, SCALARS } from "./scalars.ts";
import { fitsText, utf8Length } from "./text.ts";

/** A place in a struct, for messages. */
interface Place {
  readonly struct: string;
  readonly path: string;
  readonly offset: number;
}

/** Throws the reason why `values` cannot be written to a struct; returns if there is none. The codecs only know that there may be one. */
export function explain(layout: Layout, values: unknown): void {
  explainStruct(layout, values, { struct: layout.name, path: "", offset: 0 });
}

/** The same for one field. */
export function explainField(layout: Layout, { name, node, offset }: Placed, value: unknown): void {
  explainNode(node, value, { struct: layout.name, path: name, offset });
}

function refuse(code: StructsErrorCode, place: Place, value: unknown, problem: string): never {
  const where = place.path === "" ? place.struct : `${place.struct}.${place.path}`;
  throw new StructsError(code, `${where} ${problem}, got ${show(value)}`, {
    struct: place.struct,
    ...(place.path !== "" && { field: place.path }),
    offset: place.offset,
    value,
  });
}

function explainStruct(layout: Layout, values: unknown, place: Place): void {
  if (typeof values !== "object" || values === null)
    refuse("ERR_STRUCTS_TYPE", place, values, `takes an object of ${layout.name}`);
  if (isMemory(values))
    refuse("ERR_STRUCTS_TYPE", place, values, `takes an object of ${layout.name} (bytes are for from, view and load)`);
  const byName = values as Readonly<Record<string, unknown>>;
  const path = (name: string) => (place.path === "" ? name : `${place.path}.${name}`);
  const isComplete = layout.fields.every(({ name }) => byName[name] !== undefined);
  if (!isComplete && !(VIEW in values)) {
    const known = new Set(layout.fields.map((field) => field.name));
    for (const name of Object.keys(values)) {
      if (known.has(name)) continue;
      throw new StructsError(
        "ERR_STRUCTS_UNKNOWN_FIELD",
        `${layout.name} has no field ${JSON.stringify(name)}; it has ${[...known].join(", ")}`,
        {
          struct: place.struct,
          field: path(name),
          value: byName[name],
        },
      );
    }
  }
  for (const { name, node, offset } of layout.fields) {
    const value = byName[name];
    if (value !== undefined) explainNode(node, value, { ...place, path: path(name), offset: place.offset + offset });
  }
}

function explainNode(node: Node, value: unknown, place: Place): void {
  switch (node.kind) {
    case "scalar":
    case "bits":
      explainNumber(node, value, place);
      break;
    case "text":
      explainText(node, value, place);
      break;
    case "bytes":
      if (fitsBytes(value, node.length)) break;
      explainList(value, node.length, 1, place, (byte, at) => {
        if (!fitsBytes([byte], 1)) refuse("ERR_STRUCTS_RANGE", at, byte, "takes whole numbers from 0 to 255");
      });
      break;
    case "array":
      explainList(value, node.length, sizeOf(node.element), place, (item, at) => explainNode(node.element, item, at));
      break;
    case "struct":
      explainStruct(node.layout, value, place);
      break;
    case "padding":
      break;
  }
}

function explainList(
  value: unknown,
  length: number,
  stride: number,
  place: Place,
  element: (item: unknown, place: Place) => void,
): void {
  if (typeof value !== "object" || value === null || typeof (value as ArrayLike<unknown>).length !== "number") {
    refuse("ERR_STRUCTS_TYPE", place, value, `takes ${length} elements`);
  }
  const list = value as ArrayLike<unknown>;
  if (list.length !== length) refuse("ERR_STRUCTS_LENGTH", place, value, `takes ${length} elements`);
  for (let i = 0; i < length; i++) {
    element(list[i], { ...place, path: `${place.path}[${i}]`, offset: place.offset + i * stride });
  }
}

function explainNumber(node: ScalarNode | BitsNode, value: unknown, place: Place): void {
  const { holds, size } = SCALARS[node.scalar];
  const type = holds === "bigint" || holds === "boolean" ? holds : "number";
  if (typeof value !== type) refuse("ERR_STRUCTS_TYPE", place, value, `takes a ${type}`);
  if (holds === "boolean") return;
  const { min, max } = limits(node);
  const number = value as number | bigint;
  if (holds === "float") {
    const overflows = size === 4 && Math.abs(number as number) >= F32_OVERFLOW && Number.isFinite(number);
    if (overflows) refuse("ERR_STRUCTS_RANGE", place, value, "takes numbers below 2^128 (single precision)");
    return;
  }
  const whole = typeof number === "bigint" || Number.isInteger(number);
  if (whole && number >= min && number <= max) return;
  const unsafe =
    holds === "safe" && node.kind === "scalar" && whole && Math.abs(number as number) > Number.MAX_SAFE_INTEGER;
  refuse(
    unsafe ? "ERR_STRUCTS_UNSAFE_INTEGER" : "ERR_STRUCTS_RANGE",
    place,
    value,
    `takes whole numbers from ${min} to ${max}`,
  );
}

function explainText(node: Node & { kind: "text" }, value: unknown, place: Place): void {
  const { length, encoding } = node;
  if (typeof value !== "string") refuse("ERR_STRUCTS_TYPE", place, value, "takes a string");
  if (fitsText(value, length, encoding)) return;
  if (value.includes("\0")) refuse("ERR_STRUCTS_TEXT", place, value, "takes text without NUL");
  const needed = encoding === "utf8" ? utf8Length(value) : value.length;
  if (needed === Number.POSITIVE_INFINITY)
    refuse("ERR_STRUCTS_TEXT", place, value, "takes text without half surrogate pairs");
  if (needed > length)
    refuse("ERR_STRUCTS_TEXT", place, value, `takes at most ${length} bytes of ${encoding}, not ${needed}`);
  refuse("ERR_STRUCTS_TEXT", place, value, `takes ${encoding} text`);
}

/** The `asNumber` integer at `offset` and its path; a union may have other fields there. */
export function safeIntegerAt(layout: Layout, offset: number): { path: string; node: ScalarNode } | undefined {
  for (const field of layout.fields) {
    const found = safeIntegerIn(field.node, field.name, offset - field.offset);
    if (found !== undefined) return found;
  }
  return undefined;
}

function safeIntegerIn(node: Node, path: string, offset: number): { path: string; node: ScalarNode } | undefined {
  if (offset < 0 || offset >= sizeOf(node)) return undefined;
  if (node.kind === "array") {
    const stride = sizeOf(node.element);
    const index = Math.floor(offset / stride);
    return safeIntegerIn(node.element, `${path}[${index}]`, offset - index * stride);
  }
  if (node.kind === "struct") {
    const found = safeIntegerAt(node.layout, offset);
    return found && { ...found, path: `${path}.${found.path}` };
  }
  return node.kind === "scalar" && SCALARS[node.scalar].holds === "safe" ? { path, node } : undefined;
}
