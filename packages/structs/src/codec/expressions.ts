import { limits } from "../field-type.ts";
import type { BitsNode, Node, ScalarNode } from "../node.ts";
import { F32_OVERFLOW, SCALARS } from "../scalars.ts";

/**
 * The JavaScript for one value, as text: `d` is the DataView, `at` where the value is, `x` a variable with the value to write. Only numbers
 * made here and names of enumerated encodings are put into the text, never anything a user wrote.
 */
interface Expressions {
  /** An expression for the value; may use the variable `h`, and `o`, the start of the struct. */
  read(at: string): string;
  /** An expression that tells whether `x` can be written. */
  test(x: string): string;
  /** A statement that writes `x`. */
  write(at: string, x: string): string;
}

type Leaf = Exclude<Node, { kind: "array" | "struct" | "padding" }>;

export function expressions(node: Leaf): Expressions {
  switch (node.kind) {
    case "scalar":
      return scalar(node);
    case "bits":
      return SCALARS[node.scalar].size === 8 ? bits64(node) : bits(node);
    case "text": {
      const how = `${node.length}, "${node.encoding}"`;
      return {
        read: (at) => `readText(d, ${at}, ${how})`,
        test: (x) => `fitsText(${x}, ${how})`,
        write: (at, x) => `writeText(d, ${at}, ${node.length}, ${x}, "${node.encoding}");`,
      };
    }
    case "bytes":
      return {
        read: (at) => `copyBytesAt(d, ${at}, ${node.length})`,
        test: (x) => `fitsBytes(${x}, ${node.length})`,
        write: (at, x) => `writeBytes(d, ${at}, ${node.length}, ${x});`,
      };
  }
}

/** `, true` or `, false` where the byte order matters. */
function order(node: ScalarNode | BitsNode): string {
  return SCALARS[node.scalar].size === 1 ? "" : `, ${node.endian === "little"}`;
}

function scalar(node: ScalarNode): Expressions {
  const { get, set, holds, size, min } = SCALARS[node.scalar];
  const little = order(node);
  const plain: Pick<Expressions, "read" | "write"> = {
    read: (at) => `d.${get}(${at}${little})`,
    write: (at, x) => `d.${set}(${at}, ${x}${little});`,
  };
  switch (holds) {
    case "boolean":
      return {
        read: (at) => `d.getUint8(${at}) !== 0`,
        test: (x) => `typeof ${x} === "boolean"`,
        write: (at, x) => `d.setUint8(${at}, ${x} ? 1 : 0);`,
      };
    case "integer":
      return { ...plain, test: (x) => isWhole(x, size * 8, min < 0) };
    case "bigint":
      return {
        ...plain,
        test: (x) => `typeof ${x} === "bigint" && BigInt.as${min < 0 ? "Int" : "Uint"}N(64, ${x}) === ${x}`,
      };
    case "safe":
      return safe(node, min < 0);
    case "float":
      if (size === 8) return { ...plain, test: (x) => `typeof ${x} === "number"` };
      return {
        ...plain,
        test: (x) => `typeof ${x} === "number" && !(Math.abs(${x}) >= ${F32_OVERFLOW} && Math.abs(${x}) < Infinity)`,
      };
  }
}

/** Whether `x` is a whole number of `width` bits, at most 32. */
function isWhole(x: string, width: number, signed: boolean): string {
  const spare = 32 - width;
  const cut = signed
    ? spare === 0
      ? `(${x} | 0)`
      : `(${x} << ${spare} >> ${spare})`
    : spare === 0
      ? `(${x} >>> 0)`
      : `(${x} & ${2 ** width - 1})`;
  return `typeof ${x} === "number" && ${cut} === ${x}`;
}

/** 64 bits as a number: two halves, ten times as fast as a bigint. The sum is exact within ±2^53 and beyond it cannot come back inside. */
function safe(node: ScalarNode, signed: boolean): Expressions {
  const little = order(node);
  const [low, high] = node.endian === "little" ? [0, 4] : [4, 0];
  const half = signed ? "Int32" : "Uint32";
  const inside = signed ? `h > -${2 ** 53} && h < ${2 ** 53}` : `h < ${2 ** 53}`;
  return {
    read: (at) =>
      `(h = d.get${half}(${at} + ${high}${little}) * 4294967296 + d.getUint32(${at} + ${low}${little}), ${inside} ? h : unsafe(d, o, ${at}))`,
    test: (x) => `Number.isSafeInteger(${x})${signed ? "" : ` && ${x} >= 0`}`,
    write: (at, x) =>
      `d.setUint32(${at} + ${low}, ${x} >>> 0${little}); d.setInt32(${at} + ${high}, Math.floor(${x} / 4294967296)${little});`,
  };
}

function bits(node: BitsNode): Expressions {
  const little = order(node);
  const { width, shift } = node;
  const unit = `Uint${SCALARS[node.scalar].size * 8}`;
  const signed = SCALARS[node.scalar].min < 0;
  const mask = 2 ** width - 1;
  return {
    read: (at) => {
      const value = `d.get${unit}(${at}${little})`;
      if (signed) return `(${value} << ${32 - shift - width} >> ${32 - width})`;
      return width === 32 ? value : `(${value} >>> ${shift} & ${mask})`;
    },
    test: (x) => isWhole(x, width, signed),
    write: (at, x) =>
      width === 32
        ? `d.set${unit}(${at}, ${x}${little});`
        : `d.set${unit}(${at}, d.get${unit}(${at}${little}) & ${~(mask << shift)} | (${x} & ${mask}) << ${shift}${little});`,
  };
}

function bits64(node: BitsNode): Expressions {
  const number = SCALARS[node.scalar].holds === "safe";
  const how = `${node.endian === "little"}, ${node.shift}, ${node.width}`;
  const signed = SCALARS[node.scalar].min < 0;
  const { min, max } = limits(node);
  return {
    read: (at) =>
      number ? `Number(readBits64(d, ${at}, ${how}, ${signed}))` : `readBits64(d, ${at}, ${how}, ${signed})`,
    test: (x) =>
      number
        ? `Number.isSafeInteger(${x}) && ${x} >= ${min} && ${x} <= ${max}`
        : `fitsBits64(${x}, ${node.width}, ${signed})`,
    write: (at, x) => `writeBits64(d, ${at}, ${how}, ${number ? `BigInt(${x})` : x});`,
  };
}
