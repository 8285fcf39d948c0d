import { formatAge, formatNumber, formatRate } from "./numbers.ts";
import { sparkline } from "./sparkline.ts";
import type { Style } from "./style.ts";
import { alignCells, type Column } from "./table.ts";
import { widthOf } from "./text.ts";

/** One axis of a device, as the table shows it. */
export interface AxisReading {
  readonly name: string;
  /** Unit of the values; empty if it has none. */
  readonly unit: string;
  readonly position: number;
  readonly commanded: number;
  /** Digits behind the point. */
  readonly digits: number;
  /** Values for the chart, oldest first. */
  readonly history: readonly number[];
  /** The smallest difference that fills the height of the chart. */
  readonly minSpan: number;
}

/** A connection of a device. */
interface LinkReading {
  readonly name: string;
  readonly up: boolean;
}

/** A device, as the table shows it. Everything is of one moment. */
export interface DeviceReading {
  readonly name: string;
  /** Names, not numbers: `ENABLED/STATIONARY`. */
  readonly state: string;
  /** Somebody should look at this state. */
  readonly alarming: boolean;
  /** Telemetry messages per second. */
  readonly rateHz: number;
  /** Since the last telemetry, in milliseconds; `undefined` before the first. */
  readonly ageMs: number | undefined;
  readonly links: readonly LinkReading[];
  readonly axes: readonly AxisReading[];
}

/** Older telemetry than this is marked, in milliseconds. */
const STALE_MS = 1000;

/** The chart takes what is left of the line, within these limits. */
const CHART_WIDTH = { min: 8, max: 40 };

const DEVICE_COLUMNS: readonly Column[] = [
  { minWidth: 8 },
  { minWidth: 18 },
  { align: "right", minWidth: 7 },
  { minWidth: 11 },
  {},
];

const AXIS_COLUMNS: readonly Column[] = [
  { minWidth: 10 },
  { align: "right", minWidth: 9 },
  {},
  { align: "right", minWidth: 9 },
  {},
  { align: "right", minWidth: 8 },
];

/** Devices one below the other, each with a line on how it is and a line for each axis; `columns` wide. */
export function renderDevices(devices: readonly DeviceReading[], columns: number, style: Style): string[] {
  const heads = alignCells(
    DEVICE_COLUMNS,
    devices.map((device) => deviceCells(device, style)),
  );
  const allAxes = devices.flatMap(({ axes }) => axes);
  const numbers = alignCells(
    AXIS_COLUMNS,
    allAxes.map((axis) => axisCells(axis, style)),
  );
  const used = Math.max(0, ...numbers.map(widthOf)) + 2;
  const width = Math.max(CHART_WIDTH.min, Math.min(CHART_WIDTH.max, columns - used));
  const axisLines = allAxes.map(({ history, minSpan }, index) => {
    const line = numbers[index] ?? "";
    return `${line}${" ".repeat(used - widthOf(line))}${style.accent(sparkline(history, { width, minSpan }))}`;
  });
  return devices.flatMap(({ axes }, index) => [heads[index] ?? "", ...axisLines.splice(0, axes.length)]);
}

function deviceCells({ name, state, alarming, rateHz, ageMs, links }: DeviceReading, style: Style): string[] {
  const age = `last ${formatAge(ageMs)}`;
  return [
    style.bold(name),
    alarming ? style.bad(state) : state,
    rateHz > 0 ? formatRate(rateHz) : style.warn(formatRate(rateHz)),
    ageMs === undefined || ageMs > STALE_MS ? style.warn(age) : age,
    links.map(({ name: link, up }) => (up ? style.good(`${link} up`) : style.bad(`${link} DOWN`))).join("  "),
  ];
}

function axisCells({ name, unit, position, commanded, digits }: AxisReading, style: Style): string[] {
  return [
    `  ${name}${unit === "" ? "" : ` ${style.dim(unit)}`}`,
    formatNumber(position, digits),
    style.dim("commanded"),
    formatNumber(commanded, digits),
    style.dim("error"),
    formatNumber(position - commanded, digits),
  ];
}

/** A device on one line, for output that is not a terminal. */
export function describeDevice({ name, state, rateHz, links, axes }: DeviceReading): string {
  const where = axes.map(({ name: axis, unit, position, commanded, digits }) => {
    const values = `${axis} ${formatNumber(position, digits)}, commanded ${formatNumber(commanded, digits)}`;
    return unit === "" ? values : `${values} ${unit}`;
  });
  const sockets = links.map((link) => `${link.name} ${link.up ? "up" : "DOWN"}`);
  return [name, state, ...where, formatRate(rateHz), sockets.join(", ")].join("  ");
}
