import { type Slots } from "./codec/codec.ts";
import type { Layout } from "./layout.ts";
import type { Fields, Init, Values } from "./types.ts";
/**
 * What every instance of a struct class has besides its fields. These names, those of `Object.prototype` and `then` cannot be names of
 * fields; everything else an instance needs is kept under symbols.
 */
export interface Struct<F extends Fields = Fields> {
  /** The wire form: exactly `size` bytes, the memory of the instance itself. Whoever writes to it changes the fields. */
  readonly bytes: Uint8Array;
  /**
   * Copies the first `size` bytes of `bytes`, from `offset` on, into this instance; gives the instance.
   * The fast way to use one instance for many messages.
   *
   * @throws {@link StructsError} `ERR_STRUCTS_SHORT_BUFFER`
   */
  load(bytes: Uint8Array, offset?: number): this;
  /** A new instance of the same class with its own copy of the bytes. */
  copy(): this;
  /**
   * Writes the given fields and leaves the others; nested structs can be given in part, arrays have to be complete.
   * Nothing is written unless everything can be. A name that is not a field is an error, unless all fields are given. Members of a union are written in their order, so the last one given wins.
   *
   * @throws {@link StructsError} with the field, its offset and the value; the bytes are then unchanged
   */
  set(values: Init<F>): this;
  /**
   * All fields as a plain object: nested structs as objects, arrays as arrays. `JSON.stringify(s)` works as well: it gets bigints as
   * decimal strings and raw bytes as arrays of numbers.
   *
   * @throws {@link StructsError} `ERR_STRUCTS_UNSAFE_INTEGER` if an `asNumber` field is beyond ±(2^53 - 1)
   */
  toJSON(): Values<F>;
  /** Whether `other` is an instance of the same struct with the same bytes, padding included. */
  equals(other: unknown): boolean;
}
/** Key of the bytes of an instance, made when they are first asked for. */
export declare const BYTES: unique symbol;
/** The bytes of an instance; those of a moving one are another array each time. */
export declare function bytesOf(instance: Slots, size: number): Uint8Array;
/** @throws {@link StructsError} `ERR_STRUCTS_SHORT_BUFFER`; RangeError if offset is not a whole number from 0 */
export declare function checkLength({ name, size }: Layout, length: number, offset: number): void;
/** The members every instance has that do not depend on the fields. */
export declare function commonMembers(
  layout: Layout,
  decode: (memory: DataView, offset: number) => object,
): PropertyDescriptorMap;
