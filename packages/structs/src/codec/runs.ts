import type { ScalarName } from "../scalars.ts";
import { F32_OVERFLOW } from "../scalars.ts";

/**
 * Neighbouring fields of one scalar type and byte order. Without code generation the cost of a field is finding out what to do with it: a
 * run finds out once. The loops look alike because each has to see one method of DataView only.
 */
export interface Run {
  readonly scalar: ScalarName;
  readonly little: boolean;
  readonly names: readonly string[];
  readonly offsets: readonly number[];
}

/** The types that have loops here; the others are rare in telemetry and are read and written one by one. */
const LOOPED: ReadonlySet<string> = new Set<ScalarName>(["u8", "u16", "i32", "u32", "f32", "f64"]);

export function hasLoop(scalar: ScalarName): boolean {
  return LOOPED.has(scalar);
}

/** Reads the fields of a run, of the struct at `at`, into `out`. */
export function readRun(
  { scalar, little, names, offsets }: Run,
  d: DataView,
  at: number,
  out: Record<string, unknown>,
): void {
  const count = names.length;
  switch (scalar) {
    case "f64":
      for (let i = 0; i < count; i++) out[names[i] as string] = d.getFloat64(at + (offsets[i] as number), little);
      break;
    case "f32":
      for (let i = 0; i < count; i++) out[names[i] as string] = d.getFloat32(at + (offsets[i] as number), little);
      break;
    case "u32":
      for (let i = 0; i < count; i++) out[names[i] as string] = d.getUint32(at + (offsets[i] as number), little);
      break;
    case "i32":
      for (let i = 0; i < count; i++) out[names[i] as string] = d.getInt32(at + (offsets[i] as number), little);
      break;
    case "u16":
      for (let i = 0; i < count; i++) out[names[i] as string] = d.getUint16(at + (offsets[i] as number), little);
      break;
    case "u8":
      for (let i = 0; i < count; i++) out[names[i] as string] = d.getUint8(at + (offsets[i] as number));
      break;
  }
}

/** Writes a number of one of these types, or returns false. */
export function writeLooped(scalar: ScalarName, little: boolean, d: DataView, at: number, value: unknown): boolean {
  if (typeof value !== "number") return false;
  switch (scalar) {
    case "f64":
      d.setFloat64(at, value, little);
      return true;
    case "f32": {
      const magnitude = Math.abs(value);
      if (magnitude >= F32_OVERFLOW && magnitude < Number.POSITIVE_INFINITY) return false;
      d.setFloat32(at, value, little);
      return true;
    }
    case "u32":
      if (value >>> 0 !== value) return false;
      d.setUint32(at, value, little);
      return true;
    case "i32":
      if ((value | 0) !== value) return false;
      d.setInt32(at, value, little);
      return true;
    case "u16":
      if ((value & 0xffff) !== value) return false;
      d.setUint16(at, value, little);
      return true;
    default:
      if ((value & 0xff) !== value) return false;
      d.setUint8(at, value);
      return true;
  }
}
