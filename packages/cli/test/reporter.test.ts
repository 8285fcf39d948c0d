import { PassThrough } from "node:stream";
import { expect, it } from "vitest";
import { jsonReporter, textReporter } from "../src/reporter.ts";

const now = (): Date => new Date(Date.UTC(2025, 0, 2, 3, 4, 5, 6));

it("writes an event as one JSON line, with the time in UTC", () => {
  const stream = new PassThrough();
  void jsonReporter(stream, now).report("config", { config: { maxPosition: 25 } }, "unused");
  expect(stream.read()?.toString()).toBe(
    '{"time":"2025-01-02T03:04:05.006Z","event":"config","config":{"maxPosition":25}}\n',
  );
});

it("writes as text what JSON cannot hold", () => {
  const stream = new PassThrough();
  void jsonReporter(stream, now).report("x", { big: 2n ** 60n, nan: Number.NaN, inf: -Infinity }, "");
  expect(JSON.parse(stream.read()?.toString() ?? "")).toMatchObject({
    big: "1152921504606846976",
    nan: "NaN",
    inf: "-Infinity",
  });
});

it("makes the sender wait for a reader that is slow, and lets it go when the reader leaves", async () => {
  const stream = new PassThrough({ highWaterMark: 10 });
  const waiting = jsonReporter(stream, now).report("x", { long: "x".repeat(100) }, "");
  expect(waiting).toBeInstanceOf(Promise);
  stream.resume();
  await waiting;
  stream.pause();
  const left = jsonReporter(stream, now).report("x", { long: "x".repeat(100) }, "");
  stream.destroy();
  await left;
  expect(jsonReporter(stream, now).report("x", {}, "")).toBeUndefined();
});

it("writes an event as a line of text, with the local time of day", () => {
  const lines: string[] = [];
  const local = (): Date => new Date(2025, 0, 2, 3, 4, 5, 6);
  void textReporter((line) => lines.push(line), local).report("x", {}, "it happened");
  expect(lines).toEqual(["03:04:05.006  it happened"]);
});
