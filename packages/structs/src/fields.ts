import { fieldType, type Integer64Type, type IntegerType, type NumericType, nodeOf, scalarType } from "./field-type.ts";
import type { TextEncoding } from "./text.ts";
import type { DocumentedType, FieldType, In, Nested, NestedIn, Out, PaddingType, Plain } from "./types.ts";

/** One byte: 0 is false, 1 is true; any other byte reads as true. */
export const bool: DocumentedType<boolean> = scalarType("bool");
/** Whole number, -128 to 127. */
export const i8: IntegerType<number> = scalarType("i8");
/** Whole number, -32768 to 32767. */
export const i16: IntegerType<number> = scalarType("i16");
/** Whole number, -2^31 to 2^31 - 1. */
export const i32: IntegerType<number> = scalarType("i32");
/** Whole number, -2^63 to 2^63 - 1, as a bigint; `i64.asNumber` as a number. */
export const i64: Integer64Type = scalarType("i64");
/** Whole number, 0 to 255. */
export const u8: IntegerType<number> = scalarType("u8");
/** Whole number, 0 to 65535. */
export const u16: IntegerType<number> = scalarType("u16");
/** Whole number, 0 to 2^32 - 1. */
export const u32: IntegerType<number> = scalarType("u32");
/** Whole number, 0 to 2^64 - 1, as a bigint; `u64.asNumber` as a number. */
export const u64: Integer64Type = scalarType("u64");
/** IEEE 754 single precision. Written values are rounded to it; a finite value that would become infinite is refused. */
export const f32: NumericType<number> = scalarType("f32");
/** IEEE 754 double precision. */
export const f64: NumericType<number> = scalarType("f64");

/** Options of {@link char}. */
export interface CharOptions {
  /** How the text is written in bytes. Default: `utf8`. */
  readonly encoding?: TextEncoding;
}

/**
 * Text in a field of `length` bytes: read up to the first NUL, padded with NULs when written. A text that fills the field has no NUL.
 * Text that does not fit is refused, never cut (`ERR_STRUCTS_TEXT`). For bytes that are not text use {@link bytes}.
 */
export function char(length: number, options: CharOptions = {}): DocumentedType<string> {
  const { encoding = "utf8" } = options;
  if (encoding !== "utf8" && encoding !== "latin1" && encoding !== "ascii") {
    throw new TypeError(`encoding must be "utf8", "latin1" or "ascii", got ${encoding}`);
  }
  return fieldType({ kind: "text", length: count("length", length), encoding, cType: `char[${length}]` });
}

/** `length` bytes as they are. A property reads as a live `Uint8Array` over the memory of the struct, `toJSON()` gives a copy. */
export function bytes(length: number): DocumentedType<Uint8Array, Uint8Array, ArrayLike<number>> {
  return fieldType({ kind: "bytes", length: count("length", length), cType: `uint8_t[${length}]` });
}

/**
 * A fixed array, `array(f64, 6)` for `double x[6]`, `array(f64, 3, 4)` for `double x[3][4]`. Numbers and text read as a new array each
 * time: write elements by assigning the whole array. Structs read as live views.
 */
export function array<T extends FieldType<unknown>, const Dims extends readonly [number, ...number[]]>(
  element: T,
  ...dimensions: Dims
): DocumentedType<Nested<Out<T>, Dims>, Nested<Plain<T>, Dims>, NestedIn<In<T>, Dims>> {
  let node = nodeOf("element", element);
  if (node.kind === "bits" || node.kind === "padding")
    throw new TypeError(`element must be a type with a size, got ${node.cType}`);
  let { cType } = node;
  if (dimensions.length === 0) throw new TypeError("array needs at least one dimension");
  for (const length of dimensions.toReversed()) {
    const at = cType.indexOf("[");
    cType = at < 0 ? `${cType}[${length}]` : `${cType.slice(0, at)}[${length}]${cType.slice(at)}`;
    node = { kind: "array", length: count("dimension", length), element: node, cType };
  }
  return fieldType(node);
}

/**
 * Bytes nobody reads: `padding(4)`, or a bit-field nobody names: `padding(u16.bits(3))`. It needs a name like every field, has no property,
 * is zero in a new struct, and is left as it is by writes.
 */
export function padding(of: number | FieldType<number> | FieldType<bigint>): PaddingType {
  if (typeof of === "number") return fieldType({ kind: "padding", of: count("size", of), cType: `uint8_t[${of}]` });
  const node = nodeOf("what padding takes", of);
  if (node.kind !== "bits") throw new TypeError("padding takes a number of bytes or a bit-field");
  return fieldType({ kind: "padding", of: node, cType: node.cType });
}

function count(name: string, value: number): number {
  if (!Number.isInteger(value) || value < 1)
    throw new RangeError(`${name} must be a whole number from 1, got ${value}`);
  return value;
}
