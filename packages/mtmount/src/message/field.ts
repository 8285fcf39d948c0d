import {
  boolType,
  enumType,
  type FieldType,
  floatType,
  intOrEmptyType,
  intType,
  textType,
  timestampType,
} from "./fieldType.ts";

/** One field of a message, as its table declares it. */
export interface Field<T, Optional extends boolean = boolean> {
  readonly type: FieldType<T>;
  /** The field's name in the vendor's documents and in the original: `position` for `positionDeg`. */
  readonly wireName: string;
  /** The unit of the value: "deg", "deg/s", "ms". Absent when it has none. */
  readonly unit: string | undefined;
  /** Whether there is a default. */
  readonly optional: Optional;
  /** Whether the default is another one for each message: the next number, the time. */
  readonly madeAnew: boolean;
  /** Makes the value of a field that is not given. */
  readonly defaultValue: (() => T) | undefined;
}

/** The fields of a message, in the order of the wire, by their names here. */
export type Fields = Readonly<Record<string, Field<never> | Field<unknown>>>;

/** What a message of these fields holds. */
export type ValuesOf<F> = { readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never };

type RequiredKeys<F> = {
  [K in keyof F]: F[K] extends Field<infer _, infer O> ? (O extends true ? never : K) : never;
}[keyof F];

/** What is given to make a message of these fields: all that has no default. */
export type ArgumentsOf<F> = Pick<ValuesOf<F>, RequiredKeys<F>> &
  Partial<{ [K in keyof F]: ValuesOf<F>[K] | undefined }>;

/** The field must be given. */
type Required<T> = Field<T, false>;
/** The field has a default. */
type Optional<T> = Field<T, true>;

function required<T>(type: FieldType<T>, wireName: string, unit?: string): Required<T> {
  return { type, wireName, unit, optional: false, madeAnew: false, defaultValue: undefined };
}

/** The same field, with a default: a value, or a function that makes one for each message. */
export function withDefault<T>(field: Required<T>, value: T | (() => T)): Optional<T> {
  const madeAnew = typeof value === "function";
  const defaultValue = madeAnew ? (value as () => T) : () => value;
  return { ...field, optional: true, madeAnew, defaultValue };
}

/** A whole number. */
export const int = (wireName: string, unit?: string): Required<number> => required(intType, wireName, unit);

/** A whole number for which an empty text stands for `empty`, which is also the default. */
export const intOrEmpty = (wireName: string, empty: number, unit?: string): Optional<number> =>
  withDefault(required(intOrEmptyType(empty), wireName, unit), empty);

/** A double. */
export const float = (wireName: string, unit?: string): Required<number> => required(floatType, wireName, unit);

/** A double that is 0 unless given. */
export const floatOrZero = (wireName: string, unit?: string): Optional<number> => withDefault(float(wireName, unit), 0);

/** A boolean, 1 or 0 on the wire. */
export const bool = (wireName: string): Required<boolean> => required(boolType, wireName);

/** Text. */
export const text = (wireName: string): Required<string> => required(textType, wireName);

/** A moment; now unless given. */
export const timestamp = (wireName: string): Optional<Date> =>
  withDefault<Date>(required(timestampType, wireName, "UTC"), () => new Date());

/** One of the values of an enumeration. */
export const enumeration = <E extends Readonly<Record<string, number>>>(
  wireName: string,
  name: string,
  values: E,
): Required<E[keyof E]> => required(enumType(name, values), wireName);

/** The parameter is called as on the wire and needs no unit. */
export const custom = <T>(type: FieldType<T>, wireName: string): Required<T> => required(type, wireName);
