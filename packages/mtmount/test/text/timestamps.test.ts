import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseTimestamp, timestampText } from "../../src/text/timestamps.ts";

const times = fc.date({
  min: new Date("0001-01-01T00:00:00Z"),
  max: new Date("9999-12-31T23:59:59.999Z"),
  noInvalidDate: true,
});

describe("timestamps as text", () => {
  it("are UTC with a T, three digits of milliseconds, and no zone", () => {
    expect(timestampText(new Date("2020-02-27T14:48:27.469Z"))).toBe("2020-02-27T14:48:27.469");
    expect(timestampText(new Date("2021-02-01T00:00:00Z"))).toBe("2021-02-01T00:00:00.000");
  });

  it("are what Date writes, for any day of four-digit years, whatever was written before", () => {
    fc.assert(
      fc.property(times, (time) => {
        expect(timestampText(time)).toBe(time.toISOString().slice(0, -1));
      }),
    );
  });

  it("read back to the millisecond, whatever was read before", () => {
    fc.assert(
      fc.property(times, (time) => {
        expect(parseTimestamp(timestampText(time))).toEqual(time);
      }),
    );
  });

  it.each([
    ["2020-02-27T14:48:27.4696", "2020-02-27T14:48:27.470Z"],
    ["2020-02-27T14:48:27", "2020-02-27T14:48:27.000Z"],
    ["2020-02-27T14:48:27.", "2020-02-27T14:48:27.000Z"],
    ["2020-02-27T14:48", "2020-02-27T14:48:00.000Z"],
    ["2020-02-27", "2020-02-27T00:00:00.000Z"],
    [" 2020-02-27T14:48:27.469 ", "2020-02-27T14:48:27.469Z"],
    ["2016-12-31T23:59:60.500", "2017-01-01T00:00:00.500Z"],
    ["2020-02-29T23:59:59.9999", "2020-03-01T00:00:00.000Z"],
  ])("reads %j as %s", (text, expected) => {
    expect(parseTimestamp(text)?.toISOString()).toBe(expected);
  });

  it.each(["", "now", "2020-02-30T00:00:00.000", "2020-13-01", "2020-02-27T24:00:00.000", "2020-02-27T14:60:00.000"])(
    "refuses %j",
    (text) => {
      expect(parseTimestamp("2020-02-27T00:00:00.000")).toBeDefined();
      expect(parseTimestamp(text)).toBeUndefined();
    },
  );

  it.each(["2020-02-27T14-48:27.469", "2020-02-27T1x:48:27.469", "2020-02-27T14:48:27,469"])("refuses %j", (text) => {
    expect(parseTimestamp("2020-02-27T00:00:00.000")).toBeDefined();
    expect(parseTimestamp(text)).toBeUndefined();
  });

  it("refuses to write a year beyond four digits", () => {
    expect(() => timestampText(new Date(Date.UTC(10_000, 0)))).toThrow(RangeError);
  });
});
