import * as fc from "fast-check";
import type { Field, Fields } from "../../src/message/field.ts";

/** What a test needs to know of any kind of message. */
export interface AnyKind {
  (values?: Record<string, unknown>): AnyMessage;
  readonly kind: string;
  readonly code: number;
  readonly fields: Fields;
  readonly hasExtraData: boolean;
  fromFields(texts: readonly string[]): AnyMessage;
}

/** What a test needs to know of any message. */
export interface AnyMessage {
  readonly kind: string;
  toFields(): string[];
  toText(): string;
  encode(): Uint8Array;
  equals(other: unknown): boolean;
}

/** The kinds of a table, without their types. */
export function kindsOf(table: Readonly<Record<string, unknown>>): AnyKind[] {
  return Object.values(table) as AnyKind[];
}

/** Fields with their names here, without their types. */
export function fieldsOf(kind: AnyKind): [name: string, field: Field<unknown>][] {
  return Object.entries(kind.fields) as unknown as [string, Field<unknown>][];
}

/** Any printable text, not only ASCII; nothing in it ends a field. */
const texts = fc.string({ unit: "grapheme", maxLength: 20 }).filter((text) => !/[\r\n]/.test(text));

const byTypeName: Record<string, fc.Arbitrary<unknown>> = {
  int: fc.maxSafeInteger(),
  float: fc.double(),
  bool: fc.boolean(),
  text: texts,
  timestamp: fc.date({ min: new Date(0), max: new Date("9999-12-31T23:59:59.999Z"), noInvalidDate: true }),
  "list of text": fc.array(texts, { maxLength: 4 }),
  Source: fc.constantFrom(0, 1, 2, 3, 100),
  ThermalMode: fc.constantFrom(0, 1, 2, 3),
};

/** Random values for all fields of a kind, or for those without a default only. */
export function valuesFor(kind: AnyKind, which: "all" | "required"): fc.Arbitrary<Record<string, unknown>> {
  const wanted = fieldsOf(kind).filter(([, { optional }]) => which === "all" || !optional);
  return fc.record(
    Object.fromEntries(
      wanted.map(([name, { type }]) => {
        const values = byTypeName[type.name];
        if (values === undefined) throw new Error(`no random values of type ${type.name}`);
        return [name, values];
      }),
    ),
  );
}
