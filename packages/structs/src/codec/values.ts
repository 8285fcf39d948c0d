import { VIEW } from "./codec.ts";

/** Whether `values`, in which `count` fields were found, has no other property. Instances of struct classes have none of their own. */
export function hasOnly(values: object, count: number): boolean {
  return Object.keys(values).length === count || VIEW in values;
}
