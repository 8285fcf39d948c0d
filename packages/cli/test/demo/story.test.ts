import { describe, expect, it } from "vitest";
import type { Step } from "../../src/demo/act.ts";
import { showTime } from "../../src/demo/pacing.ts";
import { runStory, StepError } from "../../src/demo/runStory.ts";

const step = (name: string, rest: Partial<Step> = {}): Step => ({
  name,
  doing: `doing ${name}`,
  limitMs: 5000,
  takesMs: 0,
  showMs: 0,
  run: () => Promise.resolve(`${name} happened`),
  ...rest,
});

const silent = { begins: () => {}, happened: () => {} };

describe("showTime", () => {
  const steps = [step("a", { showMs: 1000 }), step("b", { takesMs: 500, showMs: 3000 })];
  it("shares out what is left after the work to come", () => {
    expect(showTime(steps, 0, 4500)).toBe(1000);
    expect(showTime(steps, 1, 3000)).toBe(3000);
    expect(showTime(steps, 0, 8500)).toBe(2000);
  });
  it("is nothing when there is no time left, and when a step is not to be looked at", () => {
    expect(showTime(steps, 0, 0)).toBe(0);
    expect(showTime([step("a")], 0, 1000)).toBe(0);
  });
});

describe("runStory", () => {
  const never = new AbortController().signal;

  it("makes the steps happen in their order, and tells", async () => {
    const told: string[] = [];
    const listener = {
      begins: ({ doing }: Step) => told.push(doing),
      happened: ({ name }: Step, what: string) => told.push(`${name}: ${what}`),
    };
    await runStory([step("a"), step("b")], 0, listener, never);
    expect(told).toEqual(["doing a", "a: a happened", "doing b", "b: b happened"]);
  });

  it("names the step that failed, and why", async () => {
    const failing = step("b", { run: () => Promise.reject(new Error("no telemetry")) });
    const story = runStory([step("a"), failing, step("c")], 0, silent, never);
    await expect(story).rejects.toThrow(new StepError('the demo failed at "b" (doing b): no telemetry'));
  });

  it("names the step that passed its limit", async () => {
    const waiting = step("a", {
      limitMs: 20,
      run: (signal) =>
        new Promise((_, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason));
        }),
    });
    await expect(runStory([waiting], 0, silent, never)).rejects.toThrow(
      'the demo failed at "a" (doing a): not within 0.02 s',
    );
  });

  it("ends with the signal's reason while a step runs, and while it is looked at", async () => {
    const reason = new Error("Ctrl-C");
    for (const interrupted of [
      step("a", {
        run: (signal) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason))),
      }),
      step("a", { showMs: 1000 }),
    ]) {
      const controller = new AbortController();
      const story = runStory([interrupted], 60_000, silent, controller.signal);
      setImmediate(() => controller.abort(reason));
      await expect(story).rejects.toBe(reason);
    }
  });
});
