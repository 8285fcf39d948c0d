import { type DeviceReading, describeDevice, renderDevices } from "../terminal/deviceTable.ts";
import type { Screen } from "../terminal/screen.ts";
import type { Style } from "../terminal/style.ts";
import { wrap } from "../terminal/text.ts";
import type { Step, SummaryRow } from "./act.ts";
import type { Listener } from "./runStory.ts";

/** Columns of the time and of the name in front of what happened. */
const NAME_WIDTH = 10;
const INDENT = " ".repeat(9 + NAME_WIDTH + 2);

/** What the narrator needs to know. */
export interface NarratorOptions {
  screen: Screen;
  style: Style;
  /** How wide the lines may be. */
  columns: () => number;
  /** What the live table shows. */
  devices: () => readonly DeviceReading[];
}

/** Tells what happens: lines that stay, and for a live screen what is drawn below them. */
export class Narrator implements Listener {
  readonly #options: NarratorOptions;
  readonly #startMs = performance.now();
  #doing = "";

  constructor(options: NarratorOptions) {
    this.#options = options;
  }

  begins({ doing }: Step): void {
    this.#doing = doing;
  }

  happened({ name }: Step, what: string): void {
    this.#doing = "";
    this.#line(this.#options.style.good(name.padEnd(NAME_WIDTH)), what);
  }

  /** What goes on after the last step. */
  goesOn(doing: string): void {
    this.#doing = doing;
  }

  /** The state of all devices as lines that stay, for output that is not a terminal. */
  status(): void {
    for (const device of this.#options.devices()) this.#line(" ".repeat(NAME_WIDTH), describeDevice(device));
  }

  /** What is below the lines that stay. */
  drawing(columns: number): string[] {
    const { style, devices } = this.#options;
    const doing = this.#doing === "" ? "" : style.accent(`${this.#doing} …`);
    return [
      `${this.#time()}${doing}`,
      "",
      ...renderDevices(devices(), { columns, style, chart: "position over time" }),
      "",
      style.dim("Ctrl-C ends it"),
    ];
  }

  /** The end of the story. */
  summary(title: string, rows: readonly SummaryRow[]): void {
    const { screen, style, columns } = this.#options;
    screen.print("");
    screen.print(style.bold(title));
    const width = Math.max(...rows.map(({ label }) => label.length));
    for (const { label, text } of rows) {
      const [first = "", ...others] = wrap(text, columns() - width - 4);
      screen.print(`  ${label.padEnd(width)}  ${first}`);
      for (const line of others) screen.print(`${" ".repeat(width + 4)}${line}`);
    }
  }

  #line(name: string, what: string): void {
    const { screen, columns } = this.#options;
    const [first = "", ...others] = wrap(what, columns() - INDENT.length);
    screen.print(`${this.#time()}${name}  ${first}`);
    for (const line of others) screen.print(`${INDENT}${line}`);
  }

  #time(): string {
    const seconds = ((performance.now() - this.#startMs) / 1000).toFixed(1);
    return this.#options.style.dim(`${seconds.padStart(5)} s  `);
  }
}
