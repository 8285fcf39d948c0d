import { expect, it } from "vitest";
import { gen1, headerAt, LeapSecondTable, stampHeader, utcOfHeader, type WireGeneration } from "../../src/index.ts";

const GENERATIONS: WireGeneration[] = ["gen1", "gen1b", "gen2", "gen3", "gen4"];
const UTC = BigInt(Date.UTC(2025, 0, 1, 18)) * 1_000_000n + 123_456_789n;

it.each(GENERATIONS)("A header of %s holds the time to the nanosecond", (generation) => {
  expect(utcOfHeader(headerAt(generation, UTC))).toBe(UTC);
});

it("A header of gen1 holds UTC and the Modified Julian Date", () => {
  const header = headerAt("gen1", UTC);
  expect(header).toBeInstanceOf(gen1.Header);
  expect(header.mjd).toBe(60_676);
  expect(header.mjdFrac).toBeCloseTo(0.75 + 0.123456789 / 86_400, 12);
  expect([header.tvSec, header.tvNsec]).toEqual([Date.UTC(2025, 0, 1, 18) / 1000, 123_456_789]);
});

it("A header of gen4 holds TAI", () => {
  expect(headerAt("gen4", UTC)).toMatchObject({ taiSec: Date.UTC(2025, 0, 1, 18) / 1000 + 37, taiNsec: 123_456_789 });
});

it("Stamping goes on after the expiry of the table; reading says that it cannot know", () => {
  const leapSeconds = new LeapSecondTable([{ fromUnixSec: 0, taiMinusUtcSec: 10 }], 1000);
  const header = headerAt("gen4", UTC, { leapSeconds });
  expect(header.taiSec).toBe(Number(UTC / 1_000_000_000n) + 10);
  expect(() => utcOfHeader(header, { leapSeconds })).toThrow(/good until 1970-01-01/);
  expect(() => stampHeader(header, UTC, { leapSeconds, afterExpiry: "throw" })).toThrow(/good until/);
});
