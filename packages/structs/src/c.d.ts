import { type Integer64Type, type IntegerType, type NumericType } from "./field-type.ts";
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
export declare const c: CTypes;
