import { expect, it } from "vitest";
import { enumText, floatText } from "../../src/controller/pythonText.ts";

it.each([
  [0, "0.0"],
  [-0, "-0.0"],
  [-11_400, "-11400.0"],
  [0.36, "0.36"],
  [1e15, "1000000000000000.0"],
  [1e16, "1e+16"],
  [0.0001, "0.0001"],
  [0.00001, "1e-05"],
  [1.5e-7, "1.5e-07"],
  [1e-100, "1e-100"],
  [123_456_789.125, "123456789.125"],
  [Number.NaN, "nan"],
  [Number.POSITIVE_INFINITY, "inf"],
  [Number.NEGATIVE_INFINITY, "-inf"],
])("writes %d as Python does: %s", (value, text) => {
  expect(floatText(value)).toBe(text);
});

it("writes a value of an enumeration as Python does", () => {
  expect(enumText("ControllerState", "ENABLED", 2)).toBe("<ControllerState.ENABLED: 2>");
});
