import { type Cursor } from "./cursor.ts";
import { type FieldInfo } from "./info.ts";
import { type Struct } from "./instance.ts";
import type { Endian } from "./node.ts";
import {
  type DocumentedType,
  type Fields,
  type FieldType,
  type Init,
  type Named,
  type Properties,
  type Values,
} from "./types.ts";
/** How the fields of a struct are laid out. */
export interface StructOptions {
  /** Byte order of numbers that do not choose their own. Nested structs keep theirs. Default: `little`. */
  readonly endian?: Endian;
  /**
   * The most a field is aligned to, in bytes, as `#pragma pack(n)`: 1, 2, 4, 8 or 16; `natural` aligns each type to its own size, as gcc does
   * on LP64 without a pragma. Default: 1, no padding at all.
   */
  readonly pack?: 1 | 2 | 4 | 8 | 16 | "natural";
}
/** What a struct class made of these fields is: extend it to give it a name. */
export interface StructClass<F extends Fields = Fields>
  extends FieldType<Struct<F> & Properties<F>, Values<F>, Init<F>> {
  /** A struct with memory of its own: zero, but for `values`. */
  new (values?: Init<F>): Struct<F> & Properties<F>;
  /** Bytes of one struct. */
  readonly size: number;
  /** What is known of each field, in order. */
  readonly fields: {
    readonly [K in Named<F>]: FieldInfo;
  };
  /**
   * An instance over the memory of `bytes` at `offset` (default 0): nothing is copied, writes go both ways.
   *
   * @throws {@link StructsError} `ERR_STRUCTS_SHORT_BUFFER`
   */
  view<T>(this: new () => T, bytes: Uint8Array, offset?: number): T;
  /**
   * An instance with its own copy of the `size` bytes at `offset` (default 0).
   *
   * @throws {@link StructsError} `ERR_STRUCTS_SHORT_BUFFER`
   */
  from<T>(this: new () => T, bytes: Uint8Array, offset?: number): T;
  /** A {@link Cursor}, for many structs in one buffer. */
  cursor<T>(this: new () => T, bytes: Uint8Array): Cursor<T>;
  /** This struct as the type of a field, with a description. */
  doc<T>(this: new () => T, text: string): DocumentedType<T, Values<F>, Init<F>>;
}
/** Any struct class; what a function takes that works with all of them. */
export type AnyStructClass = StructClass<Readonly<Record<never, never>>>;
/**
 * Declares a C struct: a class whose instances are typed views over bytes.
 *
 * ```ts
 * class Header extends struct("Header", { frameId: u32, counter: u32, taiSec: i64.asNumber, taiNsec: i64.asNumber }) {}
 * ```
 *
 * @param name for messages and `util.inspect`
 * @param fields in the order of the C declaration; struct classes are field types as well
 * @throws {@link StructsError} `ERR_STRUCTS_DECLARATION`; TypeError or RangeError for a wrong option
 */
export declare function struct<const F extends Fields>(
  name: string,
  fields: F,
  options?: StructOptions,
): StructClass<F>;
/**
 * Declares a C union: like {@link struct}, with all fields at offset 0. `toJSON()` gives every member; `set` writes those it is given in the
 * order of declaration.
 */
export declare function union<const F extends Fields>(name: string, fields: F, options?: StructOptions): StructClass<F>;
