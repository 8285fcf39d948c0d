import fc from "fast-check";
import type { Endian, Fields, FieldType, StructClass, StructOptions } from "../../src/index.ts";

/** The package under test: as it is, or with code generation switched off. */
export type Structs = typeof import("../../src/index.ts");

type ScalarName = "bool" | "i8" | "i16" | "i32" | "i64" | "u8" | "u16" | "u32" | "u64" | "f32" | "f64";
const INTEGERS = ["i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64"] as const;
const SCALARS: readonly ScalarName[] = ["bool", "f32", "f64", ...INTEGERS];

/** A field as data, to be sent to other programs. */
export type FieldLayout =
  | { kind: "scalar"; type: ScalarName; endian?: Endian }
  | { kind: "bits"; type: (typeof INTEGERS)[number]; width: number; padding?: true }
  | { kind: "text"; length: number }
  | { kind: "bytes"; length: number }
  | { kind: "array"; element: FieldLayout; dimensions: [number, ...number[]] }
  | { kind: "struct"; struct: StructLayout };

export interface StructLayout {
  name: string;
  kind: "struct" | "union";
  endian: Endian;
  pack: NonNullable<StructOptions["pack"]>;
  fields: (FieldLayout & { name: string })[];
}

const scalar = (endian: Endian): fc.Arbitrary<FieldLayout> =>
  fc
    .tuple(fc.constantFrom(...SCALARS), fc.boolean())
    // In a big-endian ctypes structure no field can be little-endian.
    .map(([type, other]) =>
      other && endian === "little" ? { kind: "scalar", type, endian: "big" } : { kind: "scalar", type },
    );

function simple(endian: Endian): fc.Arbitrary<FieldLayout> {
  return fc.oneof(
    { weight: 4, arbitrary: scalar(endian) },
    fc.integer({ min: 1, max: 20 }).map((length) => ({ kind: "text", length }) as const),
    fc.integer({ min: 1, max: 9 }).map((length) => ({ kind: "bytes", length }) as const),
  );
}

const dimensions = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(fc.integer({ min: 1, max: 5 })) },
  fc.tuple(fc.integer({ min: 17, max: 20 })),
  fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 4 })),
);

function field(endian: Endian, depth: number): fc.Arbitrary<FieldLayout> {
  const inner = fc.oneof(
    { weight: 3, arbitrary: simple(endian) },
    ...(depth > 0 ? [layouts({ depth: depth - 1 }).map((struct) => ({ kind: "struct", struct }) as const)] : []),
  );
  return fc.oneof(
    { weight: 5, arbitrary: inner },
    fc.tuple(inner, dimensions).map(([element, dims]) => ({ kind: "array", element, dimensions: dims }) as const),
  );
}

/** A run of bit-fields of one unit; most fill it, some do not and may be refused. */
const bitRun: fc.Arbitrary<FieldLayout[]> = fc
  .tuple(
    fc.constantFrom(...INTEGERS),
    fc.array(fc.integer({ min: 1, max: 64 }), { minLength: 1, maxLength: 6 }),
    fc.integer({ min: 0, max: 5 }),
  )
  .map(([type, widths, luck]) => {
    const unit = Number(type.slice(1));
    const fields: FieldLayout[] = [];
    let used = 0;
    for (const wanted of widths) {
      const width = ((wanted - 1) % unit) + 1;
      if (luck > 0 && used + width > unit) break;
      used += width;
      fields.push({ kind: "bits", type, width });
    }
    if (luck > 0 && used < unit) fields.push({ kind: "bits", type, width: unit - used, padding: true });
    return fields;
  });

/** Random structs and unions, nested to a depth. */
export function layouts({ depth = 2, bits = true } = {}): fc.Arbitrary<StructLayout> {
  return fc
    .record({
      kind: fc.oneof({ weight: 5, arbitrary: fc.constant("struct" as const) }, fc.constant("union" as const)),
      endian: fc.constantFrom<Endian>("little", "big"),
      pack: fc.constantFrom(1, 1, 1, 2, 4, 8, 16, "natural", "natural", "natural") as fc.Arbitrary<
        StructLayout["pack"]
      >,
    })
    .chain((head) => {
      const one = field(head.endian, depth).map((f) => [f]);
      const parts = bits && head.kind === "struct" ? fc.oneof({ weight: 4, arbitrary: one }, bitRun) : one;
      return fc.array(parts, { minLength: 1, maxLength: 8 }).map((groups) => {
        const fields = groups.flat().map((f, i) => ({ ...f, name: `f${i}` }));
        return { name: "S", ...head, fields };
      });
    })
    .filter(({ fields }) => fields.some((f) => !("padding" in f)));
}

/** Declares the layout; throws what `struct` throws. */
export function declare(S: Structs, { name, kind, endian, pack, fields }: StructLayout): StructClass {
  const types: Fields = Object.fromEntries(fields.map((f) => [f.name, typeOf(S, f)]));
  return S[kind](name, types, { endian, pack });
}

function typeOf(S: Structs, f: FieldLayout): FieldType<unknown> {
  switch (f.kind) {
    case "scalar": {
      const type = S[f.type];
      return f.endian === "big" && "be" in type ? type.be : type;
    }
    case "bits": {
      const type = S[f.type].bits(f.width);
      return f.padding ? S.padding(type) : type;
    }
    case "text":
      return S.char(f.length);
    case "bytes":
      return S.bytes(f.length);
    case "array":
      return S.array(typeOf(S, f.element), ...f.dimensions);
    case "struct":
      return declare(S, f.struct);
  }
}

/** Whether bit-fields were refused because compilers differ about them; anything else is thrown again. */
export function isRefused(S: Structs, error: unknown): boolean {
  if (S.isStructsError(error, "ERR_STRUCTS_DECLARATION")) return true;
  throw error;
}
