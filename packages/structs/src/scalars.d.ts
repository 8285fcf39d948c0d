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
export declare const F32_OVERFLOW: number;
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
export declare const SCALARS: Readonly<Record<ScalarName, Scalar>>;
