import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bundledLeapSeconds, LeapSecondTable, loadLeapSeconds, taiToUtc, utcToTai } from "../../src/index.ts";

const ns = (iso: string, nsec = 0): bigint => BigInt(Date.parse(iso)) * 1_000_000n + BigInt(nsec);
const sec = (iso: string): number => Date.parse(iso) / 1000;

/** What IERS publishes, shortened: comments, an expiry (2026-06-28) and the last two steps. */
const LIST = `#	Updated through IERS Bulletin C
#$	3960835200
#@	3991593600
3644697600      36      # 1 Jul 2015
3692217600      37      # 1 Jan 2017
#h	49db2447 571e5e1b 2f002a53 9c8da8e4 39b8e49e
`;

describe("UTC to TAI", () => {
  it("is 37 s ahead since 2017, and keeps every nanosecond", () => {
    expect(utcToTai(ns("2026-01-02T03:04:05Z", 999_999_999))).toEqual({
      taiSec: sec("2026-01-02T03:04:42Z"),
      taiNsec: 999_999_999,
    });
  });

  it("steps at the leap second at the end of 2016", () => {
    expect(utcToTai(ns("2016-12-31T23:59:59Z")).taiSec).toBe(sec("2017-01-01T00:00:35Z"));
    expect(utcToTai(ns("2017-01-01T00:00:00Z")).taiSec).toBe(sec("2017-01-01T00:00:37Z"));
  });

  it("begins in 1972 with 10 s", () => {
    expect(utcToTai(ns("1972-01-01T00:00:00Z")).taiSec).toBe(sec("1972-01-01T00:00:10Z"));
    expect(() => utcToTai(ns("1971-12-31T23:59:59Z"))).toThrow(/1971-12-31 is before 1972-01-01/);
  });
});

describe("TAI to UTC", () => {
  it("is the way back, for every nanosecond that is not in a leap second", () => {
    const range = { min: ns("1972-01-01T00:00:00Z"), max: ns("2027-06-27T23:59:59Z") };
    fc.assert(fc.property(fc.bigInt(range), (utc) => taiToUtc(utcToTai(utc)) === utc));
  });

  it("reads a leap second as the second after it", () => {
    const leap = { taiSec: sec("2017-01-01T00:00:36Z"), taiNsec: 5 };
    expect(taiToUtc(leap)).toBe(ns("2017-01-01T00:00:00Z", 5));
    expect(taiToUtc({ ...leap, taiSec: leap.taiSec + 1 })).toBe(ns("2017-01-01T00:00:00Z", 5));
    expect(taiToUtc({ ...leap, taiSec: leap.taiSec - 1 })).toBe(ns("2016-12-31T23:59:59Z", 5));
  });

  it.each([-1, 1_000_000_000, 0.5, Number.NaN])("refuses %d nanoseconds", (taiNsec) => {
    expect(() => taiToUtc({ taiSec: sec("2020-01-01"), taiNsec })).toThrow(/^taiNsec/);
  });
});

describe("A table of leap seconds", () => {
  const table = LeapSecondTable.parse(LIST);

  it("is read from the list that IERS publishes", () => {
    expect(table.expiresUnixSec).toBe(sec("2026-06-28"));
    expect(table.steps).toEqual([
      { fromUnixSec: sec("2015-07-01"), taiMinusUtcSec: 36 },
      { fromUnixSec: sec("2017-01-01"), taiMinusUtcSec: 37 },
    ]);
  });

  it("that is too old for a date says so, and what to do", () => {
    const late = ns("2026-06-28T00:00:00Z");
    expect(() => utcToTai(late, { leapSeconds: table })).toThrow(
      /good until 2026-06-28, and 2026-06-28 is later: give a newer table \(loadLeapSeconds\)/,
    );
    const { taiSec } = utcToTai(late, { leapSeconds: table, afterExpiry: "last" });
    expect(taiSec).toBe(sec("2026-06-28T00:00:37Z"));
    expect(() => taiToUtc({ taiSec, taiNsec: 0 }, { leapSeconds: table })).toThrow(/good until 2026-06-28/);
    expect(() => taiToUtc({ taiSec: taiSec - 1, taiNsec: 0 }, { leapSeconds: table })).not.toThrow();
  });

  it("is refused when it is something else", () => {
    expect(() => LeapSecondTable.parse("404 Not Found")).toThrow(/not a leap-seconds.list/);
    expect(() => new LeapSecondTable([], 0)).toThrow(RangeError);
  });

  it("of this system agrees with the bundled one, as far as both go", async (context) => {
    const system = await loadLeapSeconds().catch(() => undefined);
    if (system === undefined) context.skip("no leap-seconds.list on this system");
    const both = Math.min(system?.steps.length ?? 0, bundledLeapSeconds.steps.length);
    expect(both).toBeGreaterThanOrEqual(28);
    expect(system?.steps.slice(0, both)).toEqual(bundledLeapSeconds.steps.slice(0, both));
  });
});

it("A time that is no bigint is refused by its name", () => {
  expect(() => utcToTai(5 as never)).toThrow(new TypeError("utcUnixNs must be a bigint, nanoseconds, not number 5"));
});
