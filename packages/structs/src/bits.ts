import { StructsError } from "./errors.ts";
import type { LayoutOptions } from "./layout.ts";
import type { BitsNode } from "./node.ts";
import { SCALARS } from "./scalars.ts";

/** Gives bit-fields their places while a struct is laid out. */
export interface BitFields {
  /** Places `node` in the open unit, or in a new one at `offset`: `end` of what is there, aligned for the unit. */
  place(field: string, node: BitsNode, end: number, offset: number): { node: BitsNode; offset: number };
  /** Ends the open unit, if there is one: what follows (`next`, for the message) has alignment `align`. */
  close(next: string, align: number): void;
}

interface Unit {
  readonly field: string;
  readonly scalar: BitsNode["scalar"];
  readonly endian: BitsNode["endian"];
  readonly offset: number;
  readonly size: number;
  used: number;
}

/**
 * Bit-fields share a unit of their declared type, filled from the least significant bit (little-endian) or the most significant bit
 * (big-endian), as gcc does. Compilers differ about units that are left in part or crossed; where gcc, ctypes and MSVC would not agree the
 * declaration is refused, with what to write instead.
 */
export function bitFields(struct: string, options: LayoutOptions): BitFields {
  let unit: Unit | undefined;

  function refuse(field: string, why: string): never {
    throw new StructsError("ERR_STRUCTS_DECLARATION", `${struct}.${field}: ${why}`, { struct, field });
  }

  function fill(open: Unit): string {
    return `put padding(${open.scalar}.bits(${open.size * 8 - open.used})) before it`;
  }

  function close(next: string, align: number): void {
    if (unit === undefined) return;
    const usedEnd = unit.offset + Math.ceil(unit.used / 8);
    const unitEnd = unit.offset + unit.size;
    if (Math.ceil(usedEnd / align) !== Math.ceil(unitEnd / align)) {
      refuse(
        next,
        `compilers differ about where it goes after the partly used ${unit.scalar} of ${unit.field}; ${fill(unit)}`,
      );
    }
    unit = undefined;
  }

  function place(field: string, node: BitsNode, end: number, offset: number): { node: BitsNode; offset: number } {
    const { size } = SCALARS[node.scalar];
    if (options.kind === "union")
      refuse(field, "a bit-field cannot be a member of a union; put it in a struct in the union");
    if (unit !== undefined) {
      const full = unit.used === unit.size * 8;
      if (unit.size !== size || unit.endian !== node.endian) {
        refuse(
          field,
          "bit-fields that follow one another need units of one size and byte order; put another field between them",
        );
      }
      if (full) unit = undefined;
      else if (unit.used + node.width > size * 8) {
        // gcc splits a packed bit-field across two units, others start a new one.
        if (Number.isFinite(options.pack)) refuse(field, `it would cross the end of its ${node.scalar}; ${fill(unit)}`);
        unit = undefined;
      }
    }
    if (unit === undefined && offset !== end) {
      refuse(field, `compilers differ about where its ${node.scalar} starts; put padding(${offset - end}) before it`);
    }
    unit ??= { field, scalar: node.scalar, endian: node.endian, offset, size, used: 0 };
    const shift = node.endian === "big" ? size * 8 - unit.used - node.width : unit.used;
    unit.used += node.width;
    return { node: { ...node, shift }, offset: unit.offset };
  }

  return { place, close };
}
