/** The fields of a struct under the names that C and Python have for them: `cmdPosition` is `cmd_position`. */
export function fieldsOf(struct: { toJSON(): object }): Record<string, unknown> {
  const entries: [string, unknown][] = Object.entries(struct.toJSON());
  return Object.fromEntries(entries.map(([name, value]) => [snakeCase(name), value]));
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
