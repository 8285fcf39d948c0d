/** Throws a TypeError or RangeError that names the option unless `value` is absent or a number of milliseconds >= 0. */
export function checkMs(name: string, value: unknown): void {
  if (value === undefined) return;
  if (typeof value !== "number")
    throw new TypeError(`${name} must be a number of milliseconds, not ${describe(value)}`);
  if (!(value >= 0)) throw new RangeError(`${name} must be >= 0 milliseconds, not ${value}`);
}

/** Throws a TypeError or RangeError that names the option unless `value` is absent or a whole number >= `min`. */
export function checkWhole(name: string, value: unknown, min: number): void {
  if (value === undefined) return;
  if (typeof value !== "number") throw new TypeError(`${name} must be a whole number, not ${describe(value)}`);
  if (!Number.isSafeInteger(value) || value < min)
    throw new RangeError(`${name} must be a whole number >= ${min}, not ${value}`);
}

/** Throws a TypeError or RangeError that names the option unless `value` is a TCP port: a whole number, `min` to 65535. */
export function checkPort(name: string, value: unknown, min: 0 | 1): void {
  if (typeof value !== "number") throw new TypeError(`${name} must be a number, not ${describe(value)}`);
  if (!Number.isInteger(value) || value < min || value > 65_535) {
    throw new RangeError(`${name} must be a whole number from ${min} to 65535, not ${value}`);
  }
}

/** Throws a TypeError that names the option unless `value` is a string or null. */
export function checkHost(name: string, value: unknown): void {
  if (value !== null && typeof value !== "string")
    throw new TypeError(`${name} must be a string or null, not ${describe(value)}`);
}

/** Throws a TypeError that names the option unless `value` is absent or a function. */
export function checkFunction(name: string, value: unknown): void {
  if (value !== undefined && typeof value !== "function") {
    throw new TypeError(`${name} must be a function, not ${describe(value)}`);
  }
}

/** Throws a RangeError that names the option unless `value` is absent or one of `allowed`. */
export function checkOneOf(name: string, value: unknown, allowed: readonly string[]): void {
  if (value === undefined || allowed.some((one) => one === value)) return;
  throw new RangeError(`${name} must be one of ${allowed.join(", ")}, not ${describe(value)}`);
}

/** A short text for a wrong value, for error messages. */
export function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "function") return "a function";
  if (typeof value === "object")
    return value.constructor?.name === undefined ? "an object" : `a ${value.constructor.name}`;
  return `${typeof value} ${String(value)}`;
}
