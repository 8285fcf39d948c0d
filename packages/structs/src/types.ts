import type { Node } from "./node.ts";

/** Key of the {@link Node} behind a field type or struct class; a symbol, so that no field can have its name. */
export const NODE: unique symbol = Symbol("node");

/** Key under which a field type carries its three types; there is never a value. */
declare const TYPES: unique symbol;

/**
 * The type of a field: what `struct` takes as the values of its second argument.
 *
 * @typeParam Out what the property of an instance reads as, and takes
 * @typeParam Plain what `toJSON()` gives
 * @typeParam In what `new S({...})` and `set({...})` take
 */
export interface FieldType<Out, Plain = Out, In = Plain> {
  /** @internal */
  readonly [NODE]: Node;
  /** @internal */
  readonly [TYPES]?: { readonly out: Out; readonly plain: Plain; readonly in: In };
}

/** A field type that can be given a description. */
export interface DocumentedType<Out, Plain = Out, In = Plain> extends FieldType<Out, Plain, In> {
  /** The same type with a description (meaning, unit, the vendor's name) for `S.fields`. */
  doc(text: string): DocumentedType<Out, Plain, In>;
}

/** Bytes or bits without a meaning: they have a place in the layout and no property. */
export interface PaddingType extends FieldType<never, never, never> {
  /** @internal */
  readonly padding: true;
}

/** The fields of a struct, in order. */
export type Fields = Readonly<Record<string, FieldType<unknown>>>;

/** Flattens an intersection for editors. */
type Show<T> = { [K in keyof T]: T[K] } & {};

type Types<T> = T extends { readonly [TYPES]?: infer U } ? NonNullable<U> : never;

/** What a property of this type reads as; a struct class reads as its instance. */
export type Out<T> = T extends abstract new (
  ...args: never
) => infer I
  ? I
  : Types<T> extends { out: infer U }
    ? U
    : never;
/** What this type gives in `toJSON()`. */
export type Plain<T> = Types<T> extends { plain: infer U } ? U : never;
/** What this type takes in `set()`. */
export type In<T> = Types<T> extends { in: infer U } ? U : never;

/** The names of the fields that have a value. */
export type Named<F extends Fields> = { [K in keyof F]: F[K] extends PaddingType ? never : K }[keyof F];

/** The properties of an instance. */
export type Properties<F extends Fields> = Show<{ -readonly [K in Named<F>]: Out<F[K]> }>;
/** The plain object `toJSON()` gives. */
export type Values<F extends Fields> = Show<{ -readonly [K in Named<F>]: Plain<F[K]> }>;
/** What `new S(values)` and `set(values)` take: any of the fields, nested structs in part as well. */
export type Init<F extends Fields> = Show<{ readonly [K in Named<F>]?: In<F[K]> }>;

/** Whether N is a literal of one or two digits: longer tuples would only slow the compiler down. */
type IsShort<N extends number> = number extends N
  ? false
  : `${N}` extends `${infer _A}${infer _B}${infer C}`
    ? C extends ""
      ? true
      : false
    : `${N}` extends `${infer _A}`
      ? true
      : false;

type Tuple<T, N extends number, Made extends readonly T[] = readonly []> = Made["length"] extends N
  ? Made
  : Tuple<T, N, readonly [...Made, T]>;

/** `N` values: a tuple up to 99 (`a[2]` is a `T`, not `T | undefined`), an array above. */
export type Fixed<T, N extends number> = IsShort<N> extends true ? Tuple<T, N> : readonly T[];

/** An array with these dimensions, as in `T m[D0][D1]`. */
export type Nested<T, Dims extends readonly number[]> = Dims extends readonly [
  infer N extends number,
  ...infer Rest extends readonly number[],
]
  ? Fixed<Nested<T, Rest>, N>
  : T;

/** What can be written to such an array: anything with a length and elements, typed arrays as well. */
export type NestedIn<T, Dims extends readonly number[]> = Dims extends readonly [
  number,
  ...infer Rest extends readonly number[],
]
  ? ArrayLike<NestedIn<T, Rest>>
  : T;
