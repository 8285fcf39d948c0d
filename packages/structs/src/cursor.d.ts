import { type Placement } from "./codec/codec.ts";
import type { Layout } from "./layout.ts";
/**
 * Reads and writes many structs in one buffer without an allocation for each: one instance that is moved over it.
 *
 * ```ts
 * const headers = Header.cursor(chunk);
 * for (let offset = 0; offset + Header.size <= chunk.length; offset += Header.size) handle(headers.at(offset).counter);
 * ```
 */
export interface Cursor<T> {
  /** What the cursor moves over; not a copy. */
  readonly bytes: Uint8Array;
  /** Offset of the current struct in `bytes`. */
  readonly offset: number;
  /**
   * The struct at `offset`: always the same object, in another place. It is good until the next call; take a `copy()` or `toJSON()` to keep
   * what it shows. Its nested structs are views that stay where they are.
   *
   * @throws {@link StructsError} `ERR_STRUCTS_SHORT_BUFFER` if less than a whole struct is there
   */
  at(offset: number): T;
  /** Takes the next buffer, and goes to its start without a check; gives the cursor. */
  over(bytes: Uint8Array): this;
}
/** Makes the cursors of one struct class: their instances inherit what the class and its subclasses add. */
export declare function cursorFactory(
  layout: Layout,
  members: (placement: Placement) => PropertyDescriptorMap,
): (prototype: object, bytes: Uint8Array) => Cursor<object>;
