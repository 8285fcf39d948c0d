/** A number as the originals write it into a reason: Python's `repr` of a float, "0.0", "11400.0", "0.36". */
export function floatText(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  if (Object.is(value, -0)) return "-0.0";
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e16) return `${value}.0`;
  // Python has exponents of at least two digits, and uses them for other sizes than JavaScript.
  if (size !== 0 && (size < 1e-4 || size >= 1e16)) {
    return value.toExponential().replace(/e([+-])(\d)$/, "e$10$2");
  }
  return String(value);
}

/** A value of an enumeration as the originals write it: `<ControllerState.ENABLED: 2>`. */
export function enumText(table: string, name: string | undefined, value: number): string {
  return `<${table}.${name ?? "?"}: ${value}>`;
}
