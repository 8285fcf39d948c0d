import { expect, it } from "vitest";
import { type DeviceReading, describeDevice, renderDetails, renderDevices } from "../../src/terminal/deviceTable.ts";
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

const options = { columns: 79, style: PLAIN, chart: "position over time" };
const inColour = { ...options, style: styleFor({ isTTY: true }, {}) };

it("shows a device on a line, and each of its axes on one", () => {
  expect(renderDevices([simple], options)).toEqual([
    "                    position     commanded         error     position over time",
    "simple    ENABLED/STATIONARY   9.9 Hz  last 34 ms   telemetry up  command DOWN",
    "  position             3.501         3.500         0.001                    ▁▁█",
  ]);
});

it("lines up several devices", () => {
  expect(renderDevices([simple, hexapod], options).map((line) => line.replace(/ *[▁█]+$/, ""))).toEqual([
    "                    position     commanded         error     position over time",
    "simple    ENABLED/STATIONARY              9.9 Hz  last 34 ms   telemetry up  command DOWN",
    "  position             3.501         3.500         0.001",
    "hexapod   ENABLED/MOVING_POINT_TO_POINT   0.0 Hz  last never   socket up",
    "  x um             -1234.500     -1000.000      -234.500",
    "  u deg                0.010         0.000         0.010",
  ]);
});

it("has the same width with and without colours", () => {
  const widths = (lines: readonly string[]): number[] => lines.map(widthOf);
  expect(widths(renderDevices([simple, hexapod], inColour))).toEqual(widths(renderDevices([simple, hexapod], options)));
});

it("marks what somebody should look at", () => {
  const { style } = inColour;
  const [, head] = renderDevices([{ ...simple, state: "FAULT", alarming: true, ageMs: 2500 }], inColour);
  expect(head).toContain(style.bad("FAULT"));
  expect(head).toContain(style.bad("command DOWN"));
  expect(head).toContain(style.warn("last 2.5 s"));
});

it("shows a device without telemetry", () => expect(renderDevices([{ ...simple, axes: [] }], options)).toHaveLength(2));

it("shows what else there is to say", () =>
  expect(
    renderDetails(
      [
        { label: "buses V", text: "100.0  100.0" },
        { label: "status", text: "DDS_COMMAND_SOURCE" },
      ],
      PLAIN,
    ),
  ).toEqual(["  buses V       100.0  100.0", "  status        DDS_COMMAND_SOURCE"]));

it("says the same on one line", () => {
  expect(describeDevice(simple)).toBe(
    "simple  ENABLED/STATIONARY  position 3.501, commanded 3.500  9.9 Hz  telemetry up, command DOWN",
  );
  expect(describeDevice(hexapod)).toBe(
    "hexapod  ENABLED/MOVING_POINT_TO_POINT  x -1234.500 um  u 0.010 deg  0.0 Hz  socket up",
  );
});
