const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder("utf-8", { ignoreBOM: true });
/** U+FFFD as UTF-8. It begins with a byte that never stands inside another character. */
const REPLACEMENT = Buffer.of(0xef, 0xbf, 0xbd);
/** A text, and whether bytes had to be left out of it. */
export interface DecodedText {
  readonly text: string;
  /** Bytes that are not UTF-8 were left out, as the original does. */
  readonly droppedBytes: boolean;
}

/** The text of UTF-8 bytes, of all or of those before `end`. Bytes that are not UTF-8 are left out. */
export function decodeUtf8(bytes: Uint8Array, end: number = bytes.length): DecodedText {
  const buffer = asBuffer(bytes);
  const text = buffer.toString("utf8", 0, end);
  // The decoder puts U+FFFD where bytes are wrong; but it may also have been sent.
  if (!text.includes("\uFFFD")) return { text, droppedBytes: false };
  try {
    return { text: strict.decode(buffer.subarray(0, end)), droppedBytes: false };
  } catch {
    return { text: decodeDropping(buffer.subarray(0, end)), droppedBytes: true };
  }
}

/** The decoder puts U+FFFD where bytes are wrong; those that were sent are set aside first, to tell them from its own. */
function decodeDropping(bytes: Buffer): string {
  const parts: string[] = [];
  let from = 0;
  for (;;) {
    const at = bytes.indexOf(REPLACEMENT, from);
    const end = at < 0 ? bytes.length : at;
    parts.push(lenient.decode(bytes.subarray(from, end)).replaceAll("\uFFFD", ""));
    if (at < 0) return parts.join("\uFFFD");
    from = at + REPLACEMENT.length;
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
