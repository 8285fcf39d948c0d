import { isMtmountError, MtmountError, UnparsableMessageError } from "../errors.ts";
import { parseJson } from "../text/json.ts";
import { parseIntText } from "../text/numbers.ts";
import { decodeUtf8 } from "../text/utf8.ts";
import { type ByteCursor, readInt } from "./byteFields.ts";
import { objectType } from "./compoundTypes.ts";

/** A message as received: its text, or its bytes, with or without the CR LF behind it. */
export type ReceivedMessage = string | Uint8Array;

/** What a parser needs to know of a table of messages. */
export interface MessageTable<Kind extends { readonly code: number }> {
  /** "command" or "reply", for error messages. */
  what: string;
  /** The kinds of message. */
  kinds: Readonly<Record<string, Kind>>;
  /** The names of all codes, of those without a kind of message too. */
  codes: Readonly<Record<string, number>>;
}

/** What a parser needs of a kind whose fields are lines. */
interface LineKind<M> {
  readonly code: number;
  fromFields(texts: readonly string[]): M;
  fromBytes(cursor: ByteCursor): M | undefined;
}

/** Where the message is that is being parsed as bytes. */
const cursor: ByteCursor = { bytes: new Uint8Array(0), at: 0, end: 0 };

/**
 * Makes the function that parses messages whose fields are lines of text.
 *
 * @param codeIndex the place of the code among the fields.
 * @param minFields how many fields a message has at least.
 * @param trimmed blanks and ends of lines around the message are ignored.
 */
export function lineParser<M>(
  table: MessageTable<LineKind<M>>,
  codeIndex: number,
  minFields: number,
  trimmed = false,
): (received: ReceivedMessage) => M {
  const kindOf = kindFinder(table);
  const byCode = new Map(Object.values(table.kinds).map((kind) => [kind.code, kind]));
  /** Messages that look as they nearly always do, from their bytes; all others take the way through texts. */
  const fast = (bytes: Uint8Array, end: number): M | undefined => {
    cursor.bytes = bytes;
    cursor.at = 0;
    cursor.end = end;
    let code = readInt(cursor);
    if (codeIndex === 1) code = readInt(cursor);
    cursor.at = 0;
    return code === undefined ? undefined : byCode.get(code)?.fromBytes(cursor);
  };
  const slow = parserOf((text) => {
    const texts = (trimmed ? text.trim() : text).split("\n");
    if (texts.length < minFields) {
      throw unparsable(`a ${table.what} has at least ${minFields} fields, not ${texts.length}`);
    }
    return kindOf(texts[codeIndex] ?? "").fromFields(texts);
  });
  return (received) => (typeof received === "string" ? undefined : fast(received, endOf(received))) ?? slow(received);
}

/** Makes the function that parses messages that are JSON. */
export function jsonParser<M>(
  table: MessageTable<{ readonly code: number; fromJson(json: unknown): M }>,
): (received: ReceivedMessage) => M {
  const kindOf = kindFinder(table);
  return parserOf((text) => {
    let json: unknown;
    try {
      json = parseJson(text);
    } catch (cause) {
      throw new MtmountError("ERR_MTMOUNT_UNPARSABLE", "it is not JSON", { cause });
    }
    const { id } = objectType.fromJson(json) ?? {};
    return kindOf(String(id)).fromJson(json);
  });
}

/** Finds the kind for a code as it was received, which may have blanks around it. */
function kindFinder<Kind extends { readonly code: number }>(table: MessageTable<Kind>): (codeText: string) => Kind {
  const { what, kinds, codes } = table;
  const byCode = new Map(Object.values(kinds).map((kind) => [kind.code, kind]));
  return (codeText) => {
    const kind = byCode.get(parseIntText(codeText) ?? Number.NaN);
    if (kind !== undefined) return kind;
    const name = Object.keys(codes).find((one) => String(codes[one]) === codeText.trim());
    if (name !== undefined) throw unparsable(`${what} ${name} (${codeText}) has no kind of message`);
    throw unparsable(`${JSON.stringify(codeText)} is not the code of a ${what}`);
  };
}

/** Adds what all parsers share: bytes become text, the terminator goes, and an error has the bytes. */
function parserOf<M>(parseText: (text: string) => M): (received: ReceivedMessage) => M {
  return (received) => {
    const end = endOf(received);
    const text = typeof received === "string" ? received.slice(0, end) : decodeUtf8(received, end).text;
    try {
      return parseText(text);
    } catch (cause) {
      if (!isMtmountError(cause)) throw cause;
      // A copy of received bytes, so that the error may be kept.
      const bytes = typeof received === "string" ? Buffer.from(text) : Uint8Array.from(received.subarray(0, end));
      throw new UnparsableMessageError(cause.message, bytes, { cause });
    }
  };
}

/** Where the CR LF begins, or the end where there is none. */
function endOf(received: ReceivedMessage): number {
  const { length } = received;
  const isTerminated =
    typeof received === "string"
      ? received.endsWith("\r\n")
      : received[length - 2] === 0x0d && received[length - 1] === 0x0a;
  return isTerminated ? length - 2 : length;
}

function unparsable(message: string): MtmountError {
  return new MtmountError("ERR_MTMOUNT_UNPARSABLE", message);
}
