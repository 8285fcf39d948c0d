import { expect, it } from "vitest";
import { formatAge, formatNumber, formatRate, formatSeconds } from "../../src/terminal/numbers.ts";
import { sparkline } from "../../src/terminal/sparkline.ts";

it.each([
  [3.50049, "3.500"],
  [-24.9886, "-24.989"],
  [-0.0001, "0.000"],
  [Number.NaN, "NaN"],
  [Number.POSITIVE_INFINITY, "inf"],
  [Number.NEGATIVE_INFINITY, "-inf"],
  [-3e300, "-3.000e+300"],
])("shows the number %s as %s", (value, text) => expect(formatNumber(value, 3)).toBe(text));

it.each([
  [undefined, "never"],
  [34.4, "34 ms"],
  [1234, "1.2 s"],
  [200_000, "3 min"],
  [8_000_000, "2 h"],
])("shows the age %s as %s", (ms, text) => expect(formatAge(ms)).toBe(text));

it("shows rates and durations", () => {
  expect(formatRate(9.96)).toBe("10.0 Hz");
  expect(formatSeconds(484)).toBe("0.48 s");
  expect(formatSeconds(20_144)).toBe("20.1 s");
});

it("draws values as bars, from the lowest to the highest shown", () =>
  expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7], { width: 8 })).toBe("▁▂▃▄▅▆▇█"));
it("shows the newest values that fit, to the right", () => {
  expect(sparkline([9, 0, 7], { width: 2 })).toBe("▁█");
  expect(sparkline([0, 7], { width: 4 })).toBe("  ▁█");
});
it("does not blow up noise to mountains", () =>
  expect(sparkline([1, 1.001, 1.002], { width: 3, minSpan: 1 })).toBe("▁▁▁"));
it("has a gap where a value is not a number", () =>
  expect(sparkline([0, Number.NaN, 7, Number.POSITIVE_INFINITY], { width: 4 })).toBe("▁ █ "));
it("draws nothing from nothing", () => {
  expect(sparkline([], { width: 3 })).toBe("   ");
  expect(sparkline([1], { width: 0 })).toBe("");
});
