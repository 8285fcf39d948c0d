/**
 * Why a {@link StructsError} was thrown:
 *
 * | code | meaning |
 * |---|---|
 * | `ERR_STRUCTS_DECLARATION` | the declaration of a struct cannot be laid out; thrown by `struct`, `union` and the field types |
 * | `ERR_STRUCTS_TYPE` | a value of the wrong JavaScript type, for example a string for an `f64` |
 * | `ERR_STRUCTS_RANGE` | a number the field cannot hold: too big, too small, or not whole |
 * | `ERR_STRUCTS_UNSAFE_INTEGER` | a 64-bit integer beyond ±(2^53 - 1) in an `asNumber` field, read or written |
 * | `ERR_STRUCTS_TEXT` | text that is too long, contains a NUL, or cannot be written in the encoding of the field |
 * | `ERR_STRUCTS_LENGTH` | an array or byte string of the wrong length |
 * | `ERR_STRUCTS_UNKNOWN_FIELD` | a name that is not a field of the struct |
 * | `ERR_STRUCTS_SHORT_BUFFER` | fewer bytes than the struct needs; see `needed` and `got` |
 */
export type StructsErrorCode =
  | "ERR_STRUCTS_DECLARATION"
  | "ERR_STRUCTS_TYPE"
  | "ERR_STRUCTS_RANGE"
  | "ERR_STRUCTS_UNSAFE_INTEGER"
  | "ERR_STRUCTS_TEXT"
  | "ERR_STRUCTS_LENGTH"
  | "ERR_STRUCTS_UNKNOWN_FIELD"
  | "ERR_STRUCTS_SHORT_BUFFER";

/** What a {@link StructsError} knows besides its message; what does not apply is absent. */
export interface StructsErrorData {
  /** Name of the struct that was declared, read or written: the outermost one. */
  readonly struct?: string;
  /** Path of the field from that struct, for example `actuators[2].position`. */
  readonly field?: string;
  /** Offset of the field from the start of that struct, in bytes. */
  readonly offset?: number;
  /** The offending value. */
  readonly value?: unknown;
  /** Bytes needed (`ERR_STRUCTS_SHORT_BUFFER`). */
  readonly needed?: number;
  /** Bytes there were (`ERR_STRUCTS_SHORT_BUFFER`). */
  readonly got?: number;
}

const BRAND: unique symbol = Symbol.for("@obswire/structs.StructsError");

/**
 * The error of this package: a declaration that cannot be laid out, a value that cannot be written, bytes that cannot be read.
 * A failed write leaves the bytes of the struct as they were.
 */
export class StructsError extends Error implements StructsErrorData {
  /** Always `StructsError`. */
  override readonly name: "StructsError" = "StructsError";
  /** Why; stable, to be compared in programs. */
  readonly code: StructsErrorCode;
  /** Name of the struct that was declared, read or written: the outermost one. */
  declare readonly struct?: string;
  /** Path of the field from that struct, for example `actuators[2].position`. */
  declare readonly field?: string;
  /** Offset of the field from the start of that struct, in bytes. */
  declare readonly offset?: number;
  /** The offending value. */
  declare readonly value?: unknown;
  /** Bytes needed (`ERR_STRUCTS_SHORT_BUFFER`). */
  declare readonly needed?: number;
  /** Bytes there were (`ERR_STRUCTS_SHORT_BUFFER`). */
  declare readonly got?: number;

  /** @param data what is known besides the message: copied into properties of the same names. */
  constructor(code: StructsErrorCode, message: string, data: StructsErrorData = {}) {
    super(message);
    this.code = code;
    Object.assign(this, data);
    Object.defineProperty(this, BRAND, { value: true });
  }
}

/** Whether `error` is a {@link StructsError}, also one of another copy of this package; with `code`, whether it has that code. */
export function isStructsError(error: unknown, code?: StructsErrorCode): error is StructsError {
  return (
    error instanceof Error && BRAND in error && (code === undefined || (error as Partial<StructsError>).code === code)
  );
}

/** A value as an error message shows it: short, and never throwing whatever the value is. */
export function show(value: unknown): string {
  if (typeof value === "string")
    return value.length > 40 ? `${JSON.stringify(value.slice(0, 40))}…` : JSON.stringify(value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function") return "a function";
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (ArrayBuffer.isView(value))
    return `${Object.prototype.toString.call(value).slice(8, -1)} of ${value.byteLength} bytes`;
  if (value instanceof ArrayBuffer) return `ArrayBuffer of ${value.byteLength} bytes`;
  if (typeof value === "object" && value !== null) return "an object";
  return Object.is(value, -0) ? "-0" : String(value);
}
