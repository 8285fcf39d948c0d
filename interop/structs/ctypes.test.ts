import * as structs from "@obswire/structs";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { declare, isRefused, layouts, type StructLayout } from "../../packages/structs/test/support/layouts.ts";
import { structValues, toPortable } from "../../packages/structs/test/support/values.ts";
import { missing, Peer } from "./peer.ts";

const RUNS = 3000;
const { CI } = process.env;

describe.skipIf(missing !== undefined && !CI)(`ctypes${missing ? ` (skipped: ${missing})` : ""}`, () => {
  let peer: Peer;
  beforeAll(() => {
    expect(missing).toBeUndefined();
    peer = new Peer();
  });
  afterAll(() => peer?.[Symbol.asyncDispose]());

  const cases = fc
    .record({ layout: layouts(), noise: fc.infiniteStream(fc.integer({ min: 0, max: 255 })) })
    .chain(({ layout, noise }) => structValues(layout).map((values) => ({ layout, values, noise })));

  it(`agrees on offsets, sizes, written bytes and read values of ${RUNS} random layouts`, async () => {
    const seen = { accepted: 0, refused: 0, bits: 0 };
    await fc.assert(
      fc.asyncProperty(cases, async ({ layout, values, noise }) => {
        const S = tryDeclare(layout);
        if (S === undefined) {
          seen.refused++;
          return;
        }
        seen.accepted++;
        if (layout.fields.some((f) => f.kind === "bits")) seen.bits++;
        const written = new S(values as never);
        const random = S.from(Uint8Array.from({ length: S.size }, () => noise.next().value));
        const answer = await peer.ask({
          layout,
          values: toPortable(values),
          bytes: [hex(written.bytes), hex(random.bytes)],
        });
        expect(answer.size).toBe(S.size);
        expect(answer.offsets).toEqual(
          Object.fromEntries(Object.values(S.fields).map(({ name, offset }) => [name, offset])),
        );
        expect(answer.written).toBe(hex(written.bytes));
        expect(toPortable(written.toJSON())).toEqual(answer.read[0]);
        expect(toPortable(random.toJSON())).toEqual(answer.read[1]);
      }),
      { numRuns: RUNS },
    );
    expect(seen.accepted).toBeGreaterThan(RUNS / 2);
    expect(seen.bits).toBeGreaterThan(RUNS / 20);
  });
});

function tryDeclare(layout: StructLayout): structs.StructClass | undefined {
  try {
    return declare(structs, layout);
  } catch (error) {
    if (isRefused(structs, error)) return undefined;
    throw error;
  }
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
