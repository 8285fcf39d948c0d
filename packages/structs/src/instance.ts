import { OFFSET, type Slots, VIEW } from "./codec/codec.ts";
import { isBytes } from "./codec/raw.ts";
import { StructsError, show } from "./errors.ts";
import { INSPECT, type Inspect, inspectStruct } from "./inspect.ts";
import type { Layout } from "./layout.ts";
import type { Fields, Init, Values } from "./types.ts";

/**
 * What every instance of a struct class has besides its fields. These names, those of `Object.prototype` and `then` cannot be names of
 * fields; everything else an instance needs is kept under symbols.
 */
export interface Struct<F extends Fields = Fields> {
  /** The wire form: exactly `size` bytes, the memory of the instance itself. Whoever writes to it changes the fields. */
  readonly bytes: Uint8Array;
  /**
   * Copies the first `size` bytes of `bytes`, from `offset` on, into this instance; gives the instance.
   * The fast way to use one instance for many messages.
   *
   * @throws {@link StructsError} `ERR_STRUCTS_SHORT_BUFFER`; `ERR_STRUCTS_TYPE` if `bytes` is no Uint8Array
   */
  load(bytes: Uint8Array, offset?: number): this;
  /** A new instance of the same class with its own copy of the bytes. */
  copy(): this;
  /**
   * Writes the given fields and leaves the others; nested structs can be given in part, arrays have to be complete.
   * Nothing is written unless everything can be. A name that is not a field is an error, unless all fields are given. Members of a union are written in their order, so the last one given wins.
   *
   * @throws {@link StructsError} with the field, its offset and the value; the bytes are then unchanged
   */
  set(values: Init<F>): this;
  /**
   * All fields as a plain object: nested structs as objects, arrays as arrays. `JSON.stringify(s)` works as well: it gets bigints as
   * decimal strings and raw bytes as arrays of numbers.
   *
   * @throws {@link StructsError} `ERR_STRUCTS_UNSAFE_INTEGER` if an `asNumber` field is beyond ±(2^53 - 1)
   */
  toJSON(): Values<F>;
  /** Whether `other` is an instance of the same struct with the same bytes, padding included. */
  equals(other: unknown): boolean;
}

/** Key of the bytes of an instance, made when they are first asked for. */
export const BYTES: unique symbol = Symbol("bytes");
/** Key of the layout, on the prototype. */
const LAYOUT: unique symbol = Symbol("layout");

type Instance = Slots & { [BYTES]?: Uint8Array | undefined; readonly [LAYOUT]?: Layout };

/** The bytes of an instance; those of a moving one are another array each time. */
export function bytesOf(instance: Slots, size: number): Uint8Array {
  const view = instance[VIEW];
  const offset = instance[OFFSET];
  if (offset !== undefined) return new Uint8Array(view.buffer, view.byteOffset + offset, size);
  const slots = instance as Instance;
  slots[BYTES] ??= new Uint8Array(view.buffer, view.byteOffset, size);
  return slots[BYTES];
}

/** @throws {@link StructsError} `ERR_STRUCTS_TYPE` if `bytes` is no Uint8Array */
export function checkBytes(layout: Layout, bytes: unknown): asserts bytes is Uint8Array {
  if (isBytes(bytes)) return;
  throw new StructsError("ERR_STRUCTS_TYPE", `${layout.name} is read from a Uint8Array, got ${show(bytes)}`, {
    struct: layout.name,
    value: bytes,
  });
}

/** @throws {@link StructsError} `ERR_STRUCTS_SHORT_BUFFER`; RangeError if offset is not a whole number from 0 */
export function checkLength({ name, size }: Layout, length: number, offset: number): void {
  if (offset >>> 0 !== offset) throw new RangeError(`offset must be a whole number from 0, got ${offset}`);
  const got = length - offset;
  if (got >= size) return;
  throw new StructsError(
    "ERR_STRUCTS_SHORT_BUFFER",
    `${name} needs ${size} bytes, got ${Math.max(0, got)}${offset === 0 ? "" : ` from offset ${offset} on`}`,
    { struct: name, needed: size, got: Math.max(0, got) },
  );
}

/** The members every instance has that do not depend on the fields. */
export function commonMembers(
  layout: Layout,
  decode: (memory: DataView, offset: number) => object,
): PropertyDescriptorMap {
  const { size } = layout;
  return Object.getOwnPropertyDescriptors({
    [LAYOUT]: layout,
    get bytes(): Uint8Array {
      return bytesOf(this as unknown as Slots, size);
    },
    load(this: Slots, bytes: Uint8Array, offset = 0): Slots {
      checkBytes(layout, bytes);
      const own = bytesOf(this, size);
      if (offset === 0 && bytes.length === size) {
        own.set(bytes);
      } else {
        checkLength(layout, bytes.length, offset);
        own.set(bytes.subarray(offset, offset + size));
      }
      return this;
    },
    copy(this: Slots): Slots {
      const made = new (this as unknown as { constructor: new () => Slots }).constructor();
      bytesOf(made, size).set(bytesOf(this, size));
      return made;
    },
    equals(this: Slots, other: unknown): boolean {
      if (typeof other !== "object" || other === null || (other as Instance)[LAYOUT] !== layout) return false;
      const mine = bytesOf(this, size);
      const theirs = bytesOf(other as Slots, size);
      return mine.every((byte, i) => byte === theirs[i]);
    },
    [INSPECT](this: Slots, depth: number, options: object, inspect: Inspect): string {
      return inspectStruct(layout, decode(this[VIEW], this[OFFSET] ?? 0), depth, options, inspect);
    },
  });
}
