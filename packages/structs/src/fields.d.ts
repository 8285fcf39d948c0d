import { type Integer64Type, type IntegerType, type NumericType } from "./field-type.ts";
import type { TextEncoding } from "./text.ts";
import {
  type DocumentedType,
  type FieldType,
  type In,
  type Nested,
  type NestedIn,
  type Out,
  type PaddingType,
  type Plain,
} from "./types.ts";
/** One byte: 0 is false, 1 is true; any other byte reads as true. */
export declare const bool: DocumentedType<boolean>;
/** Whole number, -128 to 127. */
export declare const i8: IntegerType<number>;
/** Whole number, -32768 to 32767. */
export declare const i16: IntegerType<number>;
/** Whole number, -2^31 to 2^31 - 1. */
export declare const i32: IntegerType<number>;
/** Whole number, -2^63 to 2^63 - 1, as a bigint; `i64.asNumber` as a number. */
export declare const i64: Integer64Type;
/** Whole number, 0 to 255. */
export declare const u8: IntegerType<number>;
/** Whole number, 0 to 65535. */
export declare const u16: IntegerType<number>;
/** Whole number, 0 to 2^32 - 1. */
export declare const u32: IntegerType<number>;
/** Whole number, 0 to 2^64 - 1, as a bigint; `u64.asNumber` as a number. */
export declare const u64: Integer64Type;
/** IEEE 754 single precision. Written values are rounded to it; a finite value that would become infinite is refused. */
export declare const f32: NumericType<number>;
/** IEEE 754 double precision. */
export declare const f64: NumericType<number>;
/** Options of {@link char}. */
export interface CharOptions {
  /** How the text is written in bytes. Default: `utf8`. */
  readonly encoding?: TextEncoding;
}
/**
 * Text in a field of `length` bytes: read up to the first NUL, padded with NULs when written. A text that fills the field has no NUL.
 * Text that does not fit is refused, never cut (`ERR_STRUCTS_TEXT`). For bytes that are not text use {@link bytes}.
 */
export declare function char(length: number, options?: CharOptions): DocumentedType<string>;
/** `length` bytes as they are. A property reads as a live `Uint8Array` over the memory of the struct, `toJSON()` gives a copy. */
export declare function bytes(length: number): DocumentedType<Uint8Array, Uint8Array, ArrayLike<number>>;
/**
 * A fixed array, `array(f64, 6)` for `double x[6]`, `array(f64, 3, 4)` for `double x[3][4]`. Numbers and text read as a new array each
 * time: write elements by assigning the whole array. Structs read as live views.
 */
export declare function array<T extends FieldType<unknown>, const Dims extends readonly [number, ...number[]]>(
  element: T,
  ...dimensions: Dims
): DocumentedType<Nested<Out<T>, Dims>, Nested<Plain<T>, Dims>, NestedIn<In<T>, Dims>>;
/**
 * Bytes nobody reads: `padding(4)`, or a bit-field nobody names: `padding(u16.bits(3))`. It needs a name like every field, has no property,
 * is zero in a new struct, and is left as it is by writes.
 */
export declare function padding(of: number | FieldType<number> | FieldType<bigint>): PaddingType;
