import fc from "fast-check";
import type { FieldLayout, StructLayout } from "./layouts.ts";

const RANGES = {
  i8: [-0x80, 0x7f],
  i16: [-0x8000, 0x7fff],
  i32: [-0x80000000, 0x7fffffff],
  u8: [0, 0xff],
  u16: [0, 0xffff],
  u32: [0, 0xffffffff],
} as const;

function fieldValues(f: FieldLayout): fc.Arbitrary<unknown> {
  switch (f.kind) {
    case "scalar":
      if (f.type === "bool") return fc.boolean();
      if (f.type === "f32") return fc.float({ noNaN: true });
      if (f.type === "f64") return fc.double({ noNaN: true });
      if (f.type === "i64") return fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
      if (f.type === "u64") return fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
      return fc.integer({ min: RANGES[f.type][0], max: RANGES[f.type][1] });
    case "bits": {
      const signed = f.type.startsWith("i");
      const min = signed ? -(2n ** BigInt(f.width - 1)) : 0n;
      const max = signed ? 2n ** BigInt(f.width - 1) - 1n : 2n ** BigInt(f.width) - 1n;
      return f.type.endsWith("64") ? fc.bigInt({ min, max }) : fc.integer({ min: Number(min), max: Number(max) });
    }
    case "text":
      return fc
        .string({ unit: "grapheme", maxLength: f.length })
        .filter(
          (text) =>
            !text.includes("\0") && !/\p{Surrogate}/u.test(text) && new TextEncoder().encode(text).length <= f.length,
        );
    case "bytes":
      return fc.uint8Array({ minLength: f.length, maxLength: f.length });
    case "array":
      return f.dimensions.reduceRight<fc.Arbitrary<unknown>>(
        (element, length) => fc.array(element, { minLength: length, maxLength: length }),
        fieldValues(f.element),
      );
    case "struct":
      return structValues(f.struct);
  }
}

/** Random values for all fields of a struct, or for one member of a union. */
export function structValues({ kind, fields }: StructLayout): fc.Arbitrary<Record<string, unknown>> {
  const named = fields.filter((f) => !("padding" in f));
  if (kind === "union")
    return fc.constantFrom(...named).chain((f) => fieldValues(f).map((value) => ({ [f.name]: value })));
  return fc.record(Object.fromEntries(named.map((f) => [f.name, fieldValues(f)])));
}

/** Values in a form JSON can carry and both sides agree on. */
export function toPortable(value: unknown): unknown {
  if (typeof value === "bigint") return toPortableInteger(value);
  if (typeof value === "number") {
    if (Number.isNaN(value)) return { float: "nan" };
    if (!Number.isFinite(value)) return { float: value > 0 ? "inf" : "-inf" };
    return Object.is(value, -0) ? { float: "-0.0" } : value;
  }
  if (value instanceof Uint8Array) return Buffer.from(value).toString("hex");
  if (Array.isArray(value)) return value.map(toPortable);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, toPortable(item)]));
}

function toPortableInteger(value: bigint): unknown {
  return Number.isSafeInteger(Number(value)) ? Number(value) : { int: String(value) };
}
