import { FieldError, MtmountError } from "../errors.ts";
import type { ArgumentsOf, Field, Fields, ValuesOf } from "./field.ts";

/** What every message can do. */
export interface MessageMethods {
  /** The texts of the fields in the order of the wire, its code included. */
  toFields(): string[];
  /** The fields joined by LF: the message as it is sent, without the CR LF behind it. */
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
  /** The fields in the order of the wire, without the code. */
  readonly fields: F;
  /** Which place the code has among the fields on the wire. */
  readonly codeIndex: number;
  /** Whether further fields may follow; they are kept in `extraData`. */
  readonly hasExtraData: boolean;
  /** Whether a message is of this kind. */
  is(message: unknown): message is MessageOf<Kind, CodeName, Code, F>;
  /**
   * The message that these texts of fields are.
   *
   * @throws FieldError when one of them is not a value of its field, MtmountError `ERR_MTMOUNT_UNPARSABLE` when their number is wrong.
   */
  fromFields(texts: readonly string[]): MessageOf<Kind, CodeName, Code, F>;
}

/** What distinguishes one kind from another. */
export interface MessageDefinition<
  Kind extends string,
  CodeName extends string,
  Code extends number,
  F extends Fields,
> {
  kind: Kind;
  codeName: CodeName;
  code: Code;
  codeIndex: number;
  fields: F;
  hasExtraData?: boolean;
}

type AnyField = Field<unknown>;
type Values = Record<string, unknown>;

/** The last field of messages that have extra data. */
export const EXTRA_DATA = "extraData";

/** Makes a kind of message from its row of the table. */
export function defineMessage<Kind extends string, CodeName extends string, Code extends number, F extends Fields>(
  definition: MessageDefinition<Kind, CodeName, Code, F>,
): MessageKind<Kind, CodeName, Code, F> {
  const { kind, codeName, code, codeIndex, fields, hasExtraData = false } = definition;
  const declared = Object.entries(fields) as unknown as readonly (readonly [string, AnyField])[];
  const single = hasExtraData ? declared.filter(([name]) => name !== EXTRA_DATA) : declared;
  const codeText = String(code);
  const count = single.length + 1;

  // A class of its own for each kind: its name is seen when a message is printed, and its objects have one shape.
  const { [kind]: Message = Object } = { [kind]: class {} };

  const make = (given: Values = {}): object => {
    const message = new Message() as Values;
    for (const [name, field] of declared) {
      const value = given[name];
      if (value === undefined && field.defaultValue !== undefined) {
        message[name] = field.defaultValue();
        continue;
      }
      const accepted = value === undefined ? undefined : field.type.accept(value);
      if (accepted === undefined) throw new FieldError(kind, name, field.type.wanted, value);
      message[name] = accepted;
    }
    return message;
  };

  const toFields = (message: Values): string[] => {
    const texts: string[] = [];
    for (const [name, { type }] of single) texts.push(type.toText(message[name]));
    texts.splice(codeIndex, 0, codeText);
    return hasExtraData ? texts.concat(message[EXTRA_DATA] as string[]) : texts;
  };

  const toText = (message: Values): string => {
    if (hasExtraData) return toFields(message).join("\n");
    let text = codeIndex === 0 ? codeText : "";
    let place = codeIndex === 0 ? 1 : 0;
    for (const [name, { type }] of single) {
      const value = type.toText(message[name]);
      text = place === 0 ? value : `${text}\n${value}`;
      place += 1;
      if (place === codeIndex) {
        text = `${text}\n${codeText}`;
        place += 1;
      }
    }
    return text;
  };

  const fromFields = (texts: readonly string[]): object => {
    if (texts.length !== count && !(hasExtraData && texts.length > count)) {
      const wanted = hasExtraData ? `at least ${count}` : `${count}`;
      throw new MtmountError("ERR_MTMOUNT_UNPARSABLE", `${kind} has ${wanted} fields, not ${texts.length}`);
    }
    if (texts[codeIndex] !== codeText && Number(texts[codeIndex]) !== code) {
      throw new FieldError(kind, codeName, codeText, texts[codeIndex]);
    }
    const message = new Message() as Values;
    let place = codeIndex === 0 ? 1 : 0;
    for (const [name, { type }] of single) {
      const text = texts[place] ?? "";
      const value = type.fromText(text);
      if (value === undefined) throw new FieldError(kind, name, type.wanted, text);
      message[name] = value;
      place += 1;
      if (place === codeIndex) place += 1;
    }
    if (hasExtraData) message[EXTRA_DATA] = texts.slice(count);
    return message;
  };

  const methods: Record<string, (this: Values, argument: never) => unknown> = {
    toFields() {
      return toFields(this);
    },
    toText() {
      return toText(this);
    },
    encode() {
      return Buffer.from(`${toText(this)}\r\n`);
    },
    equals(other: unknown) {
      return this === other || (other instanceof Message && toText(this) === toText(other as Values));
    },
    with(changes: Values) {
      return make({ ...this, ...changes });
    },
    toJSON() {
      return { kind, ...this };
    },
  };
  for (const [name, value] of Object.entries({ kind, [codeName]: code, ...methods })) {
    Object.defineProperty(Message.prototype, name, { value, writable: true, configurable: true });
  }

  const rest = {
    code,
    fields,
    codeIndex,
    hasExtraData,
    fromFields,
    is: (message: unknown) => message instanceof Message,
  };
  const factory = Object.assign((given?: Values) => make(given), rest, { kind });
  Object.defineProperty(factory, "name", { value: kind });
  // The table says what the loops above do; no type can be inferred from a loop.
  return factory as unknown as MessageKind<Kind, CodeName, Code, F>;
}
