import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { StreamReader } from "../src/index.ts";

/** The byte at each place of an endless stream; LF comes now and then. */
const byteAt = (place: number): number => (Math.imul(place + 1, 2_654_435_761) >>> 13) & 0xff;
const bytesAt = (place: number, length: number): Buffer =>
  Buffer.from(Uint8Array.from({ length }, (_, index) => byteAt(place + index)));

/** A source as sockets are: it has asked for a region, or it has chunks of its own to give. */
interface Source {
  feed(bytes: Uint8Array): void;
}
const sources: Record<string, (reader: StreamReader) => Source> = {
  chunks: (reader) => ({ feed: (bytes) => reader.feedData(Uint8Array.from(bytes)) }),
  // As Node.js does it: the next region is asked for as soon as one is filled, long before bytes arrive for it.
  regions: (reader) => {
    let region = reader.offerRegion();
    const feed = (bytes: Uint8Array) => {
      for (let at = 0; at < bytes.length; ) {
        const count = Math.min(region.length, bytes.length - at);
        region.set(bytes.subarray(at, at + count));
        reader.commitRegion(count);
        region = reader.offerRegion();
        at += count;
      }
    };
    return { feed };
  },
};

/** A reader beside the plainest possible model of it: the stream's own bytes from `place` to `fed`. */
class Pair {
  readonly reader = new StreamReader({ limitBytes: 1_000_000, highWaterBytes: 1_000_000 });
  readonly #source: Source;
  fed = 0;
  place = 0;

  constructor(makeSource: (reader: StreamReader) => Source) {
    this.#source = makeSource(this.reader);
  }

  get waiting(): number {
    return this.fed - this.place;
  }

  feed(length: number): void {
    this.#source.feed(bytesAt(this.fed, length));
    this.fed += length;
  }

  expectTaken(bytes: Uint8Array): void {
    expect(bytesAt(this.place, bytes.length).equals(bytes)).toBe(true);
    this.place += bytes.length;
    expect(this.reader.bufferedBytes).toBe(this.waiting);
  }
}

interface Step {
  name: string;
  run: (pair: Pair) => Promise<void> | void;
}
const size = (max: number) => fc.oneof(fc.integer({ min: 1, max: 64 }), fc.integer({ min: 1, max }));

const steps: fc.Arbitrary<Step> = fc.oneof(
  size(70_000).map((length) => ({ name: `feed ${length}`, run: (pair: Pair) => pair.feed(length) })),
  size(50_000).map((length) => ({
    name: `read ${length}`,
    run: async (pair: Pair) => {
      if (pair.waiting === 0) return;
      const bytes = await pair.reader.read(length);
      expect(bytes.length).toBeGreaterThan(0);
      expect(bytes.length).toBeLessThanOrEqual(length);
      pair.expectTaken(bytes);
    },
  })),
  size(50_000).map((length) => ({
    name: `readExactly ${length}, fed while it waits`,
    run: async (pair: Pair) => {
      const read = pair.reader.readExactly(length);
      while (pair.waiting < length) pair.feed(Math.max(1, length >> 2));
      pair.expectTaken(await read);
    },
  })),
  size(50_000).map((length) => ({
    name: `tryReadInto ${length}`,
    run: (pair: Pair) => {
      const target = { bytes: new Uint8Array(length).fill(0xee) };
      const enough = pair.waiting >= length;
      expect(pair.reader.tryReadInto(target)).toBe(enough);
      if (enough) pair.expectTaken(target.bytes);
      else expect(target.bytes.every((byte) => byte === 0xee)).toBe(true);
    },
  })),
  fc.constantFrom([0x0a], [0x0d, 0x0a], [byteAt(7), byteAt(8), byteAt(9)]).map((separator) => ({
    name: `readUntil ${separator}`,
    run: async (pair: Pair) => {
      const present = bytesAt(pair.place, pair.waiting).indexOf(Buffer.from(separator));
      if (present < 0) return;
      const bytes = await pair.reader.readUntil(Uint8Array.from(separator));
      expect(bytes).toHaveLength(present + separator.length);
      pair.expectTaken(bytes);
    },
  })),
  fc.tuple(size(5000), size(70_000)).map(([frame, length]) => ({
    name: `one batch of ${frame}, ${length} fed meanwhile`,
    run: async (pair: Pair) => {
      while (pair.waiting < frame) pair.feed(frame);
      for await (const { bytes, count } of pair.reader.batches(frame)) {
        expect(bytes).toHaveLength(count * frame);
        pair.feed(length);
        expect(bytesAt(pair.place, bytes.length).equals(bytes)).toBe(true);
        pair.place += bytes.length;
        break;
      }
      expect(pair.reader.bufferedBytes).toBe(pair.waiting);
    },
  })),
);

describe.each(Object.entries(sources))("a reader fed with %s", (_, makeSource) => {
  test("returns the bytes of the stream in order, whatever is fed, asked for and taken in whatever order", async () => {
    const run = fc.asyncProperty(fc.array(steps, { minLength: 1, maxLength: 60 }), async (all) => {
      const pair = new Pair(makeSource);
      for (const step of all) await step.run(pair);
      pair.reader.feedEof();
      pair.expectTaken(await pair.reader.read(-1));
      expect(pair.reader.atEof).toBe(true);
    });
    await fc.assert(run, { numRuns: 150 });
  });

  test("gives away results that stay what they are when more is read and fed", async () => {
    const run = fc.asyncProperty(fc.array(size(9000), { minLength: 5, maxLength: 40 }), async (lengths) => {
      const pair = new Pair(makeSource);
      const kept: { place: number; bytes: Uint8Array }[] = [];
      for (const length of lengths) {
        pair.feed(length + 3);
        const { place } = pair;
        const bytes = await pair.reader.read(length);
        kept.push({ place, bytes });
        pair.place += bytes.length;
      }
      for (const { place, bytes } of kept) expect(bytesAt(place, bytes.length).equals(bytes)).toBe(true);
      // And they are the caller's: writing to them changes nothing in the reader.
      for (const { bytes } of kept) bytes.fill(0);
      pair.expectTaken(await pair.reader.readExactly(pair.waiting));
    });
    await fc.assert(run, { numRuns: 100 });
  });
});

test.each([
  ["in one piece", [8]],
  ["in two pieces", [3, 5]],
])("inside a loop over batches no other read is possible, whether the frame came %s", async (_, pieces) => {
  for (const makeSource of Object.values(sources)) {
    const pair = new Pair(makeSource);
    for (const length of pieces) pair.feed(length);
    for await (const { bytes } of pair.reader.batches(8)) {
      pair.feed(8);
      expect(pair.reader.tryReadInto({ bytes: new Uint8Array(1) })).toBe(false);
      await expect(pair.reader.readExactly(1)).rejects.toMatchObject({ code: "ERR_TCPIP_CONCURRENT_READ" });
      expect(bytesAt(0, 8).equals(bytes)).toBe(true);
      break;
    }
    expect(await pair.reader.readExactly(8)).toEqual(new Uint8Array(bytesAt(8, 8)));
  }
});

test("a Buffer can be given, as serial ports and sockets have it: results are plain Uint8Arrays of their own memory", async () => {
  const chunk = Buffer.from("0123456789");
  const reader = new StreamReader();
  reader.feedData(chunk);
  const first = await reader.readExactly(4);
  const rest = await reader.read(100);
  for (const bytes of [first, rest]) expect(Buffer.isBuffer(bytes)).toBe(false);
  const copy = first.slice();
  copy.fill(0);
  expect(first).toEqual(new TextEncoder().encode("0123"));
  first.fill(0);
  expect(rest).toEqual(new TextEncoder().encode("456789"));
});

test("bytes that come after the end or after a failure are ignored", async () => {
  const ended = new StreamReader();
  ended.feedData(Uint8Array.of(1));
  ended.feedEof();
  ended.feedData(Uint8Array.of(2));
  ended.fail(new Error("too late"));
  expect(await ended.read()).toEqual(Uint8Array.of(1));
  expect(await ended.read(1)).toHaveLength(0);

  const failed = new StreamReader();
  const failure = new Error("broken");
  failed.feedData(Uint8Array.of(1));
  failed.fail(failure);
  failed.feedData(Uint8Array.of(2));
  failed.feedEof();
  expect(await failed.read()).toEqual(Uint8Array.of(1));
  await expect(failed.read(1)).rejects.toBe(failure);
});
