/**
 * The fields of a struct under the names that C and Python have for them: `cmdPosition` is `cmd_position`. Arrays and
 * structs within it become plain ones; numbers that JSON has no words for are those of the Python peers: "nan".
 */
export function fieldsOf(struct: { toJSON(): object }): Record<string, unknown> {
  const entries: [string, unknown][] = Object.entries(struct.toJSON());
  return Object.fromEntries(entries.map(([name, value]) => [snakeCase(name), plain(value)]));
}

/** Bytes as hexadecimal digits, as the Python peers write them. */
export function hexOf(...parts: { bytes: Uint8Array }[]): string {
  return parts.map(({ bytes }) => Buffer.from(bytes).toString("hex")).join("");
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === "object" && value !== null) return fieldsOf({ toJSON: () => value });
  if (Number.isNaN(value)) return "nan";
  if (value === Number.POSITIVE_INFINITY) return "inf";
  return value === Number.NEGATIVE_INFINITY ? "-inf" : value;
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
