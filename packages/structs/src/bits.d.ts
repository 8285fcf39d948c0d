import type { LayoutOptions } from "./layout.ts";
import type { BitsNode } from "./node.ts";
/** Gives bit-fields their places while a struct is laid out. */
export interface BitFields {
  /** Places `node` in the open unit, or in a new one at `offset`: `end` of what is there, aligned for the unit. */
  place(
    field: string,
    node: BitsNode,
    end: number,
    offset: number,
  ): {
    node: BitsNode;
    offset: number;
  };
  /** Ends the open unit, if there is one: what follows (`next`, for the message) has alignment `align`. */
  close(next: string, align: number): void;
}
/**
 * Bit-fields share a unit of their declared type, filled from the least significant bit (little-endian) or the most significant bit
 * (big-endian), as gcc does. Compilers differ about units that are left in part or crossed; where gcc, ctypes and MSVC would not agree the
 * declaration is refused, with what to write instead.
 */
export declare function bitFields(struct: string, options: LayoutOptions): BitFields;
