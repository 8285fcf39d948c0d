import type { BitsNode, Node, ScalarNode } from "./node.ts";
import { type ScalarName } from "./scalars.ts";
import { type DocumentedType } from "./types.ts";
/** A number with a byte order. */
export interface NumericType<V> extends DocumentedType<V> {
  doc(text: string): NumericType<V>;
  /** The same, least significant byte first, whatever the struct says. */
  readonly le: NumericType<V>;
  /** The same, most significant byte first, whatever the struct says. */
  readonly be: NumericType<V>;
}
/** The value of an enum: one of the names' values, or another one that was on the wire. */
export type EnumValue<V, E> = E[keyof E] | (V & Record<never, never>);
/** A whole number: `number` up to 32 bits and for `asNumber`, otherwise `bigint`. */
export interface IntegerType<V extends number | bigint> extends NumericType<V> {
  doc(text: string): IntegerType<V>;
  readonly le: IntegerType<V>;
  readonly be: IntegerType<V>;
  /**
   * A bit-field of `width` bits, as `unsigned short ready : 1` in C. Bit-fields that follow one another share units of this type.
   * Layouts compilers disagree about are refused (`ERR_STRUCTS_DECLARATION`).
   */
  bits(width: number): BitsType<V>;
  /** The same number with names for its values. Any other value of the number is read and written as it is. */
  enum<const E extends Readonly<Record<string, V>>>(names: E): NumericType<EnumValue<V, E>>;
}
/** A bit-field. */
export interface BitsType<V extends number | bigint> extends DocumentedType<V> {
  doc(text: string): BitsType<V>;
  /** The same bit-field with names for its values. */
  enum<const E extends Readonly<Record<string, V>>>(names: E): DocumentedType<EnumValue<V, E>>;
}
/** A 64-bit integer: a `bigint`, or a number if every value is known to be small enough. */
export interface Integer64Type extends IntegerType<bigint> {
  doc(text: string): Integer64Type;
  readonly le: Integer64Type;
  readonly be: Integer64Type;
  /** The same as a `number`. A value beyond ±(2^53 - 1) is an error (`ERR_STRUCTS_UNSAFE_INTEGER`), read or written; never rounded. */
  readonly asNumber: IntegerType<number>;
}
/** The least and the greatest value of an integer or bit-field. */
export declare function limits(node: ScalarNode | BitsNode): {
  min: number | bigint;
  max: number | bigint;
};
/** A field type of `node`; what its methods accept is for the declared type of the result to say. */
export declare function fieldType<T>(node: Node): T;
export declare function scalarType<T>(scalar: ScalarName, cType?: string): T;
