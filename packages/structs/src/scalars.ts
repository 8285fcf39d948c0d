/** The methods of DataView a scalar is read and written with, in pairs. */
type Access =
  | "Uint8"
  | "Int8"
  | "Uint16"
  | "Int16"
  | "Uint32"
  | "Int32"
  | "Float32"
  | "Float64"
  | "BigUint64"
  | "BigInt64";

/** How one scalar of C looks in memory and in JavaScript. */
export interface Scalar {
  /** Bytes; also the alignment on LP64. */
  readonly size: number;
  /** Default C type, as in `<stdint.h>`. */
  readonly cType: string;
  /** What JavaScript holds it in; `safe` is a 64-bit integer as a number. */
  readonly holds: "boolean" | "integer" | "safe" | "bigint" | "float";
  readonly get: `get${Access}`;
  readonly set: `set${Access}`;
  /** The limits of what can be written; the floats have none but f32, see {@link F32_OVERFLOW}. */
  readonly min: number | bigint;
  readonly max: number | bigint;
}

/** The smallest magnitude that becomes infinite when rounded to 32 bits: half a step above the largest f32. */
export const F32_OVERFLOW: number = 2 ** 128 - 2 ** 103;

const SAFE = Number.MAX_SAFE_INTEGER;

function scalar(
  access: Access,
  size: number,
  cType: string,
  holds: Scalar["holds"],
  min: number | bigint = Number.NEGATIVE_INFINITY,
  max: number | bigint = Number.POSITIVE_INFINITY,
): Scalar {
  return { size, cType, holds, get: `get${access}`, set: `set${access}`, min, max };
}

export type ScalarName =
  | "bool"
  | "u8"
  | "i8"
  | "u16"
  | "i16"
  | "u32"
  | "i32"
  | "u64"
  | "i64"
  | "u64n"
  | "i64n"
  | "f32"
  | "f64";

/** Every scalar, by the name it has in this package; `i64n` and `u64n` are the `asNumber` forms. */
export const SCALARS: Readonly<Record<ScalarName, Scalar>> = {
  bool: scalar("Uint8", 1, "bool", "boolean"),
  u8: scalar("Uint8", 1, "uint8_t", "integer", 0, 0xff),
  i8: scalar("Int8", 1, "int8_t", "integer", -0x80, 0x7f),
  u16: scalar("Uint16", 2, "uint16_t", "integer", 0, 0xffff),
  i16: scalar("Int16", 2, "int16_t", "integer", -0x8000, 0x7fff),
  u32: scalar("Uint32", 4, "uint32_t", "integer", 0, 0xffffffff),
  i32: scalar("Int32", 4, "int32_t", "integer", -0x80000000, 0x7fffffff),
  u64: scalar("BigUint64", 8, "uint64_t", "bigint", 0n, 2n ** 64n - 1n),
  i64: scalar("BigInt64", 8, "int64_t", "bigint", -(2n ** 63n), 2n ** 63n - 1n),
  u64n: scalar("BigUint64", 8, "uint64_t", "safe", 0, SAFE),
  i64n: scalar("BigInt64", 8, "int64_t", "safe", -SAFE, SAFE),
  f32: scalar("Float32", 4, "float", "float"),
  f64: scalar("Float64", 8, "double", "float"),
};
