import { describe, expect, test } from "vitest";
import { Client, type LogRecord, OneClientServer } from "../src/index.ts";
import { ConnectedQueue, FaultProxy } from "../src/testkit/index.ts";
import { readMethods } from "./support/methods.ts";
import { manyTurns, PlainServer, plainClient } from "./support/plainPeers.ts";
import { isSettled } from "./support/settled.ts";

const limit = { timeoutMs: 2000 };
const LOCALHOST = "127.0.0.1";

/** A server and a client with a proxy between them. */
async function openProxied(options: { idleTimeoutMs?: number; highWaterBytes?: number; log?: (r: LogRecord) => void }) {
  const serverChanges = new ConnectedQueue();
  const clientChanges = new ConnectedQueue();
  const server = await OneClientServer.listen({
    host: LOCALHOST,
    port: 0,
    connectCallback: serverChanges.callback,
    ...options,
  });
  const proxy = await FaultProxy.listen({ target: { port: server.port } });
  const client = await Client.connect({
    host: proxy.host,
    port: proxy.port,
    connectCallback: clientChanges.callback,
    ...options,
  });
  await clientChanges.assertNext(true);
  await serverChanges.assertNext(true);
  const dispose = async () => {
    await proxy.close();
    await client.close();
    await server.close();
  };
  return { server, proxy, client, serverChanges, clientChanges, [Symbol.asyncDispose]: dispose };
}

describe("with idleTimeoutMs", () => {
  test("a peer that vanishes without a word counts as lost on both ends", async () => {
    const records: LogRecord[] = [];
    await using link = await openProxied({ idleTimeoutMs: 80, log: (record) => void records.push(record) });
    const startMs = performance.now();
    link.proxy.blackHole();
    await Promise.all([link.clientChanges.assertNext(false), link.serverChanges.assertNext(false)]);
    expect(performance.now() - startMs).toBeGreaterThanOrEqual(0);
    for (const end of [link.client, link.server]) {
      expect(end).toMatchObject({ connected: false, shouldBeConnected: true, closeReason: "lost" });
    }
    expect(await isSettled(link.client.doneTask)).toBe(false);
    expect(records).toContainEqual(expect.objectContaining({ level: "warn", scope: expect.stringMatching("Client") }));
    link.clientChanges.assertNoMore();
    link.serverChanges.assertNoMore();
  });

  test("the silence lasts at least that long", async () => {
    const startMs = performance.now();
    await using link = await openProxied({ idleTimeoutMs: 80 });
    await link.clientChanges.assertNext(false);
    expect(performance.now() - startMs).toBeGreaterThanOrEqual(79);
  });

  test.each(Object.entries(readMethods))("%s that waits rejects with ERR_TCPIP_CONNECTION_LOST", async (_, read) => {
    await using link = await openProxied({ idleTimeoutMs: 50 });
    link.proxy.blackHole();
    await expect(read(link.client)).rejects.toMatchObject({
      code: "ERR_TCPIP_CONNECTION_LOST",
      message: expect.stringContaining("idleTimeoutMs"),
    });
    await link.clientChanges.assertNext(false);
    link.clientChanges.assertNoMore();
  });

  test("every byte counts as a word: a slow peer is not lost", async () => {
    await using link = await openProxied({ idleTimeoutMs: 150 });
    Object.assign(link.proxy.serverToClient, { splitBytes: 1, splitGapMs: 40 });
    const read = link.client.readStr({ timeoutMs: 5000 });
    const message = "slower than the limit as a whole";
    // The server hears nothing meanwhile: it gives up, which is what the limit is for.
    await link.server.writeStr(message);
    expect(await read).toBe(message);
  });

  test("time in which nobody reads here does not count", async () => {
    await using link = await openProxied({ idleTimeoutMs: 40, highWaterBytes: 4 });
    await link.server.writeStr("unread");
    await expect.poll(() => link.client.reader?.paused, { timeout: 2000, interval: 1 }).toBe(true);
    // The server has the same limit and hears nothing: when it has given up, the client's time is over too.
    await link.serverChanges.assertNext(false);
    await manyTurns();
    expect(link.client.connected).toBe(true);
    link.clientChanges.assertNoMore();
    expect(await link.client.readStr(limit)).toBe("unread");
  });

  test("the place of the lost client is free for the next one", async () => {
    await using link = await openProxied({ idleTimeoutMs: 50 });
    link.proxy.blackHole();
    await link.serverChanges.assertNext(false);
    await using next = await plainClient({ host: LOCALHOST, port: link.server.port });
    await link.serverChanges.assertNext(true);
    next.socket.write("hello\r\n");
    expect(await link.server.readStr(limit)).toBe("hello");
  });

  test("each client has its own time", async () => {
    const changes = new ConnectedQueue();
    await using server = await OneClientServer.listen({
      host: LOCALHOST,
      port: 0,
      idleTimeoutMs: 100,
      connectCallback: changes.callback,
    });
    for (let count = 0; count < 3; count++) {
      const startMs = performance.now();
      await using peer = await plainClient({ host: LOCALHOST, port: server.port });
      await changes.assertNext(true);
      await changes.assertNext(false);
      expect(performance.now() - startMs).toBeGreaterThanOrEqual(99);
      await peer.until("ended or broken", ({ ended, errorCode }) => ended || errorCode !== undefined);
    }
  });
});

test("without idleTimeoutMs a vanished peer is not noticed, and a read with a limit is how to live with that", async () => {
  await using link = await openProxied({});
  link.proxy.blackHole();
  await expect(link.client.readStr({ timeoutMs: 30 })).rejects.toMatchObject({ code: "ERR_TCPIP_TIMEOUT" });
  expect(link.client).toMatchObject({ connected: true, shouldBeConnected: true });
});

describe("a connection that breaks", () => {
  test("is noticed on both ends without a read, and is lost rather than closed", async () => {
    await using link = await openProxied({});
    link.proxy.reset();
    await Promise.all([link.clientChanges.assertNext(false), link.serverChanges.assertNext(false)]);
    for (const end of [link.client, link.server]) {
      expect(end).toMatchObject({ connected: false, shouldBeConnected: true, closeReason: "lost" });
    }
  });

  test("gives its cause to the read that waits", async () => {
    await using link = await openProxied({});
    const read = link.client.readStr(limit);
    const outcome = expect(read).rejects.toMatchObject({
      code: "ERR_TCPIP_CONNECTION_LOST",
      cause: { code: "ECONNRESET" },
    });
    link.proxy.reset();
    await outcome;
  });

  test("in the middle of a message gives the part and the cause", async () => {
    await using link = await openProxied({});
    link.proxy.serverToClient.dropAfterBytes = 6;
    const read = link.client.readStr(limit);
    const outcome = expect(read).rejects.toMatchObject({
      code: "ERR_TCPIP_INCOMPLETE_READ",
      partial: new TextEncoder().encode("012345"),
      cause: { code: "ERR_TCPIP_CONNECTION_LOST" },
    });
    await link.server.writeStr("0123456789");
    await outcome;
    expect(link.client.closeReason).toBe("lost");
  });

  test("can be followed by a new client to the server that is still there", async () => {
    await using link = await openProxied({});
    link.proxy.reset();
    await link.serverChanges.assertNext(false);
    await using client = await Client.connect({ host: link.proxy.host, port: link.proxy.port });
    await link.serverChanges.assertNext(true);
    await client.writeStr("back again");
    expect(await link.server.readStr(limit)).toBe("back again");
  });
});

describe("a peer that ends its half only", () => {
  test("is lost for a client: it has nothing more to say", async () => {
    const changes = new ConnectedQueue();
    await using target = await PlainServer.listen();
    await using client = await Client.connect({
      host: LOCALHOST,
      port: target.port,
      connectCallback: changes.callback,
    });
    await changes.assertNext(true);
    const peer = await target.accepted();
    peer.socket.end();
    await changes.assertNext(false);
    expect(client).toMatchObject({ connected: false, shouldBeConnected: true, closeReason: "remote" });
    await peer.untilEnded();
  });

  test("can still be answered until its last bytes are read", async () => {
    await using target = await PlainServer.listen();
    await using client = await Client.connect({ host: LOCALHOST, port: target.port });
    const peer = await target.accepted();
    peer.socket.end("question\r\n");
    await expect.poll(() => client.reader?.bufferedBytes, { timeout: 2000, interval: 5 }).toBe(10);
    await manyTurns(20);
    expect(client.connected).toBe(true);
    await client.writeStr("answer");
    await peer.untilReceived("answer\r\n");
    expect(await client.readStr(limit)).toBe("question");
    await expect.poll(() => client.connected, { timeout: 2000, interval: 5 }).toBe(false);
  });
});
