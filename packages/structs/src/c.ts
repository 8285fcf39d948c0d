import { type Integer64Type, type IntegerType, type NumericType, scalarType } from "./field-type.ts";
import { char } from "./fields.ts";
import type { DocumentedType } from "./types.ts";

/** The C names of the field types, see {@link c}. */
export interface CTypes {
  /** `bool`, 1 byte. */
  readonly bool: DocumentedType<boolean>;
  /** `char name[length]`; see {@link char}. A single `char` is `c.char(1)` as text, `c.schar` as a number. */
  readonly char: typeof char;
  /** `signed char`, 1 byte: a whole number, -128 to 127. */
  readonly schar: IntegerType<number>;
  /** `unsigned char`, 1 byte: a whole number, 0 to 255. */
  readonly uchar: IntegerType<number>;
  /** `short`, 2 bytes: a whole number, -32768 to 32767. */
  readonly short: IntegerType<number>;
  /** `unsigned short`, 2 bytes: a whole number, 0 to 65535. */
  readonly ushort: IntegerType<number>;
  /** `int`, 4 bytes: a whole number, -2^31 to 2^31 - 1. */
  readonly int: IntegerType<number>;
  /** `unsigned int`, 4 bytes: a whole number, 0 to 2^32 - 1. */
  readonly uint: IntegerType<number>;
  /** `long`, 8 bytes (4 on Windows), as a bigint; `.asNumber` as a number. */
  readonly long: Integer64Type;
  /** `unsigned long`, 8 bytes (4 on Windows), as a bigint; `.asNumber` as a number. */
  readonly ulong: Integer64Type;
  /** `long long`, 8 bytes, as a bigint; `.asNumber` as a number. */
  readonly longlong: Integer64Type;
  /** `unsigned long long`, 8 bytes, as a bigint; `.asNumber` as a number. */
  readonly ulonglong: Integer64Type;
  /** `float`, 4 bytes: IEEE 754 single precision. */
  readonly float: NumericType<number>;
  /** `double`, 8 bytes: IEEE 754 double precision. */
  readonly double: NumericType<number>;
  /** `size_t`, 8 bytes, as a bigint; `.asNumber` as a number. */
  readonly size_t: Integer64Type;
  /** `ssize_t`, 8 bytes, as a bigint; `.asNumber` as a number. */
  readonly ssize_t: Integer64Type;
  /** 1 byte: a whole number, -128 to 127. */
  readonly int8_t: IntegerType<number>;
  /** 2 bytes: a whole number, -32768 to 32767. */
  readonly int16_t: IntegerType<number>;
  /** 4 bytes: a whole number, -2^31 to 2^31 - 1. */
  readonly int32_t: IntegerType<number>;
  /** 8 bytes, as a bigint; `.asNumber` as a number. */
  readonly int64_t: Integer64Type;
  /** 1 byte: a whole number, 0 to 255. */
  readonly uint8_t: IntegerType<number>;
  /** 2 bytes: a whole number, 0 to 65535. */
  readonly uint16_t: IntegerType<number>;
  /** 4 bytes: a whole number, 0 to 2^32 - 1. */
  readonly uint32_t: IntegerType<number>;
  /** 8 bytes, as a bigint; `.asNumber` as a number. */
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
