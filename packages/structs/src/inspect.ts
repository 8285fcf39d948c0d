import type { Layout } from "./layout.ts";
import type { Node } from "./node.ts";

/** Node's `util.inspect` calls a method of this name; nothing of Node is needed to have one. */
export const INSPECT: unique symbol = Symbol.for("nodejs.util.inspect.custom") as never;

/** `util.inspect`, which Node hands to the method. */
export type Inspect = (value: unknown, options: object) => string;

/** An instance as `console.log` shows it: `Header { frameId: 2, state: 1 (MOVING) }`. */
export function inspectStruct(
  layout: Layout,
  values: object,
  depth: number,
  options: object,
  inspect: Inspect,
): string {
  if (depth < 0) return `[${layout.name}]`;
  return `${layout.name} ${inspect(namedStruct(layout, values as Record<string, unknown>), options)}`;
}

function namedStruct(layout: Layout, values: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(layout.fields.map(({ name, node }) => [name, named(node, values[name])]));
}

/** `value` with the names of enums beside their numbers. */
function named(node: Node, value: unknown): unknown {
  if (node.kind === "array") return (value as unknown[]).map((item) => named(node.element, item));
  if (node.kind === "struct") return namedStruct(node.layout, value as Record<string, unknown>);
  if ((node.kind !== "scalar" && node.kind !== "bits") || node.names === undefined) return value;
  const name = Object.entries(node.names).find(([, known]) => known === value)?.[0] ?? "unknown";
  return { [INSPECT]: (_depth: number, options: object, inspect: Inspect) => `${inspect(value, options)} (${name})` };
}
