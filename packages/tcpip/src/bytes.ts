/** Anything that is its bytes: a struct of `@obswire/structs`, a `{ bytes }` of your own. */
export interface ByteTarget {
  /** The memory itself, not a copy: reading fills it, writing sends what it holds at that moment. */
  readonly bytes: Uint8Array;
}

/** What can be sent: bytes, or anything that has them. */
export type ByteSource = Uint8Array | ByteTarget;

/** The bytes of a source, without a copy. Throws TypeError when there are none. */
export function bytesOf(source: ByteSource): Uint8Array {
  const bytes = source instanceof Uint8Array ? source : source?.bytes;
  if (!(bytes instanceof Uint8Array))
    throw new TypeError("expected a Uint8Array or an object with `bytes: Uint8Array`");
  return bytes;
}

/** Index of the first `pattern` in `bytes` at or behind `from`, or -1. */
export function indexOfBytes(bytes: Uint8Array, pattern: Uint8Array, from: number): number {
  const first = pattern[0] as number;
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
    let same = 1;
    while (same < pattern.length && bytes[at + same] === pattern[same]) same++;
    if (same === pattern.length) return at;
  }
  return -1;
}
