import type { Endian, Node } from "./node.ts";
/** How a struct is laid out; see `StructOptions`. */
export interface LayoutOptions {
  readonly endian: Endian;
  /** Alignment is at most this many bytes; `natural` is no limit. */
  readonly pack: number;
  readonly kind: "struct" | "union";
}
/** A field in its place. */
export interface Placed {
  readonly name: string;
  readonly node: Node;
  readonly offset: number;
  readonly size: number;
}
/** A struct or union with every field in its place. */
export interface Layout {
  readonly name: string;
  readonly kind: "struct" | "union";
  readonly size: number;
  readonly align: number;
  /** Fields in the order of declaration, padding left out. */
  readonly fields: readonly Placed[];
}
export declare function sizeOf(node: Node): number;
/** Places the fields as gcc does on LP64 with `#pragma pack`. */
export declare function layOut(name: string, nodes: ReadonlyMap<string, Node>, options: LayoutOptions): Layout;
