import type { Node } from "../node.ts";
import type { Fallback } from "./codec.ts";
/** Reads a value at `at`, in the struct at `offset`. */
export type Read = (memory: DataView, offset: number, at: number) => unknown;
/** Writes a value at `at` and returns true, or changes nothing and returns false. */
export type Write = (memory: DataView, at: number, value: unknown) => boolean;
export interface Access {
  readonly read: Read;
  readonly write: Write;
}
export type Leaf = Exclude<
  Node,
  {
    kind: "array" | "struct" | "padding";
  }
>;
/** What `expressions` is as text, as functions. */
export declare function leaf(node: Leaf, fallback: Pick<Fallback, "unsafe">): Access;
