import type { DeviceReading } from "../terminal/deviceTable.ts";

/** One thing that happens in the demo. */
export interface Step {
  /** A word or two, for the list of what has happened. */
  readonly name: string;
  /** What is about to happen, while it does. */
  readonly doing: string;
  /** It has failed when it has not happened by then, in milliseconds. */
  readonly limitMs: number;
  /** About how long it takes, in milliseconds. */
  readonly takesMs: number;
  /** How long to leave it to look at, in milliseconds, when the demo takes its usual time. */
  readonly showMs: number;
  /** Makes it happen; resolves to what happened, in one sentence. */
  run(signal: AbortSignal): Promise<string>;
}

/** What is said about something in the summary. */
export interface SummaryRow {
  readonly label: string;
  readonly text: string;
}

/** A part of the demo: some devices and what happens to them. Disposing closes them, processes included. */
export interface Act extends AsyncDisposable {
  readonly steps: readonly Step[];
  /** The devices to show in the live table, as they are now. */
  devices(): readonly DeviceReading[];
  /** What has happened, for the end. */
  summary(): readonly SummaryRow[];
  /** Keeps the devices busy after the story, until the signal aborts. */
  keep(signal: AbortSignal): Promise<void>;
}
