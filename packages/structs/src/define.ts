import { closures } from "./codec/closures.ts";
import type { Codec, Fallback, Placement } from "./codec/codec.ts";
import { canGenerate, generate } from "./codec/generate.ts";
import { StructsError } from "./errors.ts";
import { explain, explainField, safeIntegerAt } from "./explain.ts";
import { commonMembers } from "./instance.ts";
import { jsonSafe } from "./json.ts";
import type { Layout, Placed } from "./layout.ts";
import { nestedGetters } from "./nested.ts";

let generates: boolean | undefined;

/** Generated code where it is allowed, closures elsewhere. */
function makeCodec(layout: Layout, fallback: Fallback): Codec {
  generates ??= canGenerate();
  return generates ? generate(layout, fallback) : closures(layout, fallback);
}

/** What is on the prototype of a struct class, and on that of its moving instances. */
export function membersOf(layout: Layout): (placement: Placement) => PropertyDescriptorMap {
  const { name } = layout;
  const fallback: Fallback = {
    unsafe(memory, offset, at) {
      const { path = "?", node } = safeIntegerAt(layout, at - offset) ?? {};
      const value = memory[node?.scalar === "u64n" ? "getBigUint64" : "getBigInt64"](at, node?.endian === "little");
      throw new StructsError(
        "ERR_STRUCTS_UNSAFE_INTEGER",
        `${name}.${path} is ${value}, beyond ±(2^53 - 1): it cannot be a number without rounding`,
        { struct: name, field: path, offset: at - offset, value },
      );
    },
    refuse(memory, offset, index, value) {
      const field = layout.fields[index] as Placed;
      explainField(layout, field, value);
      force(memory, offset, { [field.name]: value });
    },
    write(memory, offset, values) {
      explain(layout, values);
      force(memory, offset, values);
    },
    json: jsonSafe,
  };
  const codec = makeCodec(layout, fallback);
  let tolerant: Codec | undefined;

  /** Writes values without fault that the codec did not take: some of them undefined, for example. */
  function force(memory: DataView, offset: number, values: unknown): void {
    tolerant ??= closures(layout, fallback, { anyProperties: true });
    if (tolerant.encode(memory, offset, values)) return;
    throw new StructsError("ERR_STRUCTS_TYPE", `the values for ${name} changed while they were read`, { struct: name });
  }

  return (placement) => {
    const members: PropertyDescriptorMap = { ...commonMembers(layout, codec.decode), ...codec.members(placement) };
    for (const [field, get] of nestedGetters(layout)) members[field] = { ...members[field], get };
    for (const member of Reflect.ownKeys(members))
      members[member as string] = { ...members[member as string], configurable: true, enumerable: false };
    return members;
  };
}
