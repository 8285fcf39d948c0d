import type { ByteCursor } from "./byteFields.ts";
import type { ArgumentsOf, Fields, ValuesOf } from "./field.ts";

/** What every message can do. */
export interface MessageMethods {
  /** The message as it is sent, without the CR LF behind it: its fields joined by LF, or JSON. */
  toText(): string;
  /** The bytes to send, CR LF included. They are the caller's. */
  encode(): Uint8Array;
  /** Whether the other one would be the same bytes: the same kind, and each field equal (NaN equals NaN). */
  equals(other: unknown): boolean;
  /** A plain object with the kind and the fields, for logs. */
  toJSON(): Record<string, unknown>;
}

/** A message of one kind: its fields by name, and what every message can do. Read-only; `with` makes changed copies. */
export type MessageOf<Kind extends string, CodeName extends string, Code extends number, F> = {
  /** The name of the kind: what a `switch` looks at. */
  readonly kind: Kind;
} & { readonly [N in CodeName]: Code } & ValuesOf<F> & {
    /** A copy with some fields changed. */ with(changes: Partial<ArgumentsOf<F>>): MessageOf<Kind, CodeName, Code, F>;
  } & MessageMethods;

/** One kind of message: call it to make one, and ask it what its fields are. */
export interface MessageKind<Kind extends string, CodeName extends string, Code extends number, F extends Fields> {
  /**
   * Makes a message. What is not a field is ignored, as in the original.
   *
   * @throws FieldError when a field without default is missing, or a value cannot be its field's.
   */
  (
    ...given: object extends ArgumentsOf<F> ? [values?: ArgumentsOf<F>] : [values: ArgumentsOf<F>]
  ): MessageOf<Kind, CodeName, Code, F>;
  /** The name of the kind, which is that of the class in the original. */
  readonly kind: Kind;
  /** The number that says on the wire which kind it is. */
  readonly code: Code;
  /** The fields in the order of the wire, by their names here; the code is not among them. */
  readonly fields: F;
  /** Whether a message is of this kind. */
  is(message: unknown): message is MessageOf<Kind, CodeName, Code, F>;
}

/** A kind of message whose fields are lines of text. */
export interface LineMessageKind<Kind extends string, CodeName extends string, Code extends number, F extends Fields>
  extends MessageKind<Kind, CodeName, Code, F> {
  /** The texts of a message's fields in the order of the wire, its code included. */
  toFields(message: MessageOf<Kind, CodeName, Code, F>): string[];
  /**
   * The message that these texts of fields are.
   *
   * @throws FieldError when one of them is not a value of its field, MtmountError `ERR_MTMOUNT_UNPARSABLE` when their number is wrong.
   */
  fromFields(texts: readonly string[]): MessageOf<Kind, CodeName, Code, F>;
  /** The message that the cursor stands before, if every field looks as it nearly always does. For the parser. */
  fromBytes(cursor: ByteCursor): MessageOf<Kind, CodeName, Code, F> | undefined;
}

/** A kind of message that is JSON. */
export interface JsonMessageKind<Kind extends string, CodeName extends string, Code extends number, F extends Fields>
  extends MessageKind<Kind, CodeName, Code, F> {
  /**
   * The message that a parsed JSON object is.
   *
   * @throws FieldError when a field is missing or has a wrong value.
   */
  fromJson(json: unknown): MessageOf<Kind, CodeName, Code, F>;
}
