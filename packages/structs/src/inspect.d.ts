import type { Layout } from "./layout.ts";
/** Node's `util.inspect` calls a method of this name; nothing of Node is needed to have one. */
export declare const INSPECT: unique symbol;
/** `util.inspect`, which Node hands to the method. */
export type Inspect = (value: unknown, options: object) => string;
/** An instance as `console.log` shows it: `Header { frameId: 2, state: 1 (MOVING) }`. */
export declare function inspectStruct(
  layout: Layout,
  values: object,
  depth: number,
  options: object,
  inspect: Inspect,
): string;
