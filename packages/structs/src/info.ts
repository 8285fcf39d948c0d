import type { Layout } from "./layout.ts";
import type { Node } from "./node.ts";

/** What is known of a field: `S.fields.name`. */
export interface FieldInfo {
  /** Name of the field in the declaration. */
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
  readonly bits?: { readonly shift: number; readonly width: number };
  /** Names of the values of an enum (of each element, in an array of them). */
  readonly names?: Readonly<Record<string, number | bigint>>;
}

export function infoOf(layout: Layout): Readonly<Record<string, FieldInfo>> {
  const infos = layout.fields.map(({ name, node, offset, size }): [string, FieldInfo] => {
    const names = namesOf(node);
    const info = {
      name,
      cType: node.cType,
      offset,
      size,
      ...(node.doc !== undefined && { doc: node.doc }),
      ...(node.kind === "bits" && { bits: Object.freeze({ shift: node.shift, width: node.width }) }),
      ...(names && { names }),
    };
    return [name, Object.freeze(info)];
  });
  return Object.freeze(Object.fromEntries(infos));
}

function namesOf(node: Node): FieldInfo["names"] {
  if (node.kind === "array") return namesOf(node.element);
  return node.kind === "scalar" || node.kind === "bits" ? node.names : undefined;
}
