import * as fc from "fast-check";
import type { Field, Fields } from "../../src/message/field.ts";

/** What a test needs to know of any kind of message. */
export interface AnyKind {
  (values?: Record<string, unknown>): AnyMessage;
  readonly kind: string;
  readonly code: number;
  readonly fields: Fields;
}

/** What a test needs to know of a kind whose fields are lines. */
export interface AnyLineKind extends AnyKind {
  toFields(message: AnyMessage): string[];
  fromFields(texts: readonly string[]): AnyMessage;
}

/** What a test needs to know of a kind that is JSON. */
export interface AnyJsonKind extends AnyKind {
  fromJson(json: unknown): AnyMessage;
}

/** What a test needs to know of any message. */
export interface AnyMessage {
  readonly kind: string;
  toText(): string;
  encode(): Uint8Array;
  equals(other: unknown): boolean;
}

/** The kinds of a table, without their types. */
export function kindsOf<Kind extends AnyKind = AnyLineKind>(table: Readonly<Record<string, unknown>>): Kind[] {
  return Object.values(table) as Kind[];
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
  "list of int": fc.array(fc.maxSafeInteger(), { maxLength: 4 }),
  "list of float": fc.array(fc.double(), { maxLength: 4 }),
  "list of bool": fc.array(fc.boolean(), { maxLength: 4 }),
  object: fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.boolean(), fc.integer())),
  "list of object": fc.array(fc.dictionary(fc.string(), fc.string()), { maxLength: 3 }),
  "list of PowerState": fc.array(fc.constantFrom(0, 1, 2, 3, 4, 15), { maxLength: 4 }),
  "list of DeployableMotionState": fc.array(fc.constantFrom(0, 1, 2, 3, 4), { maxLength: 4 }),
  Source: fc.constantFrom(0, 1, 2, 3, 100),
  System: fc.integer({ min: 0, max: 16 }),
  PowerState: fc.constantFrom(0, 1, 2, 3, 4, 15),
  AxisMotionState: fc.integer({ min: 0, max: 5 }),
  DeployableMotionState: fc.integer({ min: 0, max: 4 }),
  ElevationLockingPinMotionState: fc.integer({ min: 0, max: 4 }),
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
