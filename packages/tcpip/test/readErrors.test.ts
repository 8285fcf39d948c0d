import { describe, expect, test } from "vitest";
import { IncompleteReadError, LimitOverrunError } from "../src/index.ts";
import { resetSocket } from "../src/testkit/index.ts";
import { connectedPair } from "./support/connectedPair.ts";
import { readMethods } from "./support/methods.ts";
import { plainClient } from "./support/plainPeers.ts";

const limit = { timeoutMs: 2000 };
const text = (received: Uint8Array) => new TextDecoder().decode(received);

describe("when the stream ends inside a message", () => {
  test.each<[string, (pair: Awaited<ReturnType<typeof connectedPair>>) => Promise<unknown>, number | undefined]>([
    ["readExactly", ({ server }) => server.readExactly(10, limit), 10],
    ["readInto", ({ server }) => server.readInto({ bytes: new Uint8Array(10) }, limit), 10],
    ["readUntil", ({ server }) => server.readUntil(undefined, limit), undefined],
    ["readStr", ({ server }) => server.readStr(limit), undefined],
    ["readJson", ({ server }) => server.readJson(limit), undefined],
  ])("%s rejects with the part, closes the own side and calls the callback", async (_, read, expected) => {
    await using pair = await connectedPair({ server: { monitorConnectionInterval: 0 } });
    const reading = read(pair);
    const outcome = expect(reading).rejects.toMatchObject({
      code: "ERR_TCPIP_INCOMPLETE_READ",
      partial: new TextEncoder().encode("half"),
      expected,
    });
    await pair.client.write(new TextEncoder().encode("half"));
    await pair.client.close();
    await outcome;
    await expect(reading).rejects.toThrow(IncompleteReadError);
    await pair.serverChanges.assertNext(false);
    expect(pair.server).toMatchObject({ connected: false, shouldBeConnected: true, closeReason: "remote" });
    pair.serverChanges.assertNoMore();
  });

  test("readInto leaves the target as it was", async () => {
    await using pair = await connectedPair();
    const target = { bytes: Uint8Array.of(1, 2, 3, 4) };
    const read = pair.server.readInto(target, limit);
    await pair.client.write(Uint8Array.of(9, 9));
    await pair.client.close();
    await expect(read).rejects.toMatchObject({ code: "ERR_TCPIP_INCOMPLETE_READ", partial: Uint8Array.of(9, 9) });
    expect(target.bytes).toEqual(Uint8Array.of(1, 2, 3, 4));
  });

  test("readLine returns the part, then nothing, and is no error", async () => {
    await using pair = await connectedPair();
    const read = pair.server.readLine(limit);
    await pair.client.write(new TextEncoder().encode("no end"));
    await pair.client.close();
    expect(text(await read)).toBe("no end");
    await pair.serverChanges.assertNext(false);
    expect(pair.server.connected).toBe(false);
  });

  test("read that waits returns no bytes, and the connection counts as lost", async () => {
    await using pair = await connectedPair();
    const read = pair.server.read(10, limit);
    await pair.client.close();
    expect(await read).toHaveLength(0);
    expect(pair.server).toMatchObject({ connected: false, shouldBeConnected: true });
    await pair.serverChanges.assertNext(false);
  });

  test("read to the end returns all there was", async () => {
    await using pair = await connectedPair();
    const read = pair.server.read(-1, limit);
    for (const word of ["all ", "there ", "was"]) await pair.client.write(new TextEncoder().encode(word));
    await pair.client.close();
    expect(text(await read)).toBe("all there was");
  });
});

describe.each(Object.entries(readMethods))("%s", (name, method) => {
  test("rejects when the connection breaks while it waits, and the callback is called once", async () => {
    await using pair = await connectedPair();
    await pair.client.close();
    await pair.serverChanges.assertNext(false);
    await using peer = await plainClient({ host: "127.0.0.1", port: pair.server.port });
    await pair.serverChanges.assertNext(true);
    const reading = method(pair.server);
    // A RST tells the reader that the end is not the end of the data, whatever it was reading for.
    const outcome = expect(reading).rejects.toMatchObject({ code: "ERR_TCPIP_CONNECTION_LOST" });
    resetSocket(peer.socket);
    await outcome;
    await pair.serverChanges.assertNext(false);
    expect(pair.server).toMatchObject({ connected: false, shouldBeConnected: true, closeReason: "lost" });
    pair.serverChanges.assertNoMore();
    expect(name).not.toBe("");
  });
});

test("readLine does not take a connection that breaks inside a line for one that ended there", async () => {
  await using pair = await connectedPair();
  await pair.client.close();
  await pair.serverChanges.assertNext(false);
  await using peer = await plainClient({ host: "127.0.0.1", port: pair.server.port });
  await pair.serverChanges.assertNext(true);
  const reading = pair.server.readLine(limit);
  const outcome = expect(reading).rejects.toMatchObject({
    code: "ERR_TCPIP_INCOMPLETE_READ",
    partial: new TextEncoder().encode("half a li"),
    cause: { code: "ERR_TCPIP_CONNECTION_LOST" },
  });
  peer.socket.write("half a li");
  await expect.poll(() => pair.server.reader?.bufferedBytes, { timeout: 2000, interval: 5 }).toBe(9);
  resetSocket(peer.socket);
  await outcome;
  await pair.serverChanges.assertNext(false);
});

describe("a message longer than limitBytes", () => {
  test("is a LimitOverrunError; the bytes stay and the connection too", async () => {
    await using pair = await connectedPair({ server: { limitBytes: 10 } });
    await pair.client.write(new TextEncoder().encode("0123456789abcdef\n"));
    const read = pair.server.readLine(limit);
    await expect(read).rejects.toThrow(LimitOverrunError);
    await expect(read).rejects.toMatchObject({ code: "ERR_TCPIP_LIMIT_OVERRUN", limitBytes: 10 });
    expect(pair.server.connected).toBe(true);
    await expect(pair.server.readStr(limit)).rejects.toThrow(LimitOverrunError);
    expect(text(await pair.server.readExactly(17, limit))).toBe("0123456789abcdef\n");
    pair.serverChanges.assertNoMore();
  });

  test("is one also when its end has not arrived, and the peer goes on", async () => {
    await using pair = await connectedPair({ server: { limitBytes: 1000 } });
    const read = pair.server.readUntil(undefined, limit);
    const outcome = expect(read).rejects.toThrow(LimitOverrunError);
    for (let written = 0; written <= 1000; written += 100) await pair.client.write(new Uint8Array(100));
    await outcome;
    expect(await pair.server.readExactly(1100, limit)).toEqual(new Uint8Array(1100));
  });

  test("is 64 KiB if nothing is said, and a message of that length is fine", async () => {
    await using pair = await connectedPair();
    const line = new Uint8Array(65_536).fill(0x61);
    line[65_535] = 0x0a;
    await pair.client.write(line);
    expect(await pair.server.readLine(limit)).toEqual(line);
    await pair.client.writeLines([Uint8Array.of(0x61), line]);
    await expect(pair.server.readLine(limit)).rejects.toThrow(LimitOverrunError);
  });

  test("does not concern readExactly and readInto", async () => {
    await using pair = await connectedPair({ server: { limitBytes: 10, highWaterBytes: 100 } });
    await pair.client.write(new Uint8Array(1_000_000).fill(7), limit);
    const target = { bytes: new Uint8Array(1_000_000) };
    await pair.server.readInto(target, limit);
    expect(target.bytes.every((byte) => byte === 7)).toBe(true);
  });
});

test("a second read while the first waits is an error, and the first goes on", async () => {
  await using pair = await connectedPair();
  const first = pair.server.readExactly(2, limit);
  await expect(pair.server.readExactly(1, limit)).rejects.toMatchObject({ code: "ERR_TCPIP_CONCURRENT_READ" });
  await pair.client.write(Uint8Array.of(1, 2));
  expect(await first).toEqual(Uint8Array.of(1, 2));
  expect(pair.server.connected).toBe(true);
});

test.each([-2, 1.5, Number.NaN])("read(%d) is a RangeError", async (count) => {
  await using pair = await connectedPair();
  await expect(pair.client.read(count, limit)).rejects.toThrow(RangeError);
  if (count < 0) await expect(pair.client.readExactly(-1, limit)).rejects.toThrow(RangeError);
});

test("an empty separator is a RangeError", async () => {
  await using pair = await connectedPair();
  await expect(pair.client.readUntil(new Uint8Array(0), limit)).rejects.toThrow(RangeError);
});
