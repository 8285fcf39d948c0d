import { FieldError } from "../errors.ts";
import type { Field, Fields } from "./field.ts";
import type { MessageKind } from "./message.ts";

/** The fields of a message under construction. */
export type Values = Record<string, unknown>;

/** What distinguishes one kind of message from another. */
export interface MessageDefinition<
  Kind extends string,
  CodeName extends string,
  Code extends number,
  F extends Fields,
> {
  kind: Kind;
  /** The name under which a message has its code: `commandCode`, `replyCode`, `replyId`. */
  codeName: CodeName;
  code: Code;
  fields: F;
}

/** The fields of a definition, one after the other, without their types. */
export function declaredFields(fields: Fields): readonly (readonly [name: string, field: Field<unknown>])[] {
  return Object.entries(fields) as unknown as readonly (readonly [string, Field<unknown>])[];
}

/**
 * Makes a kind of message: the factory, the check of what it is given, and the methods of its messages. How a message
 * looks on the wire is said by `toText`, and by what `parsers` makes.
 *
 * @param toText the message as text, without the terminator.
 * @param parsers makes what belongs to the wire format; it is given the constructor of messages without values.
 */
export function buildKind<Parsers extends object>(
  definition: MessageDefinition<string, string, number, Fields>,
  toText: (message: Values) => string,
  parsers: (newMessage: () => Values) => Parsers,
): MessageKind<string, string, number, Fields> & Parsers {
  const { kind, codeName, code, fields } = definition;
  const declared = declaredFields(fields);
  // A class of its own for each kind: its name is seen when a message is printed, and its objects have one shape.
  const { [kind]: Message = Object } = { [kind]: class {} };

  const make = (given: Values = {}): object => {
    const message = new Message() as Values;
    for (const [name, field] of declared) {
      const value = given[name];
      if (value === undefined && field.defaultValue !== undefined) {
        message[name] = field.defaultValue();
      } else {
        const accepted = value === undefined ? undefined : field.type.accept(value);
        if (accepted === undefined) throw new FieldError(kind, name, field.type.wanted, value);
        message[name] = accepted;
      }
    }
    return message;
  };

  const prototype: Values & ThisType<Values> = {
    kind,
    [codeName]: code,
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
  for (const [name, value] of Object.entries(prototype)) Object.defineProperty(Message.prototype, name, { value });

  const is = (message: unknown): boolean => message instanceof Message;
  const factory = (given?: Values): object => make(given);
  Object.defineProperty(factory, "name", { value: kind });
  const kindItself = Object.assign(
    factory,
    { kind, code, fields, is },
    parsers(() => new Message() as Values),
  );
  // The table says what the loop above does; no type can be inferred from a loop.
  return kindItself as unknown as MessageKind<string, string, number, Fields> & Parsers;
}
