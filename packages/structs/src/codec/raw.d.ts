/** Raw bytes, and what takes more than one call of a DataView. */
export declare function isList(value: unknown, length: number): value is ArrayLike<unknown>;
export declare function fitsBytes(value: unknown, length: number): value is ArrayLike<number>;
/** The bytes themselves, not a copy. */
export declare function bytesAt(d: DataView, at: number, length: number): Uint8Array;
export declare function copyBytesAt(d: DataView, at: number, length: number): Uint8Array;
export declare function writeBytes(d: DataView, at: number, length: number, value: ArrayLike<number>): void;
/** A bit-field of a 64-bit unit. */
export declare function readBits64(
  d: DataView,
  at: number,
  little: boolean,
  shift: number,
  width: number,
  signed: boolean,
): bigint;
export declare function writeBits64(
  d: DataView,
  at: number,
  little: boolean,
  shift: number,
  width: number,
  value: bigint,
): void;
export declare function fitsBits64(value: unknown, width: number, signed: boolean): value is bigint;
