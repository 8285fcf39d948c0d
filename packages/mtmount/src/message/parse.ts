import { isMtmountError, MtmountError, UnparsableMessageError } from "../errors.ts";
import { decodeUtf8 } from "../text/utf8.ts";

/** A message as received: its text, or its bytes, with or without the CR LF behind it. */
export type ReceivedMessage = string | Uint8Array;

/** What is particular to one table of messages. */
export interface MessageTable<M> {
  /** "command" or "reply", for error messages. */
  what: string;
  /** The kinds of message. */
  kinds: Readonly<Record<string, { readonly code: number; fromFields(texts: readonly string[]): M }>>;
  /** The names of all codes, of those without a kind of message too. */
  codes: Readonly<Record<string, number>>;
  /** The place of the code among the fields. */
  codeIndex: number;
  /** How many fields a message has at least. */
  minFields: number;
}

/** Makes the function that parses the messages of one table. It throws `UnparsableMessageError`, which has the bytes. */
export function messageParser<M>(table: MessageTable<M>): (received: ReceivedMessage) => M {
  const byCode = new Map(Object.values(table.kinds).map((kind) => [kind.code, kind]));
  const parseFields = (texts: string[]): M => {
    const { what, codes, codeIndex, minFields } = table;
    if (texts.length < minFields) throw unparsable(`a ${what} has at least ${minFields} fields, not ${texts.length}`);
    const codeText = texts[codeIndex] ?? "";
    const kind = byCode.get(Number(codeText));
    if (kind !== undefined && codeText !== "") return kind.fromFields(texts);
    const name = Object.keys(codes).find((one) => String(codes[one]) === codeText.trim());
    if (name !== undefined) throw unparsable(`${what} ${name} (${codeText}) has no kind of message`);
    throw unparsable(`${JSON.stringify(codeText)} is not the code of a ${what}`);
  };
  return (received) => {
    const text = withoutTerminator(typeof received === "string" ? received : decodeUtf8(received).text);
    try {
      return parseFields(text.split("\n"));
    } catch (cause) {
      if (!isMtmountError(cause)) throw cause;
      const bytes = typeof received === "string" ? Buffer.from(text) : withoutTerminatorBytes(received);
      throw new UnparsableMessageError(cause.message, bytes, { cause });
    }
  };
}

function unparsable(message: string): MtmountError {
  return new MtmountError("ERR_MTMOUNT_UNPARSABLE", message);
}

function withoutTerminator(text: string): string {
  return text.endsWith("\r\n") ? text.slice(0, -2) : text;
}

/** A copy, so that the error may be kept. */
function withoutTerminatorBytes(bytes: Uint8Array): Uint8Array {
  const terminated = bytes.at(-2) === 0x0d && bytes.at(-1) === 0x0a;
  return Uint8Array.prototype.slice.call(bytes, 0, terminated ? -2 : undefined);
}
