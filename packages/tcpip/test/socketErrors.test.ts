import { once } from "node:events";
import { connect, createServer } from "node:net";
import { setImmediate as turnOfEventLoop } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { Client, OneClientServer, openConnection, type SecondClientPolicy, startServer } from "../src/index.ts";
import {
  FaultProxy,
  resetSocket,
  type SeededRandom,
  seededRandom,
  TestOneClientReadLoopServer,
} from "../src/testkit/index.ts";
import { manyTurns, PlainServer, plainClient } from "./support/plainPeers.ts";
import { UncaughtWatch } from "./support/uncaught.ts";

const LOCALHOST = "127.0.0.1";
const ignore = () => undefined;
const pick = <T>(random: SeededRandom, items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;

async function randomTurns(random: SeededRandom): Promise<void> {
  for (let turns = Math.floor(random() * 6); turns > 0; turns--) await turnOfEventLoop();
}

/** Reads, writes and closes as a careless program would: nothing is awaited in order, every rejection is somebody's. */
async function useCarelessly(client: Client, random: SeededRandom): Promise<void> {
  const uses = [
    () => client.readStr({ timeoutMs: 50 }),
    () => client.write(new Uint8Array(Math.floor(random() * 200_000))),
    () => client.writeStr("x".repeat(Math.floor(random() * 100))),
    () => client.read(10, { signal: AbortSignal.timeout(5) }),
    () => client.basicClose(),
  ];
  const pending: Promise<unknown>[] = [];
  for (let count = Math.floor(random() * 4); count > 0; count--) {
    pending.push(pick(random, uses)().catch(ignore));
    await randomTurns(random);
  }
  await Promise.all([...pending, random() < 0.5 ? client.close() : undefined]);
  await client.close();
}

const policies: readonly SecondClientPolicy[] = ["reject", "replace", "replace-stale"];

describe.each([1, 2, 3, 4])("with seed %i", (seed) => {
  test("no socket that dies at any moment causes an uncaught exception, and the server serves on", async () => {
    using watch = new UncaughtWatch();
    const random = seededRandom(seed);
    const server = new TestOneClientReadLoopServer({
      port: 0,
      onSecondClient: pick(random, policies),
      staleAfterMs: 0,
      connectCallback: async () => {
        await randomTurns(random);
        if (random() < 0.2) throw new Error("callback");
      },
    });
    await server.start();
    await using proxy = await FaultProxy.listen({ target: { port: server.port }, seed });
    const kills = [
      () => proxy.reset(),
      () => proxy.reset("client"),
      () => proxy.reset("server"),
      () => proxy.halfClose("clientToServer"),
      () => proxy.halfClose("serverToClient"),
      () => proxy.blackHole(),
      () => void server.closeClient(),
      () => void server.basicCloseClient(),
      () => void Promise.all(proxy.connections.map((connection) => connection.close())),
      ignore,
    ];
    for (let round = 0; round < 60; round++) {
      proxy.clear();
      proxy.refuseConnections = random() < 0.1;
      const dropAfterBytes = random() < 0.2 ? Math.floor(random() * 1000) : Infinity;
      Object.assign(pick(random, [proxy.clientToServer, proxy.serverToClient]), {
        dropAfterBytes,
        dropWith: pick(random, ["reset", "fin"] as const),
        splitBytes: random() < 0.2 ? { max: 100 } : 0,
      });
      const clients = Array.from({ length: 1 + Math.floor(random() * 3) }, async () => {
        const client = new Client({ host: proxy.host, port: proxy.port, runHeartbeatSendTask: random() < 0.3 });
        await client.start({ timeoutMs: 1000 }).catch(ignore);
        await useCarelessly(client, random);
      });
      await randomTurns(random);
      pick(random, kills)();
      await randomTurns(random);
      void server.writeStr("to whoever is there").catch(ignore);
      await Promise.all(clients);
    }
    proxy.clear();
    await server.closeClient();
    // A newcomer may be turned away while another one, of the rounds before, is just being let in.
    for (let tries = 0; tries < 500 && !server.pendingData.includes("the last word"); tries++) {
      await using last = await Client.connect({ host: LOCALHOST, port: server.port });
      await last.writeStr("the last word").catch(ignore);
      await manyTurns(20);
    }
    expect(server.pendingData).toContain("the last word");
    await server.close();
    await manyTurns();
    expect(watch.errors).toEqual([]);
  });
});

test("raw resets of both kinds of peer while connecting, writing and closing cause no uncaught exception", async () => {
  using watch = new UncaughtWatch();
  const random = seededRandom(99);
  const rude = createServer((socket) => {
    socket.on("error", ignore);
    if (random() < 0.3) resetSocket(socket);
    else if (random() < 0.5) socket.once("data", () => resetSocket(socket));
    else socket.end("bye\r\n");
  });
  rude.listen(0, LOCALHOST);
  await once(rude, "listening");
  const { port } = rude.address() as { port: number };
  await using server = await OneClientServer.listen({ host: LOCALHOST, port: 0, onSecondClient: "replace" });
  for (let round = 0; round < 100; round++) {
    const client = new Client({ host: LOCALHOST, port });
    const socket = connect({ host: LOCALHOST, port: server.port });
    socket.on("error", ignore);
    if (random() < 0.7) await once(socket, "connect").catch(ignore);
    if (random() < 0.5) socket.write("half a line");
    resetSocket(socket);
    await client.start({ timeoutMs: 1000 }).catch(ignore);
    await useCarelessly(client, random);
    void server.writeStr("anyone?").catch(ignore);
  }
  rude.close();
  await manyTurns();
  expect(watch.errors).toEqual([]);
});

test("a startTask that nobody awaits and that rejects is no unhandled rejection", async () => {
  using watch = new UncaughtWatch();
  const target = await PlainServer.listen();
  const { port } = target;
  await target[Symbol.asyncDispose]();
  const client = new Client({ host: LOCALHOST, port });
  await client.start().catch(ignore);
  await client.close();
  await using first = await OneClientServer.listen({ host: LOCALHOST, port: 0 });
  const second = new OneClientServer({ host: LOCALHOST, port: first.port });
  await second.start().catch(ignore);
  await second.close();
  await manyTurns();
  expect(watch.errors).toEqual([]);
});

test("waitConnected that was given up is no unhandled rejection when the server closes later", async () => {
  using watch = new UncaughtWatch();
  const server = await OneClientServer.listen({ host: LOCALHOST, port: 0 });
  await server.waitConnected({ signal: AbortSignal.abort(new Error("no")) }).catch(ignore);
  await server.waitConnected({ timeoutMs: 1 }).catch(ignore);
  await server.waitConnected({ timeoutMs: -1 }).catch(ignore);
  await server.close();
  await manyTurns();
  expect(watch.errors).toEqual([]);
});

test("a server with an option that its readers cannot take does not fail inside an event of a socket", async () => {
  using watch = new UncaughtWatch();
  const server = await OneClientServer.listen({ host: LOCALHOST, port: 0, limitBytes: -1 }).catch(ignore);
  if (server !== undefined) {
    const peer = await plainClient({ host: LOCALHOST, port: server.port });
    await manyTurns();
    await peer[Symbol.asyncDispose]();
    await server.close();
  }
  expect(watch.errors).toEqual([]);
});

test("an onConnection of startServer that throws, rejects or outlives its socket causes no uncaught exception", async () => {
  using watch = new UncaughtWatch();
  let count = 0;
  await using server = await startServer({
    host: LOCALHOST,
    port: 0,
    onConnection: ({ reader, writer }) => {
      switch (count++ % 3) {
        case 0:
          throw new Error("synchronous");
        case 1:
          return Promise.reject(new Error("asynchronous"));
        default:
          writer.write(new Uint8Array(1_000_000));
          return reader.readExactly(10).then(ignore);
      }
    },
  });
  for (let round = 0; round < 9; round++) {
    const socket = connect({ host: LOCALHOST, port: server.port });
    socket.on("error", ignore);
    await once(socket, "connect").catch(ignore);
    if (round % 2 === 0) resetSocket(socket);
    else socket.destroy();
  }
  await manyTurns();
  expect(watch.errors).toEqual([]);
});

test("connecting that is aborted or times out at any moment leaves nothing behind", async () => {
  using watch = new UncaughtWatch();
  await using target = await PlainServer.listen();
  for (let turns = 0; turns < 20; turns++) {
    const controller = new AbortController();
    const opening = openConnection({ host: LOCALHOST, port: target.port }, { signal: controller.signal });
    opening.catch(ignore);
    for (let turn = 0; turn < turns >> 1; turn++) await turnOfEventLoop();
    controller.abort(new Error("no"));
    await opening.then(({ writer }) => writer.close(), ignore);
  }
  await Promise.all(
    target.peers.map((peer) => peer.until("over", ({ ended, errorCode }) => ended || errorCode !== undefined)),
  );
  expect(watch.errors).toEqual([]);
});
