import type { Layout, Placed } from "../layout.ts";
import { sizeOf } from "../layout.ts";
import type { Node } from "../node.ts";
import type { ScalarName } from "../scalars.ts";
import { type Codec, type Fallback, isLive, OFFSET, type Placement, type Slots, VIEW } from "./codec.ts";
import { type Access, leaf, type Read, type Write } from "./leaf.ts";
import { bytesAt, isList } from "./raw.ts";
import { hasLoop, type Run, readRun, writeLooped } from "./runs.ts";
import { hasOnly } from "./values.ts";

/** How strictly {@link closures} writes. */
interface Strictness {
  /** Whether values may have properties that are not fields, or are undefined. */
  readonly anyProperties: boolean;
}

/** A codec made of closures, for where code cannot be generated from strings. */
export function closures(
  layout: Layout,
  fallback: Fallback,
  { anyProperties }: Strictness = { anyProperties: false },
): Codec {
  const { access, structAccess } = accessOf(fallback, anyProperties);
  const all = structAccess(layout);
  const fields = layout.fields.map(({ name, node, offset }) => ({ name, node, offset, ...access(node) }));
  const before = new Uint8Array(layout.size);
  let restoring = false;

  /** Writes, and puts back what was there if a part of it was refused. */
  function attempt(d: DataView, offset: number, write: Write, at: number, value: unknown): boolean {
    const bytes = bytesAt(d, offset, layout.size);
    // A getter among the values may write another struct of this class while this one is written.
    const saved = restoring ? bytes.slice() : before;
    if (!restoring) saved.set(bytes);
    const outer = restoring;
    restoring = true;
    let done = false;
    try {
      done = write(d, at, value);
    } finally {
      restoring = outer;
      if (!done) bytes.set(saved);
    }
    return done;
  }

  function accessor(index: number, placement: Placement): PropertyDescriptor {
    const field = fields[index] as (typeof fields)[number];
    const { node, offset, read, write } = field;
    const isLeaf = node.kind !== "struct" && node.kind !== "array";
    const set = isLeaf ? write : undefined;
    const get: Read = node.kind === "bytes" ? (d, _offset, at) => bytesAt(d, at, node.length) : read;
    if (placement === "bound") {
      return {
        ...(!isLive(node) && {
          get: node.kind === "scalar" ? boundGetter(node, offset, read) : viewGetter(get, offset),
        }),
        set(this: Slots, value: unknown) {
          const d = this[VIEW];
          if (!(set?.(d, offset, value) ?? attempt(d, 0, write, offset, value))) fallback.refuse(d, 0, index, value);
        },
      };
    }
    return {
      ...(!isLive(node) && {
        get(this: Slots) {
          const o = this[OFFSET];
          return get(this[VIEW], o, o + offset);
        },
      }),
      set(this: Slots, value: unknown) {
        const d = this[VIEW];
        const o = this[OFFSET];
        if (!(set?.(d, o + offset, value) ?? attempt(d, o, write, o + offset, value)))
          fallback.refuse(d, o, index, value);
      },
    };
  }

  function methods(placement: Placement): PropertyDescriptorMap {
    const start = placement === "bound" ? () => 0 : (slots: Slots) => slots[OFFSET];
    return Object.getOwnPropertyDescriptors({
      set(this: Slots, values: unknown): Slots {
        const d = this[VIEW];
        const o = start(this);
        if (!attempt(d, o, all.write, o, values)) fallback.write(d, o, values);
        return this;
      },
      toJSON(this: Slots, key?: string): unknown {
        const o = start(this);
        const values = all.read(this[VIEW], o, o) as object;
        return key === undefined ? values : fallback.json(values);
      },
    });
  }

  return {
    decode: (d, offset) => all.read(d, offset, offset) as object,
    encode: (d, offset, values) => attempt(d, offset, all.write, offset, values),
    members: (placement) => ({
      ...methods(placement),
      ...Object.fromEntries(fields.map(({ name }, i) => [name, accessor(i, placement)])),
    }),
  };
}

function viewGetter(read: Read, offset: number): () => unknown {
  return function (this: unknown) {
    return read((this as Slots)[VIEW], 0, offset);
  };
}

/** The getters that make most of the traffic, without a second call and with a byte order the compiler can see. */
function boundGetter(node: Node & { kind: "scalar" }, at: number, read: Read): () => unknown {
  const getters: Partial<Record<ScalarName, (this: Slots) => unknown>> = {
    u8() {
      return this[VIEW].getUint8(at);
    },
    u16() {
      return this[VIEW].getUint16(at, true);
    },
    i32() {
      return this[VIEW].getInt32(at, true);
    },
    u32() {
      return this[VIEW].getUint32(at, true);
    },
    f32() {
      return this[VIEW].getFloat32(at, true);
    },
    f64() {
      return this[VIEW].getFloat64(at, true);
    },
    i64() {
      return this[VIEW].getBigInt64(at, true);
    },
  };
  const fast = node.endian === "little" ? (getters[node.scalar] as (() => unknown) | undefined) : undefined;
  return fast ?? viewGetter(read, at);
}

/** Reading and writing of whole trees of fields. */
function accessOf(fallback: Fallback, anyProperties: boolean) {
  function access(node: Node): Access {
    if (node.kind === "struct") return structAccess(node.layout);
    if (node.kind === "array") return arrayAccess(node);
    if (node.kind === "padding") throw new TypeError("padding is never read or written");
    return leaf(node, fallback);
  }

  function arrayAccess(node: Node & { kind: "array" }): Access {
    const { length } = node;
    const stride = sizeOf(node.element);
    const { read, write } = access(node.element);
    return {
      read(d, offset, at) {
        const list: unknown[] = [];
        for (let i = 0; i < length; i++) list.push(read(d, offset, at + i * stride));
        return list;
      },
      write(d, at, value) {
        if (!isList(value, length)) return false;
        for (let i = 0; i < length; i++) if (!write(d, at + i * stride, value[i])) return false;
        return true;
      },
    };
  }

  function structAccess(layout: Layout): Access {
    const names = layout.fields.map(({ name }) => name);
    const fields = layout.fields.map(({ name, node, offset }): Field => {
      const scalar = node.kind === "scalar" ? node.scalar : "bool";
      const little = node.kind === "scalar" && node.endian === "little";
      return { name, offset, scalar, little, loop: hasLoop(scalar), ...access(node) };
    });
    const parts = layout.fields.reduce<(Run | Single)[]>(addPart, []);
    // Objects cloned from one made by JSON.parse are laid out as a literal's are; built property by property they become dictionaries.
    const template = JSON.parse(JSON.stringify(Object.fromEntries(names.map((name) => [name, 0.5])))) as Record<
      string,
      unknown
    >;
    return {
      read(d, offset, at) {
        const values = { ...template };
        for (let i = 0; i < parts.length; i++) {
          const part = parts[i] as Run | Single;
          if ("names" in part) readRun(part, d, at, values);
          else values[part.name] = part.read(d, offset, at + part.offset);
        }
        return values;
      },
      write(d, at, value) {
        if (typeof value !== "object" || value === null) return false;
        const values = value as Readonly<Record<string, unknown>>;
        if (writeInOrder(d, at, values)) return true;
        let given = 0;
        for (let i = 0; i < fields.length; i++) {
          const field = fields[i] as Field;
          const item = values[field.name];
          if (item === undefined) continue;
          given++;
          if (!field.write(d, at + field.offset, item)) return false;
        }
        return anyProperties || hasOnly(value, given, names.length);
      },
    };
    function writeInOrder(d: DataView, at: number, values: Readonly<Record<string, unknown>>): boolean {
      let i = 0;
      for (const name in values) {
        const field = fields[i];
        if (field === undefined || field.name !== name) return false;
        i++;
        const item = values[name];
        const to = at + field.offset;
        if (!(field.loop ? writeLooped(field.scalar, field.little, d, to, item) : field.write(d, to, item)))
          return false;
      }
      return i === fields.length;
    }
  }

  /** Adds a field to the run before it if it can be a part of it. */
  function addPart(parts: (Run | Single)[], { name, node, offset }: Placed): (Run | Single)[] {
    if (node.kind !== "scalar" || !hasLoop(node.scalar)) return [...parts, { name, offset, ...access(node) }];
    const last = parts.at(-1);
    const little = node.endian === "little";
    if (last === undefined || !("names" in last) || last.scalar !== node.scalar || last.little !== little) {
      return [...parts, { scalar: node.scalar, little, names: [name], offsets: [offset] }];
    }
    return [...parts.slice(0, -1), { ...last, names: [...last.names, name], offsets: [...last.offsets, offset] }];
  }
  return { access, structAccess };
}

/** A field that is read and written on its own. */
interface Single extends Access {
  readonly name: string;
  readonly offset: number;
}

interface Field extends Single {
  readonly loop: boolean;
  readonly scalar: ScalarName;
  readonly little: boolean;
}
