import type { Writable } from "node:stream";
import { writeLine } from "./output.ts";

/**
 * Where a program tells what happens: an event has a name and data for programs, and a text for people. The result is
 * a promise when the reader of the output is slower than the events: whoever can, waits for it.
 */
export interface Reporter {
  report(event: string, data: object, text: string): Promise<void> | undefined;
}

/** One JSON object per line: `{"time":"…","event":"connection",…}`. The time is when it was reported, in UTC. */
export function jsonReporter(stream: Writable, now: () => Date = () => new Date()): Reporter {
  return {
    report: (event, data) =>
      writeLine(stream, JSON.stringify({ time: now().toISOString(), event, ...data }, plainJson)),
  };
}

/** One line of text per event, with the time of day. */
export function textReporter(print: (line: string) => void, now: () => Date = () => new Date()): Reporter {
  return {
    report: (_event, _data, text) => {
      print(`${timeOfDay(now())}  ${text}`);
      return undefined;
    },
  };
}

/** The local time of day, to the millisecond. */
function timeOfDay(date: Date): string {
  const pad = (value: number, digits = 2): string => String(value).padStart(digits, "0");
  return `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}.${pad(date.getMilliseconds(), 3)}`;
}

/** JSON has no 64-bit integers and no NaN or infinities: they become text, instead of an error and null. */
function plainJson(_key: string, value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
}
