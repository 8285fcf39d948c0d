import { type Integer64Type, type IntegerType, type NumericType, scalarType } from "./field-type.ts";
import { char } from "./fields.ts";
import type { DocumentedType } from "./types.ts";

/** The C names of the field types, see {@link c}. */
export interface CTypes {
  readonly bool: DocumentedType<boolean>;
  /** `char name[length]`; see {@link char}. A single `char` is `c.char(1)` as text, `c.schar` as a number. */
  readonly char: typeof char;
  readonly schar: IntegerType<number>;
  readonly uchar: IntegerType<number>;
  readonly short: IntegerType<number>;
  readonly ushort: IntegerType<number>;
  readonly int: IntegerType<number>;
  readonly uint: IntegerType<number>;
  /** 8 bytes. */
  readonly long: Integer64Type;
  /** 8 bytes. */
  readonly ulong: Integer64Type;
  readonly longlong: Integer64Type;
  readonly ulonglong: Integer64Type;
  readonly float: NumericType<number>;
  readonly double: NumericType<number>;
  readonly size_t: Integer64Type;
  readonly ssize_t: Integer64Type;
  readonly int8_t: IntegerType<number>;
  readonly int16_t: IntegerType<number>;
  readonly int32_t: IntegerType<number>;
  readonly int64_t: Integer64Type;
  readonly uint8_t: IntegerType<number>;
  readonly uint16_t: IntegerType<number>;
  readonly uint32_t: IntegerType<number>;
  readonly uint64_t: Integer64Type;
}

/**
 * The names of C, so that a header can be transcribed line by line. Sizes are those of LP64 (Linux and macOS on 64 bits): `long` has 8
 * bytes. A controller built for Windows or 32 bits has 4; write `i32` there.
 */
export const c: CTypes = {
  bool: scalarType("bool"),
  char,
  schar: scalarType("i8", "signed char"),
  uchar: scalarType("u8", "unsigned char"),
  short: scalarType("i16", "short"),
  ushort: scalarType("u16", "unsigned short"),
  int: scalarType("i32", "int"),
  uint: scalarType("u32", "unsigned int"),
  long: scalarType("i64", "long"),
  ulong: scalarType("u64", "unsigned long"),
  longlong: scalarType("i64", "long long"),
  ulonglong: scalarType("u64", "unsigned long long"),
  float: scalarType("f32", "float"),
  double: scalarType("f64", "double"),
  size_t: scalarType("u64", "size_t"),
  ssize_t: scalarType("i64", "ssize_t"),
  int8_t: scalarType("i8"),
  int16_t: scalarType("i16"),
  int32_t: scalarType("i32"),
  int64_t: scalarType("i64"),
  uint8_t: scalarType("u8"),
  uint16_t: scalarType("u16"),
  uint32_t: scalarType("u32"),
  uint64_t: scalarType("u64"),
};
