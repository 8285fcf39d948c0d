/**
 * The fields of a struct under the names that C and Python have for them: `cmdPosition` is `cmd_position`. Arrays and
 * structs within it become plain ones.
 */
export function fieldsOf(struct: { toJSON(): object }): Record<string, unknown> {
  return renamed(JSON.parse(JSON.stringify(struct))) as Record<string, unknown>;
}

/** Bytes as hexadecimal digits, as the Python peers write them. */
export function hexOf(...parts: { bytes: Uint8Array }[]): string {
  return parts.map(({ bytes }) => Buffer.from(bytes).toString("hex")).join("");
}

function renamed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(renamed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [snakeCase(name), renamed(one)]));
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
