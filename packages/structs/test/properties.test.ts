import fc from "fast-check";
import { expect, it } from "vitest";
import type { AnyStruct } from "../src/index.ts";
import { closures, describeBoth, generated, thrown } from "./support/both.ts";
import { declare, type FieldLayout, isRefused, layouts, type StructLayout, type Structs } from "./support/layouts.ts";
import { structValues } from "./support/values.ts";

const cases = layouts().chain((layout) => structValues(layout).map((values) => ({ layout, values })));
const noise = fc.infiniteStream(fc.integer({ min: 0, max: 255 }));

function tryDeclare(S: Structs, layout: StructLayout) {
  try {
    return declare(S, layout);
  } catch (error) {
    isRefused(S, error);
    return undefined;
  }
}

describeBoth("random layouts", (structs) => {
  it("read what was written, and write what was read", () => {
    fc.assert(
      fc.property(cases, ({ layout, values }) => {
        const S = tryDeclare(structs, layout);
        if (S === undefined) return;
        const made = new S(values as never);
        expect(made.toJSON()).toMatchObject(values);
        if (!hasUnion(layout)) expect(new S(made.toJSON() as never).toJSON()).toEqual(made.toJSON());
      }),
      { numRuns: 500 },
    );
  });

  it("have properties that agree with the plain object", () => {
    fc.assert(
      fc.property(cases, ({ layout, values }) => {
        const S = tryDeclare(structs, layout);
        if (S === undefined) return;
        const made = new S() as unknown as Record<string, unknown> & { bytes: Uint8Array };
        for (const [name, value] of Object.entries(values)) made[name] = value;
        expect(made.bytes).toEqual(new S(values as never).bytes);
        const plain = (made as unknown as { toJSON(): Record<string, unknown> }).toJSON();
        for (const name of Object.keys(S.fields)) expect(plainOf(made[name])).toEqual(plain[name]);
      }),
      { numRuns: 300 },
    );
  });

  it("do the same under a cursor as in an instance, anywhere in a chunk", () => {
    fc.assert(
      fc.property(cases, fc.nat(40), ({ layout, values }, at) => {
        const S = tryDeclare(structs, layout);
        if (S === undefined) return;
        const chunk = new Uint8Array(S.size + 80).fill(0xee);
        const moving = S.cursor(chunk).at(at) as { set(v: unknown): void; toJSON(): unknown; bytes: Uint8Array };
        chunk.fill(0, at, at + S.size);
        moving.set(values);
        const made = new S(values as never);
        expect(moving.bytes).toEqual(made.bytes);
        expect(moving.toJSON()).toEqual(made.toJSON());
        expect(chunk.subarray(0, at).every((byte) => byte === 0xee)).toBe(true);
        expect(chunk.subarray(at + S.size).every((byte) => byte === 0xee)).toBe(true);
        expect(S.view(chunk, at).equals(moving)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

/** The plain form of a property: of nested structs what their own `toJSON` gives. */
function plainOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainOf);
  const isStruct = typeof value === "object" && value !== null && "toJSON" in value;
  return isStruct ? (value as AnyStruct).toJSON() : value;
}

/** Members of a union overwrite one another: what was read from all of them does not write the same bytes. */
function hasUnion({ kind, fields }: StructLayout): boolean {
  const inField = (f: FieldLayout): boolean =>
    f.kind === "array" ? inField(f.element) : f.kind === "struct" && hasUnion(f.struct);
  return kind === "union" || fields.some(inField);
}

it("reads any bytes the same with generated code as with closures", () => {
  fc.assert(
    fc.property(layouts(), noise, (layout, stream) => {
      const [A, B] = [tryDeclare(generated, layout), tryDeclare(closures, layout)];
      if (A === undefined || B === undefined) return;
      const bytes = Uint8Array.from({ length: A.size }, () => stream.next().value);
      expect(A.from(bytes).toJSON()).toEqual(B.from(bytes).toJSON());
    }),
    { numRuns: 500 },
  );
});

it("refuses any wrong values the same with generated code as with closures, and changes nothing", () => {
  const junk = fc.record({
    layout: layouts({ depth: 1 }),
    values: fc.dictionary(fc.constantFrom("f0", "f1", "f2", "f3"), fc.anything()),
  });
  fc.assert(
    fc.property(junk, ({ layout, values }) => {
      const results = [generated, closures].map((structs) => {
        const made = new (tryDeclare(structs, layout) ?? structs.struct("S", { f0: structs.u8 }))();
        const { bytes } = made;
        bytes.fill(0x5a);
        let error: unknown;
        try {
          made.set(values as never);
        } catch (e) {
          error = e;
          expect(bytes.every((byte) => byte === 0x5a)).toBe(true);
        }
        return { error: error && pick(error), bytes: [...bytes] };
      });
      expect(results[0]).toEqual(results[1]);
    }),
    { numRuns: 2000 },
  );
});

function pick(error: unknown): object {
  const { code, field, offset, message } = error as { code: string; field: string; offset: number; message: string };
  expect(code).toMatch(/^ERR_STRUCTS_/);
  return { code, field, offset, message };
}

it("has tests that can fail", () => {
  expect(thrown(() => new (generated.struct("S", { a: generated.u8 }))({ a: 256 }))).toBeInstanceOf(Error);
});
