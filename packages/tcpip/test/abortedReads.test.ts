import { setImmediate as turnOfEventLoop } from "node:timers/promises";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Client, StreamReader, type WaitOptions } from "../src/index.ts";
import { connectedPair } from "./support/connectedPair.ts";
import { manyTurns } from "./support/plainPeers.ts";

const limit = { timeoutMs: 2000 };
const encode = (text: string) => new TextEncoder().encode(text);
const target = { bytes: new Uint8Array(4) };

/** A read that the first half of a message does not satisfy, and the message. */
const reads: Record<string, [message: Uint8Array, read: (client: Client, wait: WaitOptions) => Promise<unknown>]> = {
  readExactly: [encode("1234"), (client, wait) => client.readExactly(4, wait)],
  readInto: [encode("1234"), (client, wait) => client.readInto(target, wait)],
  readJson: [encode("[1234]\r\n"), (client, wait) => client.readJson(wait)],
  readLine: [encode("line\n"), (client, wait) => client.readLine(wait)],
  readStr: [encode("text\r\n"), (client, wait) => client.readStr(wait)],
  readUntil: [encode("12XY"), (client, wait) => client.readUntil(encode("XY"), wait)],
};

describe.each(Object.entries(reads))("%s", (_, [message, read]) => {
  const middle = message.length >> 1;

  test("that is aborted rejects with the signal's reason, takes no bytes, and leaves the connection up", async () => {
    await using pair = await connectedPair();
    await pair.server.write(message.subarray(0, middle));
    const controller = new AbortController();
    const reason = { not: "even an Error" };
    const aborted = read(pair.client, { signal: controller.signal });
    controller.abort(reason);
    await expect(aborted).rejects.toBe(reason);
    expect(pair.client.connected).toBe(true);
    await pair.server.write(message.subarray(middle));
    expect(await pair.client.readExactly(message.length, limit)).toEqual(message);
    pair.clientChanges.assertNoMore();
  });

  test("whose signal is aborted already rejects even when the message is there", async () => {
    await using pair = await connectedPair();
    await pair.server.write(message);
    await expect.poll(() => pair.client.reader?.bufferedBytes, { timeout: 2000, interval: 5 }).toBe(message.length);
    const reason = new Error("too late");
    await expect(read(pair.client, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    await read(pair.client, limit);
  });

  test("that times out rejects with ERR_TCPIP_TIMEOUT, takes no bytes, and leaves the connection up", async () => {
    await using pair = await connectedPair();
    await pair.server.write(message.subarray(0, middle));
    await expect(read(pair.client, { timeoutMs: 20 })).rejects.toMatchObject({ code: "ERR_TCPIP_TIMEOUT" });
    expect(pair.client.connected).toBe(true);
    const again = read(pair.client, limit);
    await pair.server.write(message.subarray(middle));
    await again;
    expect(pair.client.reader?.bufferedBytes).toBe(0);
    pair.clientChanges.assertNoMore();
  });

  test("with timeoutMs 0 takes what is there and does not wait", async () => {
    await using pair = await connectedPair();
    await expect(read(pair.client, { timeoutMs: 0 })).rejects.toMatchObject({ code: "ERR_TCPIP_TIMEOUT" });
    await pair.server.write(message);
    await expect.poll(() => pair.client.reader?.bufferedBytes, { timeout: 2000, interval: 5 }).toBe(message.length);
    await read(pair.client, { timeoutMs: 0 });
  });

  test.each([-1, Number.NaN])("with timeoutMs %d is a RangeError", async (timeoutMs) => {
    await using pair = await connectedPair();
    await expect(read(pair.client, { timeoutMs })).rejects.toThrow(RangeError);
    await pair.server.write(message);
    await read(pair.client, limit);
  });
});

test("however often reads are aborted, no byte is lost or read twice", async () => {
  const steps = fc.array(
    fc.record({ feed: fc.integer({ min: 0, max: 30 }), want: fc.integer({ min: 1, max: 40 }), abort: fc.boolean() }),
    { minLength: 1, maxLength: 40 },
  );
  const run = fc.asyncProperty(steps, async (all) => {
    const reader = new StreamReader();
    let fed = 0;
    const read: number[] = [];
    for (const { feed, want, abort } of all) {
      const controller = new AbortController();
      const reading = reader.readExactly(want, { signal: controller.signal }).then(
        (bytes) => void read.push(...bytes),
        () => undefined,
      );
      if (abort) controller.abort();
      reader.feedData(Uint8Array.from({ length: feed }, () => fed++ & 0xff));
      await turnOfEventLoop();
      controller.abort();
      await reading;
    }
    reader.feedEof();
    read.push(...(await reader.read(-1, limit)));
    expect(read).toEqual(Array.from({ length: fed }, (_, index) => index & 0xff));
  });
  await fc.assert(run, { numRuns: 200 });
});

test("a loop over batches that is aborted drops nothing", async () => {
  await using pair = await connectedPair();
  const controller = new AbortController();
  const reason = new Error("enough");
  const loop = (async () => {
    const { reader } = pair.client;
    if (reader === undefined) throw new Error("not connected");
    for await (const batch of reader.batches(4, { signal: controller.signal })) {
      expect(batch.bytes).toEqual(Uint8Array.of(1, 2, 3, 4));
    }
  })();
  const outcome = expect(loop).rejects.toBe(reason);
  await pair.server.write(Uint8Array.of(1, 2, 3, 4, 5, 6));
  await expect.poll(() => pair.client.reader?.bufferedBytes, { timeout: 2000, interval: 5 }).toBe(2);
  controller.abort(reason);
  await outcome;
  await pair.server.write(Uint8Array.of(7, 8));
  expect(await pair.client.readExactly(4, limit)).toEqual(Uint8Array.of(5, 6, 7, 8));
});

test("a write whose wait is aborted or timed out is sent all the same, once and whole", async () => {
  await using pair = await connectedPair();
  const chunk = new Uint8Array(40_000_000).fill(3);
  const reason = new Error("no time");
  const controller = new AbortController();
  // More than the system takes while nobody reads, so that the writes have to wait.
  await expect(pair.client.write(chunk, { timeoutMs: 20 })).rejects.toMatchObject({ code: "ERR_TCPIP_TIMEOUT" });
  const aborted = pair.client.write(chunk, { signal: controller.signal });
  const outcome = expect(aborted).rejects.toBe(reason);
  await manyTurns(20);
  controller.abort(reason);
  await outcome;
  expect(pair.client.connected).toBe(true);
  const received = await pair.server.readExactly(80_000_000, { timeoutMs: 10_000 });
  expect(received.every((byte) => byte === 3)).toBe(true);
  await pair.client.writeStr("next");
  expect(await pair.server.readStr(limit)).toBe("next");
});

test("a write whose signal is aborted already sends nothing, or says that it did by not rejecting", async () => {
  await using pair = await connectedPair();
  const written = pair.client.writeStr("unwanted", { signal: AbortSignal.abort(new Error("no")) });
  const rejected = await written.then(
    () => false,
    () => true,
  );
  await pair.client.writeStr("wanted");
  expect(await pair.server.readStr(limit)).toBe(rejected ? "wanted" : "unwanted");
});

test("a signal that is used for many reads keeps no listeners behind", async () => {
  await using pair = await connectedPair();
  const controller = new AbortController();
  const added: string[] = [];
  const { signal } = controller;
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  signal.addEventListener = (type: string, ...rest: [never]) => {
    added.push(type);
    add(type, ...rest);
  };
  signal.removeEventListener = (type: string, ...rest: [never]) => {
    added.pop();
    remove(type, ...rest);
  };
  for (let count = 0; count < 20; count++) {
    const read = pair.client.readStr({ signal });
    await pair.server.writeStr("line");
    await read;
  }
  expect(added).toEqual([]);
});
