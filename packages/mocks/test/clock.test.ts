import { describe, expect, it } from "vitest";
import { ManualClock, systemClock } from "../src/index.ts";

describe("systemClock", () => {
  it("tells the time of this machine", () => {
    expect(Math.abs(systemClock.nowMs() - Date.now())).toBeLessThan(50);
  });

  it("wakes all who sleep with a signal when that aborts, and lets nobody sleep with it any more", async () => {
    const abort = new AbortController();
    const sleeping = [1, 2, 3].map(() => systemClock.sleep(60_000, abort.signal));
    const other = new AbortController();
    let woken = false;
    const another = systemClock.sleep(60_000, other.signal).then(() => {
      woken = true;
    });
    abort.abort();
    await Promise.all(sleeping);
    await systemClock.sleep(60_000, abort.signal);
    expect(woken).toBe(false);
    other.abort();
    await another;
  });

  it("wakes after the time, with and without a signal", async () => {
    const startMs = performance.now();
    await Promise.all([systemClock.sleep(5), systemClock.sleep(5, new AbortController().signal)]);
    expect(performance.now() - startMs).toBeGreaterThanOrEqual(3);
  });
});

describe("ManualClock", () => {
  it("stands still until it is told to go on", async () => {
    const clock = new ManualClock(1000);
    let woken = false;
    void clock.sleep(10).then(() => {
      woken = true;
    });
    await clock.advance(9);
    expect([clock.nowMs(), woken]).toEqual([1009, false]);
    await clock.advance(1);
    expect([clock.nowMs(), woken]).toEqual([1010, true]);
  });

  it("wakes sleepers in order, each at its own time, and lets them sleep again", async () => {
    const clock = new ManualClock(0);
    const times: number[] = [];
    const tick = async (ms: number): Promise<void> => {
      for (let i = 0; i < 3; i++) {
        await clock.sleep(ms);
        times.push(clock.nowMs());
      }
    };
    const ticking = [tick(10), tick(7)];
    await clock.advance(100);
    await Promise.all(ticking);
    expect(times).toEqual([7, 10, 14, 20, 21, 30]);
    expect(clock.nowMs()).toBe(100);
  });

  it("wakes who sleeps with a signal when that aborts", async () => {
    const clock = new ManualClock();
    const abort = new AbortController();
    const sleeping = clock.sleep(1, abort.signal);
    abort.abort();
    await sleeping;
    await clock.sleep(1, abort.signal);
  });
});
