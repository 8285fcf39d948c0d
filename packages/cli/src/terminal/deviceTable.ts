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
  { minWidth: 14 },
  { align: "right", minWidth: 12 },
  { align: "right", minWidth: 12 },
  { align: "right", minWidth: 12 },
];

/** What the table shows, and how. */
export interface TableOptions {
  /** How wide it may be. */
  readonly columns: number;
  readonly style: Style;
  /** What the charts show, for their title. */
  readonly chart: string;
}

/** A title, and devices one below the other, each with a line on how it is and a line for each axis. */
export function renderDevices(devices: readonly DeviceReading[], { columns, style, chart }: TableOptions): string[] {
  const heads = alignCells(
    DEVICE_COLUMNS,
    devices.map((device) => deviceCells(device, style)),
  );
  const allAxes = devices.flatMap(({ axes }) => axes);
  const titles = ["", "position", "commanded", "error"].map((title) => style.dim(title));
  const [title = "", ...numbers] = alignCells(AXIS_COLUMNS, [titles, ...allAxes.map((axis) => axisCells(axis, style))]);
  const used = Math.max(widthOf(title), ...numbers.map(widthOf)) + 2;
  const width = Math.max(CHART_WIDTH.min, Math.min(CHART_WIDTH.max, columns - used));
  const axisLines = allAxes.map(({ history, minSpan }, index) => {
    const line = numbers[index] ?? "";
    return `${line}${" ".repeat(used - widthOf(line))}${style.accent(sparkline(history, { width, minSpan }))}`;
  });
  return [
    `${title}  ${style.dim(chart.padStart(width))}`,
    ...devices.flatMap(({ axes }, index) => [heads[index] ?? "", ...axisLines.splice(0, axes.length)]),
  ];
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
    formatNumber(commanded, digits),
    formatNumber(position - commanded, digits),
  ];
}

/** A device on one line, for output that is not a terminal. */
export function describeDevice({ name, state, rateHz, links, axes }: DeviceReading): string {
  const sockets = links.map((link) => `${link.name} ${link.up ? "up" : "DOWN"}`);
  return [name, state, ...describeAxes(axes), formatRate(rateHz), sockets.join(", ")].join("  ");
}

/** One axis in full; of several only where they are, with the unit behind the last one that has it. */
function describeAxes(axes: readonly AxisReading[]): string[] {
  const [only, ...others] = axes;
  if (only !== undefined && others.length === 0) {
    const { name, position, commanded, unit, digits } = only;
    return [`${name} ${formatNumber(position, digits)}, commanded ${formatNumber(commanded, digits)} ${unit}`.trim()];
  }
  return axes.map(({ name, position, unit, digits }, index) => {
    const last = axes[index + 1]?.unit !== unit;
    return `${name} ${formatNumber(position, digits)}${last ? ` ${unit}` : ""}`;
  });
}

/** Something else about a device. */
export interface DetailReading {
  readonly label: string;
  readonly text: string;
}

/** What else there is to say about a device, one line for each thing. */
export function renderDetails(details: readonly DetailReading[], style: Style): string[] {
  return alignCells(
    [{ minWidth: 14 }, {}],
    details.map(({ label, text }) => [`  ${style.dim(label)}`, text]),
  );
}
