import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { c, type Fields, type FieldType, array as makeArray, type StructClass, struct } from "../src/index.ts";

interface VectorField {
  name: string;
  offset: number;
  size: number;
  prim: string;
  c_type?: string;
  count?: number;
  struct?: string;
}

interface Vector {
  from: string;
  struct: string;
  size: number;
  fields: VectorField[];
  nested?: Record<string, VectorField[]>;
  leafCount: number;
  hex: string;
  sha256: string;
  example?: { values: Record<string, number>; hex: string };
}

const C_TYPES: Record<string, FieldType<unknown>> = {
  bool: c.bool,
  double: c.double,
  short: c.short,
  "unsigned short": c.ushort,
  int: c.int,
  "unsigned int": c.uint,
  long: c.long,
  int16_t: c.int16_t,
  int32_t: c.int32_t,
  int64_t: c.int64_t,
  uint16_t: c.uint16_t,
  uint32_t: c.uint32_t,
};

function typeOf(field: VectorField, nested: Vector["nested"] = {}): FieldType<unknown> {
  if (field.prim === "char") return c.char(field.count ?? 1);
  const element =
    field.struct === undefined
      ? C_TYPES[field.c_type ?? ""]
      : declare(field.struct, nested[field.struct] ?? [], nested);
  if (element === undefined) throw new Error(`no type for ${JSON.stringify(field)}`);
  return field.count === undefined ? element : makeArray(element, field.count);
}

function declare(name: string, fields: VectorField[], nested?: Vector["nested"]): StructClass {
  const types: Fields = Object.fromEntries(fields.map((field) => [field.name, typeOf(field, nested)]));
  return struct(name, types);
}

/** Values after the fill rule of the vectors: the n-th leaf holds n, n + 0.5, true or the text "reason n". */
function fill(fields: VectorField[], nested: Vector["nested"], next: () => number): Record<string, unknown> {
  const one = (field: VectorField): unknown => {
    if (field.struct !== undefined) return fill(nested?.[field.struct] ?? [], nested, next);
    const n = next();
    if (field.prim === "char") return `reason ${n}`;
    if (field.prim === "bool") return true;
    return field.prim === "f64" ? n + 0.5 : field.prim.endsWith("64") ? BigInt(n) : n;
  };
  const value = (field: VectorField) =>
    field.count === undefined || field.prim === "char"
      ? one(field)
      : Array.from({ length: field.count }, () => one(field));
  return Object.fromEntries(fields.map((field) => [field.name, value(field)]));
}

describe.each(["hexrotcomm", "moog-devices"])("the golden structs of %s.json", (file) => {
  const { structs } = JSON.parse(readFileSync(new URL(`vectors/${file}.json`, import.meta.url), "utf8")) as {
    structs: Vector[];
  };

  it.each(structs.map((vector) => [vector.from, vector] as const))(
    "%s has the layout and the bytes of ctypes",
    (_, vector) => {
      const S = declare(vector.struct, vector.fields, vector.nested);
      expect(S.size).toBe(vector.size);
      expect(Object.values(S.fields).map(({ name, offset, size }) => ({ name, offset, size }))).toEqual(
        vector.fields.map(({ name, offset, size }) => ({ name, offset, size })),
      );
      let n = 0;
      const values = fill(vector.fields, vector.nested, () => ++n);
      expect(n).toBe(vector.leafCount);
      const made = new S(values as never);
      // Of the longest structs the vectors have the first bytes and the digest of all.
      expect(Buffer.from(made.bytes).toString("hex").slice(0, vector.hex.length)).toBe(vector.hex);
      expect(createHash("sha256").update(made.bytes).digest("hex")).toBe(vector.sha256);
      expect(S.from(made.bytes).toJSON()).toEqual(values);
    },
  );

  it.each(structs.filter((v) => v.example).map((v) => [v.from, v] as const))(
    "%s has the bytes of the recorded example",
    (_, v) => {
      const made = new (declare(v.struct, v.fields))((v.example?.values ?? {}) as never);
      expect(Buffer.from(made.bytes).toString("hex")).toBe(v.example?.hex);
    },
  );
});
