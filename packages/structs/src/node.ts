import type { Layout } from "./layout.ts";
import type { ScalarName } from "./scalars.ts";
import type { TextEncoding } from "./text.ts";

/** Byte order of a number: least or most significant byte first. */
export type Endian = "little" | "big";

/** What all kinds of field have. */
interface Common {
  readonly cType: string;
  readonly doc?: string;
}

export interface ScalarNode extends Common {
  readonly kind: "scalar";
  readonly scalar: ScalarName;
  /** Undefined until the struct that contains it decides. */
  readonly endian?: Endian;
  /** Names of the values of an enum. */
  readonly names?: Readonly<Record<string, number | bigint>>;
}

export interface BitsNode extends Common {
  readonly kind: "bits";
  /** The storage unit. */
  readonly scalar: ScalarName;
  readonly endian?: Endian;
  readonly names?: Readonly<Record<string, number | bigint>>;
  readonly width: number;
  /** Position of the lowest bit in the unit, from the least significant bit; set by the layout. */
  readonly shift: number;
}

interface TextNode extends Common {
  readonly kind: "text";
  readonly length: number;
  readonly encoding: TextEncoding;
}

interface BytesNode extends Common {
  readonly kind: "bytes";
  readonly length: number;
}

interface ArrayNode extends Common {
  readonly kind: "array";
  readonly length: number;
  readonly element: Node;
}

export interface StructNode extends Common {
  readonly kind: "struct";
  readonly layout: Layout;
  /** Makes the live view a nested field is read as. */
  readonly view: (memory: DataView) => object;
}

interface PaddingNode extends Common {
  readonly kind: "padding";
  /** Bytes, or the bit-field nobody names. */
  readonly of: number | BitsNode;
}

/** The declaration of a field, as data: everything in this package is driven by these. */
export type Node = ScalarNode | BitsNode | TextNode | BytesNode | ArrayNode | StructNode | PaddingNode;
