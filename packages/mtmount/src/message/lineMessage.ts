import { FieldError, MtmountError } from "../errors.ts";
import { buildKind, declaredFields, type MessageDefinition, type Values } from "./build.ts";
import { type ByteCursor, readInt } from "./byteFields.ts";
import type { Fields } from "./field.ts";
import type { LineMessageKind } from "./message.ts";

/** What a kind of message whose fields are lines needs beside its fields. */
interface LineMessageDefinition<Kind extends string, CodeName extends string, Code extends number, F extends Fields>
  extends MessageDefinition<Kind, CodeName, Code, F> {
  /** The place of the code among the fields on the wire. */
  codeIndex: 0 | 1;
  /** The last field is a list of texts: all that follows the others on the wire. */
  hasExtraData?: boolean;
}

/** Makes a kind of message whose fields are lines of text, from its row of the table. */
export function defineMessage<Kind extends string, CodeName extends string, Code extends number, F extends Fields>(
  definition: LineMessageDefinition<Kind, CodeName, Code, F>,
): LineMessageKind<Kind, CodeName, Code, F> {
  const { kind, codeName, code, codeIndex, fields, hasExtraData = false } = definition;
  const codeText = String(code);
  const all = declaredFields(fields);
  const lines = hasExtraData ? all.slice(0, -1) : all;
  // Plain loops over these are twice as fast as destructuring, and this is what every message goes through.
  const names = lines.map(([name]) => name);
  const types = lines.map(([, { type }]) => type);
  const [extraName] = all.at(-1) ?? [""];
  const count = lines.length + 1;

  const toText = (message: Values): string => {
    let text = codeIndex === 0 ? codeText : "";
    let place: number = codeIndex === 0 ? 1 : 0;
    for (const [name, { type }] of lines) {
      const line = type.toText(message[name]);
      text = place === 0 ? `${line}\n${codeText}` : `${text}\n${line}`;
      place += 1;
    }
    return hasExtraData ? [text, ...(message[extraName] as readonly string[])].join("\n") : text;
  };

  const toFields = (message: Values): string[] => {
    const texts = lines.map(([name, { type }]) => type.toText(message[name]));
    texts.splice(codeIndex, 0, codeText);
    return hasExtraData ? texts.concat(message[extraName] as readonly string[]) : texts;
  };

  const parsers = (newMessage: () => Values) => ({
    toFields,
    fromBytes: (cursor: ByteCursor): Values | undefined => {
      if (hasExtraData) return undefined;
      const message = newMessage();
      if (codeIndex === 0 && readInt(cursor) !== code) return undefined;
      for (let index = 0; index < names.length; index++) {
        const value = types[index]?.fromBytes?.(cursor);
        if (value === undefined) return undefined;
        message[names[index] as string] = value;
        if (index === 0 && codeIndex === 1 && readInt(cursor) !== code) return undefined;
      }
      return cursor.at === cursor.end + 1 ? message : undefined;
    },
    fromFields: (texts: readonly string[]): Values => {
      if (texts.length !== count && !(hasExtraData && texts.length > count)) {
        const wanted = hasExtraData ? `at least ${count}` : `${count}`;
        throw new MtmountError("ERR_MTMOUNT_UNPARSABLE", `${kind} has ${wanted} fields, not ${texts.length}`);
      }
      if (texts[codeIndex] !== codeText && Number(texts[codeIndex]) !== code) {
        throw new FieldError(kind, codeName, codeText, texts[codeIndex]);
      }
      const message = newMessage();
      let place: number = codeIndex === 0 ? 1 : 0;
      for (const [name, { type }] of lines) {
        const text = texts[place] ?? "";
        const value = type.fromText(text);
        if (value === undefined) throw new FieldError(kind, name, type.wanted, text);
        message[name] = value;
        place += place === 0 ? 2 : 1;
      }
      if (hasExtraData) message[extraName] = texts.slice(count);
      return message;
    },
  });

  return buildKind(definition, toText, parsers) as unknown as LineMessageKind<Kind, CodeName, Code, F>;
}
