import { FieldError } from "../errors.ts";
import { jsonFloat } from "../text/json.ts";
import { buildKind, declaredFields, type MessageDefinition, type Values } from "./build.ts";
import { objectType } from "./compoundTypes.ts";
import type { Fields } from "./field.ts";
import { floatType } from "./fieldType.ts";
import type { JsonMessageKind } from "./message.ts";

/** The field that holds all parameters as they came; its wire name is empty. */
export const ALL_PARAMETERS = "";

/** The field that is not a parameter. */
const TIMESTAMP = "timestampTaiUnixSec";

/**
 * Makes a kind of message that is JSON, `{"id": …, "timestamp": …, "parameters": {…}}`, from its row of the table. Its
 * first field is `timestampTaiUnixSec`.
 */
export function defineJsonMessage<Kind extends string, CodeName extends string, Code extends number, F extends Fields>(
  definition: MessageDefinition<Kind, CodeName, Code, F>,
): JsonMessageKind<Kind, CodeName, Code, F> {
  const { kind, code } = definition;
  const parameters = declaredFields(definition.fields).filter(([name]) => name !== TIMESTAMP);

  const toText = (message: Values): string => {
    const parts: string[] = [];
    let whole: string | undefined;
    for (const [name, { type, wireName }] of parameters) {
      const text = type.toJson(message[name]);
      if (wireName === ALL_PARAMETERS) whole = text;
      else parts.push(`${JSON.stringify(wireName)}: ${text}`);
    }
    const body = whole ?? `{${parts.join(", ")}}`;
    return `{"id": ${code}, "timestamp": ${jsonFloat(message[TIMESTAMP] as number)}, "parameters": ${body}}`;
  };

  const parsers = (newMessage: () => Values) => ({
    fromJson: (json: unknown): Values => {
      const { parameters: body = {}, timestamp: time } = objectType.fromJson(json) ?? { parameters: json };
      const received = objectType.fromJson(body);
      if (received === undefined) throw new FieldError(kind, "parameters", objectType.wanted, body);
      const timestamp = floatType.fromJson(time);
      if (timestamp === undefined) throw new FieldError(kind, TIMESTAMP, floatType.wanted, time);
      const message = newMessage();
      message[TIMESTAMP] = timestamp;
      for (const [name, { type, wireName, defaultValue }] of parameters) {
        const part = wireName === ALL_PARAMETERS ? received : received[wireName];
        const value = part === undefined && defaultValue !== undefined ? defaultValue() : type.fromJson(part);
        if (value === undefined) throw new FieldError(kind, name, type.wanted, part);
        message[name] = value;
      }
      return message;
    },
  });

  return buildKind(definition, toText, parsers) as unknown as JsonMessageKind<Kind, CodeName, Code, F>;
}
