import { expect, it } from "vitest";
import { type DeviceReading, describeDevice, renderDevices } from "../../src/terminal/deviceTable.ts";
import { PLAIN, styleFor } from "../../src/terminal/style.ts";
import { widthOf } from "../../src/terminal/text.ts";

const axis = { unit: "", digits: 3, history: [0, 0, 3.5], minSpan: 1 };

const simple: DeviceReading = {
  name: "simple",
  state: "ENABLED/STATIONARY",
  alarming: false,
  rateHz: 9.94,
  ageMs: 34,
  links: [
    { name: "telemetry", up: true },
    { name: "command", up: false },
  ],
  axes: [{ ...axis, name: "position", position: 3.501, commanded: 3.5 }],
};

const hexapod: DeviceReading = {
  name: "hexapod",
  state: "ENABLED/MOVING_POINT_TO_POINT",
  alarming: false,
  rateHz: 0,
  ageMs: undefined,
  links: [{ name: "socket", up: true }],
  axes: [
    { ...axis, name: "x", unit: "um", position: -1234.5, commanded: -1000 },
    { ...axis, name: "u", unit: "deg", position: 0.01, commanded: 0 },
  ],
};

it("shows a device on a line, and each of its axes on one", () => {
  expect(renderDevices([simple], 79, PLAIN)).toEqual([
    "simple    ENABLED/STATIONARY   9.9 Hz  last 34 ms   telemetry up  command DOWN",
    "  position      3.501  commanded      3.500  error     0.001                ▁▁█",
  ]);
});

it("lines up several devices", () => {
  expect(renderDevices([simple, hexapod], 79, PLAIN).map((line) => line.replace(/ *[▁█]+$/, ""))).toEqual([
    "simple    ENABLED/STATIONARY              9.9 Hz  last 34 ms   telemetry up  command DOWN",
    "  position      3.501  commanded      3.500  error     0.001",
    "hexapod   ENABLED/MOVING_POINT_TO_POINT   0.0 Hz  last never   socket up",
    "  x um      -1234.500  commanded  -1000.000  error  -234.500",
    "  u deg         0.010  commanded      0.000  error     0.010",
  ]);
});

it("has the same width with and without colours", () => {
  const colour = styleFor({ isTTY: true }, {});
  const widths = (lines: readonly string[]): number[] => lines.map(widthOf);
  expect(widths(renderDevices([simple, hexapod], 79, colour))).toEqual(
    widths(renderDevices([simple, hexapod], 79, PLAIN)),
  );
});

it("marks what somebody should look at", () => {
  const colour = styleFor({ isTTY: true }, {});
  const [head] = renderDevices([{ ...simple, state: "FAULT", alarming: true, ageMs: 2500 }], 79, colour);
  expect(head).toContain(colour.bad("FAULT"));
  expect(head).toContain(colour.bad("command DOWN"));
  expect(head).toContain(colour.warn("last 2.5 s"));
});

it("shows a device without telemetry", () =>
  expect(renderDevices([{ ...simple, axes: [] }], 79, PLAIN)).toHaveLength(1));

it("says the same on one line", () =>
  expect(describeDevice({ ...hexapod, axes: hexapod.axes.slice(0, 1) })).toBe(
    "hexapod  ENABLED/MOVING_POINT_TO_POINT  x -1234.500, commanded -1000.000 um  0.0 Hz  socket up",
  ));
