import { type BitFields, bitFields } from "./bits.ts";
import { StructsError } from "./errors.ts";
import type { Endian, Node } from "./node.ts";
import { SCALARS } from "./scalars.ts";

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

export function sizeOf(node: Node): number {
  switch (node.kind) {
    case "scalar":
    case "bits":
      return SCALARS[node.scalar].size;
    case "text":
    case "bytes":
      return node.length;
    case "array":
      return node.length * sizeOf(node.element);
    case "struct":
      return node.layout.size;
    case "padding":
      return typeof node.of === "number" ? node.of : sizeOf(node.of);
  }
}

/** Natural alignment on LP64: of a scalar its size, of an array its element's, of a struct its strictest field's. */
function alignOf(node: Node): number {
  switch (node.kind) {
    case "scalar":
    case "bits":
      return SCALARS[node.scalar].size;
    case "array":
      return alignOf(node.element);
    case "struct":
      return node.layout.align;
    default:
      return 1;
  }
}

/** `node` with the byte order of its struct wherever it did not choose one. */
function withEndian(node: Node, endian: Endian): Node {
  if (node.kind === "scalar" || node.kind === "bits") return node.endian === undefined ? { ...node, endian } : node;
  if (node.kind === "array") return { ...node, element: withEndian(node.element, endian) };
  return node;
}

function alignUp(offset: number, align: number): number {
  return Math.ceil(offset / align) * align;
}

/** The largest struct: what a DataView can address on every engine, with room to add offsets as 32-bit integers. */
const MAX_SIZE = 2 ** 30;

/** Places the fields as gcc does on LP64 with `#pragma pack`. */
export function layOut(name: string, nodes: ReadonlyMap<string, Node>, options: LayoutOptions): Layout {
  const fields: Placed[] = [];
  const bits: BitFields = bitFields(name, options);
  let end = 0;
  let size = 0;
  let align = 1;
  for (const [field, declared] of nodes) {
    const node = withEndian(declared, options.endian);
    const nodeAlign = Math.min(alignOf(node), options.pack);
    const unit =
      node.kind === "bits" ? node : node.kind === "padding" && typeof node.of === "object" ? node.of : undefined;
    if (unit !== undefined) {
      const unitAlign = Math.min(alignOf(unit), options.pack);
      const placed = bits.place(
        field,
        { ...unit, endian: unit.endian ?? options.endian },
        end,
        alignUp(end, unitAlign),
      );
      if (node.kind === "bits")
        fields.push({ name: field, node: placed.node, offset: placed.offset, size: sizeOf(unit) });
      end = placed.offset + sizeOf(unit);
      align = Math.max(align, node.kind === "bits" ? unitAlign : 1);
    } else {
      bits.close(field, nodeAlign);
      const offset = options.kind === "union" ? 0 : alignUp(end, nodeAlign);
      if (node.kind !== "padding") fields.push({ name: field, node, offset, size: sizeOf(node) });
      end = offset + sizeOf(node);
      align = Math.max(align, nodeAlign);
    }
    size = Math.max(size, end);
  }
  bits.close("the end", align);
  size = alignUp(size, align);
  if (size > MAX_SIZE) {
    throw new StructsError(
      "ERR_STRUCTS_DECLARATION",
      `${name} has ${size} bytes; at most ${MAX_SIZE} can be laid out`,
      { struct: name },
    );
  }
  return { name, kind: options.kind, size, align, fields };
}
