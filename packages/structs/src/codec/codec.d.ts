import type { Node } from "../node.ts";
/** Key of the memory of an instance. Internals have symbols for names, so that fields can have any. */
export declare const VIEW: unique symbol;
/** Key of the place of the struct in that memory, on the moving instance of a cursor. */
export declare const OFFSET: unique symbol;
/** Where the memory of `this` is: the accessors of ordinary instances need no offset, those of cursors do. */
export type Placement = "bound" | "moving";
/**
 * Reads and writes one struct. There are two implementations with the same results: generated code, and closures where code generation
 * from strings is not allowed.
 */
export interface Codec {
  /** The struct at `offset` as a plain object. */
  decode(memory: DataView, offset: number): object;
  /**
   * Writes the given fields at `offset` and returns true; or returns false, having changed nothing, when a value is not plainly good. The
   * reason, or that there is none, is for `explain` to find.
   */
  encode(memory: DataView, offset: number, values: unknown): boolean;
  /** A getter (but for nested structs) and a setter for each field, and the methods `set` and `toJSON`. */
  members(placement: Placement): PropertyDescriptorMap;
}
/** What to do when a fast path gives up. */
export interface Fallback {
  /** A 64-bit integer at `at`, in the struct at `offset`, does not fit a number: throws. */
  unsafe(memory: DataView, offset: number, at: number): never;
  /** A value for the field `index` was not plainly good: throws why, or writes it after all. */
  refuse(memory: DataView, offset: number, index: number, value: unknown): void;
  /** The same for `values` of the whole struct. */
  write(memory: DataView, offset: number, values: unknown): void;
  /** The result of `toJSON` when `JSON.stringify` calls it. */
  json(values: object): unknown;
}
/** Whether the field is read as live views, which are made by the class, not the codec. */
export declare function isLive(node: Node): boolean;
/** The memory of an instance. A moving instance (see `Cursor`) has an offset in it, all others start at 0. */
export interface Slots {
  readonly [VIEW]: DataView;
  readonly [OFFSET]: number;
}
