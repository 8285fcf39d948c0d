import { VIEW } from "./codec/codec.ts";
import { type Cursor, cursorFactory } from "./cursor.ts";
import { membersOf } from "./define.ts";
import { StructsError, show } from "./errors.ts";
import { fieldType, nodeOf } from "./field-type.ts";
import { type FieldInfo, infoOf } from "./info.ts";
import { BYTES, bytesOf, checkBytes, checkLength, type Struct } from "./instance.ts";
import { type Layout, layOut } from "./layout.ts";
import { checkFieldName } from "./names.ts";
import { NESTED } from "./nested.ts";
import type { Endian, StructNode } from "./node.ts";
import {
  type DocumentedType,
  type Fields,
  type FieldType,
  type Init,
  type Named,
  NODE,
  type Properties,
  type Values,
} from "./types.ts";

/** How the fields of a struct are laid out. */
export interface StructOptions {
  /** Byte order of numbers that do not choose their own. Nested structs keep theirs. Default: `little`. */
  readonly endian?: Endian;
  /**
   * The most a field is aligned to, in bytes, as `#pragma pack(n)`: 1, 2, 4, 8 or 16; `natural` aligns each type to its own size, as gcc does
   * on LP64 without a pragma. Default: 1, no padding at all.
   */
  readonly pack?: 1 | 2 | 4 | 8 | 16 | "natural";
}

/** What a struct class made of these fields is: extend it to give it a name. */
export interface StructClass<F extends Fields = Fields>
  extends FieldType<Struct<F> & Properties<F>, Values<F>, Init<F>> {
  /** A struct with memory of its own: zero, but for `values`. */
  new (values?: Init<F>): Struct<F> & Properties<F>;
  /** Name of the class. */
  readonly name: string;
  /** Bytes of one struct. */
  readonly size: number;
  /** What is known of each field, in order. */
  readonly fields: { readonly [K in Named<F>]: FieldInfo };
  /**
   * An instance over the memory of `bytes` at `offset` (default 0): nothing is copied, writes go both ways.
   *
   * @throws {@link StructsError} `ERR_STRUCTS_SHORT_BUFFER`; `ERR_STRUCTS_TYPE` if `bytes` is no Uint8Array
   */
  view<T>(this: new () => T, bytes: Uint8Array, offset?: number): T;
  /**
   * An instance with its own copy of the `size` bytes at `offset` (default 0).
   *
   * @throws {@link StructsError} `ERR_STRUCTS_SHORT_BUFFER`; `ERR_STRUCTS_TYPE` if `bytes` is no Uint8Array
   */
  from<T>(this: new () => T, bytes: Uint8Array, offset?: number): T;
  /** A {@link Cursor}, for many structs in one buffer. */
  cursor<T>(this: new () => T, bytes: Uint8Array): Cursor<T>;
  /** This struct as the type of a field, with a description. */
  doc<T>(this: new () => T, text: string): DocumentedType<T, Values<F>, Init<F>>;
}

/** What the instances of all struct classes have in common. */
export interface AnyStruct {
  /** The wire form: the memory of the instance itself. */
  readonly bytes: Uint8Array;
  /** Copies bytes, from `offset` (default 0) on, into this instance; gives the instance. */
  load(bytes: Uint8Array, offset?: number): unknown;
  /** A new instance of the same class with its own copy of the bytes. */
  copy(): unknown;
  /** All fields as a plain object. */
  toJSON(): object;
  /** Whether `other` is an instance of the same struct with the same bytes, padding included. */
  equals(other: unknown): boolean;
}

/**
 * Any struct class; what a function takes that works with all of them. `T`, the type of its instances, is inferred:
 *
 * ```ts
 * function readAll<T extends AnyStruct>(S: AnyStructClass<T>, chunk: Uint8Array): T[] { … }
 * ```
 */
export interface AnyStructClass<T extends AnyStruct = AnyStruct> {
  /** A struct of zeros, with memory of its own. */
  new (): T;
  /** Name of the class. */
  readonly name: string;
  /** Bytes of one struct. */
  readonly size: number;
  /** What is known of each field, in order. */
  readonly fields: Readonly<Record<string, FieldInfo>>;
  /** An instance over the memory of `bytes` at `offset` (default 0); nothing is copied. */
  view<U>(this: new () => U, bytes: Uint8Array, offset?: number): U;
  /** An instance with its own copy of the `size` bytes at `offset` (default 0). */
  from<U>(this: new () => U, bytes: Uint8Array, offset?: number): U;
  /** A {@link Cursor}, for many structs in one buffer. */
  cursor<U>(this: new () => U, bytes: Uint8Array): Cursor<U>;
}

/**
 * Declares a C struct: a class whose instances are typed views over bytes.
 *
 * ```ts
 * class Header extends struct("Header", { frameId: u32, counter: u32, taiSec: i64.asNumber, taiNsec: i64.asNumber }) {}
 * ```
 *
 * @param name for messages and `util.inspect`
 * @param fields in the order of the C declaration; struct classes are field types as well
 * @throws {@link StructsError} `ERR_STRUCTS_DECLARATION`; TypeError or RangeError for a wrong option
 */
export function struct<const F extends Fields>(name: string, fields: F, options: StructOptions = {}): StructClass<F> {
  return declare("struct", name, fields, options);
}

/**
 * Declares a C union: like {@link struct}, with all fields at offset 0. `toJSON()` gives every member; `set` writes those it is given in the
 * order of declaration.
 */
export function union<const F extends Fields>(name: string, fields: F, options: StructOptions = {}): StructClass<F> {
  return declare("union", name, fields, options);
}

function packOf(pack: StructOptions["pack"]): number {
  if (pack === "natural") return Number.POSITIVE_INFINITY;
  if (pack === 1 || pack === 2 || pack === 4 || pack === 8 || pack === 16) return pack;
  throw new RangeError(`pack must be 1, 2, 4, 8, 16 or "natural", got ${pack}`);
}

function declare<F extends Fields>(
  kind: Layout["kind"],
  name: string,
  fields: F,
  { endian = "little", pack = 1 }: StructOptions,
): StructClass<F> {
  if (endian !== "little" && endian !== "big") throw new TypeError(`endian must be "little" or "big", got ${endian}`);
  if (typeof name !== "string") throw new TypeError(`name must be a string, got ${show(name)}`);
  if (typeof fields !== "object" || fields === null)
    throw new TypeError(`fields must be an object of field types, got ${show(fields)}`);
  const names = Object.keys(fields);
  for (const field of names) checkFieldName(name, field);
  if (names.length === 0) throw new StructsError("ERR_STRUCTS_DECLARATION", `${name} has no fields`, { struct: name });
  const nodes = new Map(
    Object.entries(fields).map(([field, type]) => [field, nodeOf(`${name}.${field}`, type, { struct: name, field })]),
  );
  return structClass(layOut(name, nodes, { kind, endian, pack: packOf(pack) })) as unknown as StructClass<F>;
}

/** The memory of the view that is being made: what a constructor is given is a view's memory if it is this very object. */
let viewed: DataView | undefined;

/** A view over `memory`, which is as long as the struct. A caller's own DataView is never taken for one. */
function viewOver<T>(Class: new (memory: unknown) => T, memory: DataView): T {
  // The constructor of a subclass may make other views before it calls this one's.
  const outer = viewed;
  viewed = memory;
  // Without try and finally, which would cost 5 %: what a constructor that throws leaves here is no one else's memory.
  const made = new Class(memory);
  viewed = outer;
  return made;
}

function structClass(layout: Layout) {
  const { name, size } = layout;
  const members = membersOf(layout);
  const makeCursor = cursorFactory(layout, members);

  class Base {
    static readonly size = size;
    static readonly fields = infoOf(layout);
    declare readonly [VIEW]: DataView;
    declare [BYTES]: Uint8Array | undefined;
    declare [NESTED]: object[] | undefined;

    constructor(values?: unknown) {
      const memory = values !== undefined && values === viewed ? viewed : undefined;
      const self = this as { -readonly [K in keyof Base]: Base[K] };
      self[VIEW] = memory ?? new DataView(new ArrayBuffer(size));
      self[BYTES] = undefined;
      self[NESTED] = undefined;
      if (memory === undefined && values !== undefined) set.call(this, values);
    }

    static view(bytes: Uint8Array, offset = 0): Base {
      let memory: DataView;
      // `length`, because `byteLength` costs a fifth of the whole; and no call, unless it is to complain.
      try {
        if (offset >>> 0 !== offset || !(offset + size <= bytes.length)) {
          checkBytes(layout, bytes);
          checkLength(layout, bytes.length, offset);
        }
        memory = new DataView(bytes.buffer, bytes.byteOffset + offset, size);
      } catch (error) {
        checkBytes(layout, bytes);
        throw error;
      }
      // biome-ignore lint/complexity/noThisInStatic: the class is most often a subclass
      return viewOver(this, memory);
    }

    static from(bytes: Uint8Array, offset = 0): Base {
      checkBytes(layout, bytes);
      checkLength(layout, bytes.length, offset);
      const made = new this();
      bytesOf(made as never, size).set(bytes.subarray(offset, offset + size));
      return made;
    }

    static cursor(bytes: Uint8Array): Cursor<object> {
      // biome-ignore lint/complexity/noThisInStatic: the class is most often a subclass
      return makeCursor(this.prototype, bytes);
    }

    static doc(text: string): unknown {
      // biome-ignore lint/complexity/noThisInStatic: the class is most often a subclass
      return fieldType({ ...(this as unknown as { [NODE]: StructNode })[NODE], doc: text });
    }

    /** A getter, so that a nested field reads as the class it was declared with, subclass or not. */
    static get [NODE](): StructNode {
      // biome-ignore lint/complexity/noThisInStatic: the class is most often a subclass
      return { kind: "struct", layout, cType: name, view: (memory) => viewOver(this, memory) };
    }
  }

  Object.defineProperty(Base, "name", { value: name });
  const own: PropertyDescriptorMap & { readonly set?: PropertyDescriptor } = members("bound");
  Object.defineProperties(Base.prototype, own);
  const set = own.set?.value as (this: object, values: unknown) => void;
  return Base;
}
