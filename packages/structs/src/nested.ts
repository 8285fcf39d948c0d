import { isLive, OFFSET, type Slots, VIEW } from "./codec/codec.ts";
import type { Layout } from "./layout.ts";
import { sizeOf } from "./layout.ts";
import type { Node } from "./node.ts";

/** Key of the views of nested structs, made when they are first asked for. */
export const NESTED: unique symbol = Symbol("nested");

type Instance = Slots & { [NESTED]?: object[] | undefined };

/** The getters of nested structs and arrays of them: live views over the same memory, and in place of a cursor views that stay there. */
export function nestedGetters(layout: Layout): Map<string, () => object> {
  const getters = new Map<string, () => object>();
  for (const [index, { name, node, offset }] of layout.fields.entries()) {
    if (!isLive(node)) continue;
    getters.set(name, function (this: unknown): object {
      const instance = this as Instance;
      const start = instance[OFFSET];
      if (start !== undefined) return viewOf(node, instance[VIEW], start + offset);
      const known = instance[NESTED]?.[index];
      if (known !== undefined) return known;
      instance[NESTED] ??= [];
      const made = viewOf(node, instance[VIEW], offset);
      instance[NESTED][index] = made;
      return made;
    });
  }
  return getters;
}

function viewOf(node: Node, memory: DataView, at: number): object {
  if (node.kind === "array") {
    const stride = sizeOf(node.element);
    return Object.freeze(Array.from({ length: node.length }, (_, i) => viewOf(node.element, memory, at + i * stride)));
  }
  if (node.kind !== "struct") throw new TypeError("only structs have views");
  return node.view(new DataView(memory.buffer, memory.byteOffset + at, node.layout.size));
}
