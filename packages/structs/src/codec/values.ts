import { VIEW } from "./codec.ts";
import { isMemory } from "./raw.ts";

/**
 * Whether the names in `values` are plausible when `count` of `all` fields were found. A name that is not a field is a mistake where a field
 * is missing; an object that has them all may have more. Instances of struct classes have no properties of their own.
 */
export function hasOnly(values: object, count: number, all: number): boolean {
  if (count === all) return true;
  if (count === 0 && isMemory(values)) return false;
  return Object.keys(values).length === count || VIEW in values;
}
