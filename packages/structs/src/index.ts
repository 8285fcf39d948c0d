/**
 * Packed C structs: declare once, get a class whose instances are typed views over bytes. No dependency, no Node API.
 *
 * @packageDocumentation
 */
export { type CTypes, c } from "./c.ts";
export type { Cursor } from "./cursor.ts";
export { isStructsError, StructsError, type StructsErrorCode, type StructsErrorData } from "./errors.ts";
export type { BitsType, EnumValue, Integer64Type, IntegerType, NumericType } from "./field-type.ts";
export {
  array,
  bool,
  bytes,
  type CharOptions,
  char,
  f32,
  f64,
  i8,
  i16,
  i32,
  i64,
  padding,
  u8,
  u16,
  u32,
  u64,
} from "./fields.ts";
export type { FieldInfo } from "./info.ts";
export type { Struct } from "./instance.ts";
export type { Endian } from "./node.ts";
export { type AnyStruct, type AnyStructClass, type StructClass, type StructOptions, struct, union } from "./struct.ts";
export type { TextEncoding } from "./text.ts";
export type {
  DocumentedType,
  Fields,
  FieldType,
  Fixed,
  In,
  Init,
  Named,
  Nested,
  NestedIn,
  Out,
  PaddingType,
  Plain,
  Properties,
  Values,
} from "./types.ts";
