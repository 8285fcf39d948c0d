import type { Layout } from "./layout.ts";
/** What is known of a field: `S.fields.name`. */
export interface FieldInfo {
  readonly name: string;
  /** The C type, for example `double[6]`, `uint16_t : 3` or the name of a struct. */
  readonly cType: string;
  /** From the start of the struct, in bytes; of a bit-field, the offset of its unit. */
  readonly offset: number;
  /** In bytes; of a bit-field, the size of its unit. */
  readonly size: number;
  /** Description, if the declaration has one. */
  readonly doc?: string;
  /** Place of a bit-field in its unit, counted from the least significant bit. */
  readonly bits?: {
    readonly shift: number;
    readonly width: number;
  };
  /** Names of the values of an enum (of each element, in an array of them). */
  readonly names?: Readonly<Record<string, number | bigint>>;
}
export declare function infoOf(layout: Layout): Readonly<Record<string, FieldInfo>>;
