import { CommandError } from "./commandError.ts";
import { floatText } from "./pythonText.ts";

/** Refuses a value outside of its range, both ends of which belong to it. NaN is outside. @throws CommandError */
export function requireInRange(name: string, value: number, min: number, max: number): void {
  if (value >= min && value <= max) return;
  throw new CommandError(`${name}=${floatText(value)} not in range [${floatText(min)}, ${floatText(max)}]`);
}

/** Refuses a value that is not > 0, or above its limit. @throws CommandError */
export function requirePositive(what: string, value: number, max: number = Number.MAX_VALUE): void {
  if (value > 0 && value <= max) return;
  const range = max === Number.MAX_VALUE ? "must be > 0" : `not in range (0, ${floatText(max)}]`;
  throw new CommandError(`${what} ${floatText(value)} ${range}`);
}
