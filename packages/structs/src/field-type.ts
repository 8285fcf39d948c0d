import { StructsError, type StructsErrorData, show } from "./errors.ts";
import type { BitsNode, Node, ScalarNode } from "./node.ts";
import { SCALARS, type ScalarName } from "./scalars.ts";
import { type DocumentedType, type FieldType, NODE } from "./types.ts";

/** A number with a byte order. */
export interface NumericType<V> extends DocumentedType<V> {
  /** The same type with a description (meaning, unit, the vendor's name) for `S.fields`. */
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
  /** The same type with a description (meaning, unit, the vendor's name) for `S.fields`. */
  doc(text: string): IntegerType<V>;
  /** The same, least significant byte first, whatever the struct says. */
  readonly le: IntegerType<V>;
  /** The same, most significant byte first, whatever the struct says. */
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
  /** The same type with a description (meaning, unit, the vendor's name) for `S.fields`. */
  doc(text: string): BitsType<V>;
  /** The same bit-field with names for its values. */
  enum<const E extends Readonly<Record<string, V>>>(names: E): DocumentedType<EnumValue<V, E>>;
}

/** A 64-bit integer: a `bigint`, or a number if every value is known to be small enough. */
export interface Integer64Type extends IntegerType<bigint> {
  /** The same type with a description (meaning, unit, the vendor's name) for `S.fields`. */
  doc(text: string): Integer64Type;
  /** The same, least significant byte first, whatever the struct says. */
  readonly le: Integer64Type;
  /** The same, most significant byte first, whatever the struct says. */
  readonly be: Integer64Type;
  /** The same as a `number`. A value beyond ±(2^53 - 1) is an error (`ERR_STRUCTS_UNSAFE_INTEGER`), read or written; never rounded. */
  readonly asNumber: IntegerType<number>;
}

/** The one implementation of all field types: an immutable node and ways to make another one of it. */
class Type implements FieldType<unknown> {
  readonly [NODE]: Node;

  constructor(node: Node) {
    this[NODE] = Object.freeze(node);
    Object.freeze(this);
  }

  doc(text: string): Type {
    return new Type({ ...this[NODE], doc: text });
  }

  get le(): Type {
    return new Type({ ...numeric(this[NODE]), endian: "little" });
  }

  get be(): Type {
    return new Type({ ...numeric(this[NODE]), endian: "big" });
  }

  get asNumber(): Type {
    const node = numeric(this[NODE]);
    return new Type({ ...node, scalar: node.scalar === "u64" || node.scalar === "u64n" ? "u64n" : "i64n" });
  }

  bits(width: number): Type {
    const { scalar, endian, cType } = numeric(this[NODE]);
    const most = SCALARS[scalar].holds === "safe" ? 53 : SCALARS[scalar].size * 8;
    if (!Number.isInteger(width) || width < 1 || width > most) {
      throw new RangeError(`width must be a whole number from 1 to ${most}, got ${width}`);
    }
    return new Type({ kind: "bits", scalar, cType: `${cType} : ${width}`, width, shift: 0, ...(endian && { endian }) });
  }

  enum(names: Readonly<Record<string, number | bigint>>): Type {
    const node = this[NODE] as ScalarNode | BitsNode;
    const { min, max } = limits(node);
    for (const [name, value] of Object.entries(names)) {
      if (
        typeof value !== typeof min ||
        value < min ||
        value > max ||
        (typeof value === "number" && !Number.isInteger(value))
      ) {
        throw new StructsError(
          "ERR_STRUCTS_DECLARATION",
          `the value of ${name} must be from ${min} to ${max}, got ${value}`,
          { value },
        );
      }
    }
    return new Type({ ...node, names: Object.freeze({ ...names }) });
  }
}

function numeric(node: Node): ScalarNode {
  return node as ScalarNode;
}

/** The least and the greatest value of an integer or bit-field. */
export function limits(node: ScalarNode | BitsNode): { min: number | bigint; max: number | bigint } {
  const { min, max, holds } = SCALARS[node.scalar];
  if (node.kind === "scalar") return { min, max };
  const bits = BigInt(node.width);
  const low = min < 0 ? -(1n << (bits - 1n)) : 0n;
  const high = min < 0 ? (1n << (bits - 1n)) - 1n : (1n << bits) - 1n;
  if (holds === "bigint") return { min: low, max: high };
  if (holds === "safe") return { min: Math.max(Number(low), Number(min)), max: Math.min(Number(high), Number(max)) };
  return { min: Number(low), max: Number(high) };
}

/**
 * The node of a field type or struct class.
 *
 * @param what its place in the declaration, for the message: `Header.counter`
 * @throws {@link StructsError} `ERR_STRUCTS_DECLARATION` if it is neither, as a name that was not imported
 */
export function nodeOf(what: string, type: FieldType<unknown>, data: StructsErrorData = {}): Node {
  const given: unknown = type;
  const isObject = (typeof given === "object" && given !== null) || typeof given === "function";
  if (isObject && NODE in given) return type[NODE];
  const hint = given === undefined ? "; is it imported, and declared before?" : "";
  throw new StructsError(
    "ERR_STRUCTS_DECLARATION",
    `${what} is not a field type (u8, f64, char(…), a struct class …), got ${show(given)}${hint}`,
    { ...data, value: given },
  );
}

/** A field type of `node`; what its methods accept is for the declared type of the result to say. */
export function fieldType<T>(node: Node): T {
  return new Type(node) as unknown as T;
}

export function scalarType<T>(scalar: ScalarName, cType: string = SCALARS[scalar].cType): T {
  return fieldType<T>({ kind: "scalar", scalar, cType });
}
