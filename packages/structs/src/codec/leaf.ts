import { limits } from "../field-type.ts";
import type { BitsNode, Node, ScalarNode } from "../node.ts";
import { F32_OVERFLOW, SCALARS, type Scalar } from "../scalars.ts";
import { fitsText, readText, writeText } from "../text.ts";
import type { Fallback } from "./codec.ts";
import { copyBytesAt, fitsBytes, readBits64, writeBits64, writeBytes } from "./raw.ts";

/** Reads a value at `at`, in the struct at `offset`. */
export type Read = (memory: DataView, offset: number, at: number) => unknown;
/** Writes a value at `at` and returns true, or changes nothing and returns false. */
export type Write = (memory: DataView, at: number, value: unknown) => boolean;

export interface Access {
  readonly read: Read;
  readonly write: Write;
}

export type Leaf = Exclude<Node, { kind: "array" | "struct" | "padding" }>;

/** What `expressions` is as text, as functions. */
export function leaf(node: Leaf, fallback: Pick<Fallback, "unsafe">): Access {
  switch (node.kind) {
    case "scalar":
      return scalar(node, fallback);
    case "bits":
      return bits(node);
    case "text": {
      const { length, encoding } = node;
      return {
        read: (d, _offset, at) => readText(d, at, length, encoding),
        write(d, at, value) {
          if (!fitsText(value, length, encoding)) return false;
          writeText(d, at, length, value as string, encoding);
          return true;
        },
      };
    }
    case "bytes": {
      const { length } = node;
      return {
        read: (d, _offset, at) => copyBytesAt(d, at, length),
        write(d, at, value) {
          if (!fitsBytes(value, length)) return false;
          writeBytes(d, at, length, value);
          return true;
        },
      };
    }
  }
}

function scalar(node: ScalarNode, fallback: Pick<Fallback, "unsafe">): Access {
  const { get, set, holds, size } = SCALARS[node.scalar];
  const little = node.endian === "little";
  if (holds === "safe") return safe(node, fallback);
  const read = readers[get](little);
  if (holds === "boolean") {
    return {
      read: (d, _offset, at) => d.getUint8(at) !== 0,
      write(d, at, value) {
        if (typeof value !== "boolean") return false;
        d.setUint8(at, value ? 1 : 0);
        return true;
      },
    };
  }
  if (holds === "bigint") {
    const least = SCALARS[node.scalar].min;
    const most = SCALARS[node.scalar].max;
    return {
      read,
      write(d, at, value) {
        if (typeof value !== "bigint" || value < least || value > most) return false;
        d.setBigInt64(at, value, little);
        return true;
      },
    };
  }
  if (holds === "float") {
    if (size === 8) {
      return {
        read,
        write(d, at, value) {
          if (typeof value !== "number") return false;
          d.setFloat64(at, value, little);
          return true;
        },
      };
    }
    return {
      read,
      write(d, at, value) {
        if (typeof value !== "number") return false;
        const magnitude = Math.abs(value);
        if (magnitude >= F32_OVERFLOW && magnitude < Number.POSITIVE_INFINITY) return false;
        d.setFloat32(at, value, little);
        return true;
      },
    };
  }
  const { min, max } = SCALARS[node.scalar];
  const store = set as "setUint8";
  return {
    read,
    write(d, at, value) {
      if (!isWhole(value, min, max)) return false;
      (d[store] as DataView["setUint16"])(at, value, little);
      return true;
    },
  };
}

function isWhole(value: unknown, min: number | bigint, max: number | bigint): value is number {
  return typeof value === "number" && value >= min && value <= max && Math.trunc(value) === value;
}

/** One function for each method: a call site that sees a single method is as fast as written by hand. */
const readers: Record<Scalar["get"], (little: boolean) => Read> = {
  getUint8: () => (d, _offset, at) => d.getUint8(at),
  getInt8: () => (d, _offset, at) => d.getInt8(at),
  getUint16: (little) => (d, _offset, at) => d.getUint16(at, little),
  getInt16: (little) => (d, _offset, at) => d.getInt16(at, little),
  getUint32: (little) => (d, _offset, at) => d.getUint32(at, little),
  getInt32: (little) => (d, _offset, at) => d.getInt32(at, little),
  getFloat32: (little) => (d, _offset, at) => d.getFloat32(at, little),
  getFloat64: (little) => (d, _offset, at) => d.getFloat64(at, little),
  getBigUint64: (little) => (d, _offset, at) => d.getBigUint64(at, little),
  getBigInt64: (little) => (d, _offset, at) => d.getBigInt64(at, little),
};

function safe(node: ScalarNode, { unsafe }: Pick<Fallback, "unsafe">): Access {
  const little = node.endian === "little";
  const [low, high] = little ? [0, 4] : [4, 0];
  const { min, max } = SCALARS[node.scalar];
  const signed = min < 0;
  return {
    read(d, offset, at) {
      const upper = signed ? d.getInt32(at + high, little) : d.getUint32(at + high, little);
      const value = upper * 2 ** 32 + d.getUint32(at + low, little);
      return value > -(2 ** 53) && value < 2 ** 53 ? value : unsafe(d, offset, at);
    },
    write(d, at, value) {
      if (!isWhole(value, min, max)) return false;
      d.setUint32(at + low, value >>> 0, little);
      d.setInt32(at + high, Math.floor(value / 2 ** 32), little);
      return true;
    },
  };
}

/** Bit-fields of any unit, by way of bigint: rare, and not worth more code. */
function bits(node: BitsNode): Access {
  const { width, shift, scalar } = node;
  const { size, holds, min: least } = SCALARS[scalar];
  const little = node.endian === "little";
  const signed = least < 0;
  const { min, max } = limits(node);
  // A narrower unit is the upper or lower end of 64 bits: its bits are read and written on their own.
  const access = size === 8 ? whole64 : narrow(size);
  return {
    read(d, _offset, at) {
      const value = access.read(d, at, little, shift, width, signed);
      return holds === "bigint" ? value : Number(value);
    },
    write(d, at, value) {
      if (holds === "bigint" ? typeof value !== "bigint" || value < min || value > max : !isWhole(value, min, max))
        return false;
      access.write(d, at, little, shift, width, BigInt(value as number | bigint));
      return true;
    },
  };
}

interface BitsAccess {
  read: typeof readBits64;
  write: typeof writeBits64;
}

const whole64: BitsAccess = { read: readBits64, write: writeBits64 };

function narrow(size: number): BitsAccess {
  const [get, set] =
    size === 1
      ? (["getUint8", "setUint8"] as const)
      : size === 2
        ? (["getUint16", "setUint16"] as const)
        : (["getUint32", "setUint32"] as const);
  return {
    read(d, at, little, shift, width, signed) {
      const value = BigInt(d[get](at, little)) >> BigInt(shift);
      return signed ? BigInt.asIntN(width, value) : BigInt.asUintN(width, value);
    },
    write(d, at, little, shift, width, value) {
      const mask = ((1n << BigInt(width)) - 1n) << BigInt(shift);
      const rest = BigInt(d[get](at, little)) & ~mask;
      d[set](at, Number(rest | ((value << BigInt(shift)) & mask)), little);
    },
  };
}
