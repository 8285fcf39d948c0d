import { describe, expect, it } from "vitest";
import { SampleFeed } from "../src/sampleFeed.ts";

describe("A loop over samples", () => {
  it("has what is buffered before it throws why the feed has ended, and is done after that", async () => {
    const feed = new SampleFeed<number>();
    const samples = feed.subscribe();
    feed.push(1);
    feed.end({ error: new Error("lost") });
    expect(await samples.next()).toEqual({ done: false, value: 1 });
    await expect(samples.next()).rejects.toThrow("lost");
    expect(await samples.next()).toEqual({ done: true, value: undefined });
  });

  it("over a feed that has ended already is done, or throws, at once", async () => {
    const good = new SampleFeed<number>();
    good.end();
    expect((await good.subscribe().next()).done).toBe(true);
    const bad = new SampleFeed<number>();
    bad.end({ error: new Error("lost") });
    await expect(bad.subscribe().next()).rejects.toThrow("lost");
  });

  it("ends with its signal, by throwing its reason, and is no longer fed", async () => {
    const feed = new SampleFeed<number>();
    const abort = new AbortController();
    const next = feed.subscribe({ signal: abort.signal }).next();
    abort.abort(new Error("enough"));
    await expect(next).rejects.toThrow("enough");
    expect(feed.wanted).toBe(false);
  });

  it("that is left is no longer fed", async () => {
    const feed = new SampleFeed<number>();
    const samples = feed.subscribe();
    expect(feed.wanted).toBe(true);
    feed.push(1);
    for await (const sample of samples) {
      expect(sample).toBe(1);
      break;
    }
    expect(feed.wanted).toBe(false);
  });

  it("loses the oldest when it is slow, and counts them, without holding up another", async () => {
    const feed = new SampleFeed<number>();
    const slow = feed.subscribe({ bufferSize: 1 });
    const quick = feed.subscribe();
    for (const sample of [1, 2, 3]) feed.push(sample);
    feed.end();
    expect([(await slow.next()).value, slow.dropped]).toEqual([3, 2]);
    expect([(await quick.next()).value, quick.dropped]).toEqual([1, 0]);
    expect(() => feed.subscribe({ bufferSize: 0 })).toThrow(/^bufferSize/);
  });

  it("serves several pending calls of next in order, and ends them all", async () => {
    const feed = new SampleFeed<number>();
    const samples = feed.subscribe();
    const calls = [samples.next(), samples.next(), samples.next(), samples.next()];
    feed.push(1);
    feed.push(2);
    feed.end({ error: new Error("lost") });
    const settled = await Promise.allSettled(calls);
    expect(settled.map((one) => (one.status === "fulfilled" ? one.value : String(one.reason)))).toEqual([
      { done: false, value: 1 },
      { done: false, value: 2 },
      "Error: lost",
      { done: true, value: undefined },
    ]);
    expect([samples.dropped, feed.wanted]).toEqual([0, false]);
  });

  it("that is left by return while calls of next are pending ends them, and so does a signal", async () => {
    const feed = new SampleFeed<number>();
    const left = feed.subscribe();
    const calls = [left.next(), left.next()];
    expect(await left.return?.()).toEqual({ done: true, value: undefined });
    expect((await Promise.all(calls)).map(({ done }) => done)).toEqual([true, true]);
    const abort = new AbortController();
    const aborted = feed.subscribe({ signal: abort.signal });
    const pending = [aborted.next(), aborted.next()];
    abort.abort(new Error("enough"));
    await expect(pending[0]).rejects.toThrow("enough");
    expect(await pending[1]).toEqual({ done: true, value: undefined });
    feed.push(1);
    expect([(await left.next()).done, (await aborted.next()).done, feed.wanted]).toEqual([true, true, false]);
  });

  it("whose signal is aborted already throws its reason, and is never fed", async () => {
    const feed = new SampleFeed<number>();
    const samples = feed.subscribe({ signal: AbortSignal.abort(new Error("enough")) });
    expect(feed.wanted).toBe(false);
    await expect(samples.next()).rejects.toThrow("enough");
  });
});
