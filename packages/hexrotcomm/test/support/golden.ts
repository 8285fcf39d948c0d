import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect } from "vitest";

/** A struct as ctypes laid it out, with the bytes it made of known values. See `about` in the files. */
export interface Golden {
  size: number;
  /** Vendor's name, type, offset and, of an array, its length. */
  fields: [name: string, type: string, offset: number, count?: number][];
  hex?: string;
  sha256?: string;
  leafCount: number;
}

interface StructClass {
  new (): { readonly bytes: Uint8Array; toJSON(): object; set(values: never): unknown };
  from(bytes: Uint8Array): { toJSON(): object };
  readonly size: number;
  readonly fields: object;
}

/** Reads a file of `test/vectors`. */
export function vectors<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../vectors/${name}.json`, import.meta.url), "utf8")) as T;
}

/** The name here of a field of the vendor: `_strut_linear_encoder` is `strutLinearEncoder`. */
export function camelCase(name: string): string {
  return name.replace(/^_/, "").replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** Checks size, names, offsets, and that the golden values become the golden bytes and the golden bytes these values. */
export function expectLayout(Class: unknown, golden: Golden): void {
  const StructClass = Class as StructClass;
  expect(StructClass.size).toBe(golden.size);
  const infos = Object.values(StructClass.fields) as { name: string; offset: number; doc?: string }[];
  expect(infos.map(({ name, offset }) => [name, offset])).toEqual(
    golden.fields.map(([name, , offset]) => [camelCase(name), offset]),
  );
  expect(infos.filter(({ doc }) => doc === undefined)).toEqual([]);

  let leaf = 0;
  const fill = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(fill);
    if (typeof value === "object" && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, fill(inner)]));
    }
    return { leaf: ++leaf, like: value };
  };
  const made = new StructClass();
  const leaves = fill(made.toJSON()) as Record<string, unknown>;
  expect(leaf).toBe(golden.leafCount);
  const values = Object.fromEntries(
    golden.fields.map(([name, type]) => [camelCase(name), goldenValue(leaves[camelCase(name)], type)]),
  );
  made.set(values as never);
  if (golden.hex !== undefined) {
    expect(Buffer.from(made.bytes).toString("hex")).toBe(golden.hex);
    expect(StructClass.from(Buffer.from(golden.hex, "hex")).toJSON()).toEqual(values);
  } else {
    expect(createHash("sha256").update(made.bytes).digest("hex")).toBe(golden.sha256);
  }
}

/** The value the golden rule gives to leaf n; nested structs have doubles only. */
function goldenValue(node: unknown, type: string): unknown {
  if (Array.isArray(node)) return node.map((one) => goldenValue(one, type));
  const { leaf, like } = node as { leaf?: number; like?: unknown };
  if (leaf === undefined) {
    return Object.fromEntries(Object.entries(node as object).map(([name, inner]) => [name, goldenValue(inner, "f64")]));
  }
  if (type === "bool") return true;
  if (type === "char") return `reason ${leaf}`;
  if (type === "f64") return leaf + 0.5;
  return typeof like === "bigint" ? BigInt(leaf) : leaf;
}
