import { OFFSET, type Placement, type Slots, VIEW } from "./codec/codec.ts";
import { checkBytes, checkLength } from "./instance.ts";
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

type Moving = { -readonly [K in keyof Slots]: Slots[K] };

/** Makes the cursors of one struct class: their instances inherit what the class and its subclasses add. */
export function cursorFactory(
  layout: Layout,
  members: (placement: Placement) => PropertyDescriptorMap,
): (prototype: object, bytes: Uint8Array) => Cursor<object> {
  const classes = new WeakMap<object, new (memory: DataView) => Moving>();
  let descriptors: PropertyDescriptorMap | undefined;

  function classFor(prototype: object): new (memory: DataView) => Moving {
    const known = classes.get(prototype);
    if (known !== undefined) return known;
    const made = class {
      [VIEW]: DataView;
      [OFFSET] = 0;

      constructor(memory: DataView) {
        this[VIEW] = memory;
      }
    };
    descriptors ??= members("moving");
    Object.setPrototypeOf(made.prototype, prototype);
    const { constructor: _, ...fields } = Object.getOwnPropertyDescriptors(made.prototype);
    delete (made.prototype as { constructor?: unknown }).constructor;
    Object.defineProperties(made.prototype, { ...fields, ...descriptors });
    classes.set(prototype, made);
    return made;
  }

  return (prototype, bytes) => {
    checkBytes(layout, bytes);
    return new MovingCursor(layout, bytes, new (classFor(prototype))(viewOf(bytes)));
  };
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

class MovingCursor implements Cursor<object> {
  readonly #layout: Layout;
  readonly #moving: Moving;
  #bytes: Uint8Array;
  #last: number;

  constructor(layout: Layout, bytes: Uint8Array, moving: Moving) {
    this.#layout = layout;
    this.#moving = moving;
    this.#bytes = bytes;
    this.#last = bytes.length - layout.size;
  }

  get bytes(): Uint8Array {
    return this.#bytes;
  }

  get offset(): number {
    return this.#moving[OFFSET];
  }

  at(offset: number): object {
    if (offset >>> 0 !== offset || offset > this.#last) checkLength(this.#layout, this.#bytes.length, offset);
    this.#moving[OFFSET] = offset;
    return this.#moving;
  }

  over(bytes: Uint8Array): this {
    checkBytes(this.#layout, bytes);
    this.#bytes = bytes;
    this.#last = bytes.length - this.#layout.size;
    this.#moving[VIEW] = viewOf(bytes);
    this.#moving[OFFSET] = 0;
    return this;
  }
}
