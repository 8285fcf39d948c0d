/** Raw bytes, and what takes more than one call of a DataView. */

/** Whether `value` is a Uint8Array (or a Buffer), also one of another realm. */
export function isBytes(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array || Object.prototype.toString.call(value) === "[object Uint8Array]";
}

/** Whether `value` is memory itself, not an object with values. */
export function isMemory(value: unknown): value is ArrayBuffer | ArrayBufferView {
  return ArrayBuffer.isView(value) || value instanceof ArrayBuffer;
}

export function isList(value: unknown, length: number): value is ArrayLike<unknown> {
  return typeof value === "object" && value !== null && (value as ArrayLike<unknown>).length === length;
}

export function fitsBytes(value: unknown, length: number): value is ArrayLike<number> {
  if (!isList(value, length)) return false;
  if (value instanceof Uint8Array) return true;
  for (let i = 0; i < length; i++) {
    const byte = value[i];
    if (typeof byte !== "number" || (byte & 0xff) !== byte) return false;
  }
  return true;
}

/** The bytes themselves, not a copy. */
export function bytesAt(d: DataView, at: number, length: number): Uint8Array {
  return new Uint8Array(d.buffer, d.byteOffset + at, length);
}

export function copyBytesAt(d: DataView, at: number, length: number): Uint8Array {
  return bytesAt(d, at, length).slice();
}

export function writeBytes(d: DataView, at: number, length: number, value: ArrayLike<number>): void {
  bytesAt(d, at, length).set(value);
}

/** A bit-field of a 64-bit unit. */
export function readBits64(
  d: DataView,
  at: number,
  little: boolean,
  shift: number,
  width: number,
  signed: boolean,
): bigint {
  const bits = d.getBigUint64(at, little) >> BigInt(shift);
  return signed ? BigInt.asIntN(width, bits) : BigInt.asUintN(width, bits);
}

export function writeBits64(
  d: DataView,
  at: number,
  little: boolean,
  shift: number,
  width: number,
  value: bigint,
): void {
  const mask = ((1n << BigInt(width)) - 1n) << BigInt(shift);
  const rest = d.getBigUint64(at, little) & ~mask;
  d.setBigUint64(at, rest | ((value << BigInt(shift)) & mask), little);
}

export function fitsBits64(value: unknown, width: number, signed: boolean): value is bigint {
  return typeof value === "bigint" && (signed ? BigInt.asIntN(width, value) : BigInt.asUintN(width, value)) === value;
}
