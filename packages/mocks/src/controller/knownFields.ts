import type { Message } from "@obswire/hexrotcomm";

/** Writes those of the values for which the struct has a field: layouts of other versions have other fields. */
export function setKnown(message: Message, values: Readonly<Record<string, unknown>>): void {
  const fields = message as unknown as Record<string, unknown>;
  for (const name in values) if (name in message) fields[name] = values[name];
}
