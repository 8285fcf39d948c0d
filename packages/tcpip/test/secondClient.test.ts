import { describe, expect, test } from "vitest";
import { LOCALHOST_IPV4, OneClientServer, type OneClientServerOptions } from "../src/index.ts";
import { ConnectedQueue, FaultProxy, OneClientServerHarness } from "../src/testkit/index.ts";
import { manyTurns, type PlainPeer, plainClient } from "./support/plainPeers.ts";

const limit = { timeoutMs: 2000 };

function newHarness(common: Partial<OneClientServerOptions> = {}): OneClientServerHarness<OneClientServer> {
  return new OneClientServerHarness({ makeServer: (options) => new OneClientServer({ ...options, ...common }) });
}

describe("onSecondClient 'reject', the default", () => {
  test("a second client reads the end of the stream; the first goes on both ways, and no callback is called", async () => {
    await using harness = newHarness();
    const server = await harness.createServer();
    const client = await harness.createClient();
    await harness.assertNextConnected(true);
    await using second = await plainClient({ host: LOCALHOST_IPV4, port: server.port });
    await second.untilEnded();
    expect(second).toMatchObject({ receivedLength: 0, errorCode: undefined });
    await client.writeStr("still here");
    expect(await server.readStr(limit)).toBe("still here");
    await server.writeStr("so am I");
    expect(await client.readStr(limit)).toBe("so am I");
    harness.assertNoMoreConnected();
  });

  test("a second client that talks at once reads the end too, not an error", async () => {
    await using harness = newHarness();
    const server = await harness.createServer();
    await harness.createClient();
    await harness.assertNextConnected(true);
    await using second = await plainClient({ host: LOCALHOST_IPV4, port: server.port });
    second.socket.end(new Uint8Array(16_000_000));
    await second.until("closed", ({ closed }) => closed);
    expect(second).toMatchObject({ ended: true, errorCode: undefined });
  });

  test("of several clients that come at once exactly one stays, and it works", async () => {
    await using harness = newHarness();
    const server = await harness.createServer();
    const address = { host: LOCALHOST_IPV4, port: server.port };
    const clients: PlainPeer[] = await Promise.all(Array.from({ length: 5 }, () => plainClient(address)));
    await harness.assertNextConnected(true);
    await expect.poll(() => clients.filter(({ ended }) => ended).length, { timeout: 2000, interval: 5 }).toBe(4);
    await manyTurns();
    const open = clients.filter(({ ended, errorCode }) => !ended && errorCode === undefined);
    expect(open).toHaveLength(1);
    await server.writeStr("you");
    await open[0]?.untilReceived("you\r\n");
    harness.assertNoMoreConnected();
    for (const client of clients) await client[Symbol.asyncDispose]();
  });

  test("of several that come while the end of an old link is being reported exactly one stays", async () => {
    const seen: boolean[] = [];
    await using harness = newHarness();
    const server = await harness.createServer({
      monitorConnectionInterval: 0,
      connectCallback: async ({ connected }) => {
        seen.push(connected);
        await manyTurns(50);
      },
    });
    const old = await harness.createClient();
    await server.connectedTask;
    await old.close();
    await expect.poll(() => server.connected, { timeout: 2000, interval: 5 }).toBe(false);
    const address = { host: LOCALHOST_IPV4, port: server.port };
    const clients = await Promise.all(Array.from({ length: 3 }, () => plainClient(address)));
    await expect.poll(() => server.connected, { timeout: 2000, interval: 5 }).toBe(true);
    await expect.poll(() => clients.filter(({ ended }) => ended).length, { timeout: 2000, interval: 5 }).toBe(2);
    await server.writeStr("you");
    await clients.find(({ ended }) => !ended)?.untilReceived("you\r\n");
    await manyTurns();
    expect(seen).toEqual([true, false, true]);
    for (const client of clients) await client[Symbol.asyncDispose]();
  });

  test("the place is free as soon as the first has gone", async () => {
    await using harness = newHarness();
    const server = await harness.createServer();
    const first = await harness.createClient();
    await harness.assertNextConnected(true);
    await first.close();
    await harness.assertNextConnected(false);
    const second = await harness.createClient();
    await harness.assertNextConnected(true);
    await second.writeStr("my turn");
    expect(await server.readStr(limit)).toBe("my turn");
  });

  test("a first link that is dead without a word keeps the place", async () => {
    await using harness = newHarness();
    const server = await harness.createServer();
    await using proxy = await FaultProxy.listen({ target: { port: server.port } });
    await harness.createClient({ port: proxy.port });
    await harness.assertNextConnected(true);
    proxy.blackHole();
    await using second = await plainClient({ host: LOCALHOST_IPV4, port: server.port });
    await second.untilEnded();
    harness.assertNoMoreConnected();
  });
});

describe("onSecondClient 'replace'", () => {
  test("the newcomer gets the place; the callbacks are false for the old one, then true for the new one", async () => {
    await using harness = newHarness({ onSecondClient: "replace" });
    const server = await harness.createServer();
    const changes = new ConnectedQueue();
    const first = await harness.createClient({ connectCallback: changes.callback });
    await changes.assertNext(true);
    await harness.assertNextConnected(true);
    const second = await harness.createClient();
    await harness.assertNextConnected(false);
    await harness.assertNextConnected(true);
    await changes.assertNext(false);
    expect(first).toMatchObject({ connected: false, shouldBeConnected: true });
    await second.writeStr("mine now");
    expect(await server.readStr(limit)).toBe("mine now");
    harness.assertNoMoreConnected();
  });

  test("a read that waits for the old client rejects, and does not disturb the new one", async () => {
    await using harness = newHarness({ onSecondClient: "replace" });
    const server = await harness.createServer();
    const first = await harness.createClient();
    await harness.assertNextConnected(true);
    await first.write(Uint8Array.of(1, 2));
    const read = server.readExactly(4, limit);
    const outcome = expect(read).rejects.toMatchObject({
      code: expect.stringMatching(/^ERR_TCPIP_(INCOMPLETE_READ|CONNECTION_LOST)$/),
    });
    const second = await harness.createClient();
    await outcome;
    await second.write(Uint8Array.of(3, 4, 5, 6));
    await harness.assertNextConnected(false);
    await harness.assertNextConnected(true);
    expect(await server.readExactly(4, limit)).toEqual(Uint8Array.of(3, 4, 5, 6));
    expect(server.connected).toBe(true);
  });

  test("of many newcomers the last one that is accepted stays, and each loss is reported", async () => {
    await using harness = newHarness({ onSecondClient: "replace" });
    const server = await harness.createServer();
    const clients = [];
    for (let index = 0; index < 5; index++) {
      clients.push(await harness.createClient());
      if (index > 0) await harness.assertNextConnected(false);
      await harness.assertNextConnected(true);
    }
    await clients.at(-1)?.writeStr("the last");
    expect(await server.readStr(limit)).toBe("the last");
    harness.assertNoMoreConnected();
  });

  test("a first client that does not read does not keep the newcomer waiting", async () => {
    await using harness = newHarness({ onSecondClient: "replace" });
    const server = await harness.createServer();
    await using first = await plainClient({ host: LOCALHOST_IPV4, port: server.port });
    await harness.assertNextConnected(true);
    first.socket.pause();
    await server.write(new Uint8Array(16_000_000), { timeoutMs: 5 }).catch(() => undefined);
    const second = await harness.createClient();
    await harness.assertNextConnected(false);
    await harness.assertNextConnected(true);
    await server.writeStr("hello");
    expect(await second.readStr(limit)).toBe("hello");
  });
});

describe("onSecondClient 'replace-stale'", () => {
  test("while the first client is fresh the second is rejected", async () => {
    await using harness = newHarness({ onSecondClient: "replace-stale", staleAfterMs: 3_600_000 });
    const server = await harness.createServer();
    const first = await harness.createClient();
    await harness.assertNextConnected(true);
    await using second = await plainClient({ host: LOCALHOST_IPV4, port: server.port });
    await second.untilEnded();
    await first.writeStr("still here");
    expect(await server.readStr(limit)).toBe("still here");
    harness.assertNoMoreConnected();
  });

  test("a first client that has been silent for staleAfterMs is replaced", async () => {
    await using harness = newHarness({ onSecondClient: "replace-stale", staleAfterMs: 50 });
    const server = await harness.createServer();
    await using proxy = await FaultProxy.listen({ target: { port: server.port } });
    const startMs = performance.now();
    await harness.createClient({ port: proxy.port });
    await harness.assertNextConnected(true);
    proxy.blackHole();
    let second = await plainClient({ host: LOCALHOST_IPV4, port: server.port });
    while (harness.pendingConnected.length === 0) {
      await second.until("ended or accepted", (peer) => peer.ended || harness.pendingConnected.length > 0);
      if (!second.ended) break;
      await second[Symbol.asyncDispose]();
      second = await plainClient({ host: LOCALHOST_IPV4, port: server.port });
      await manyTurns(20);
    }
    await harness.assertNextConnected(false);
    await harness.assertNextConnected(true);
    expect(performance.now() - startMs).toBeGreaterThanOrEqual(49);
    await server.writeStr("welcome");
    await second.untilReceived("welcome\r\n");
    await second[Symbol.asyncDispose]();
  });

  test("a first client that is only not read is not stale", async () => {
    await using harness = newHarness({ onSecondClient: "replace-stale", staleAfterMs: 20 });
    const server = await harness.createServer({ highWaterBytes: 1 });
    const first = await harness.createClient();
    await harness.assertNextConnected(true);
    await first.writeStr("unread");
    await expect.poll(() => server.reader?.paused, { timeout: 2000, interval: 5 }).toBe(true);
    const silentMs = () => performance.now() - (server.reader?.lastReceivedMs ?? Infinity);
    await expect.poll(silentMs, { timeout: 2000, interval: 5 }).toBeGreaterThan(20);
    await using second = await plainClient({ host: LOCALHOST_IPV4, port: server.port });
    await second.untilEnded();
    harness.assertNoMoreConnected();
  });
});
