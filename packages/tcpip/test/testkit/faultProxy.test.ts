import { expect, test } from "vitest";
import { FaultProxy } from "../../src/testkit/index.ts";
import { LIMIT_MS, manyTurns, PlainServer, pattern, plainClient } from "../support/plainPeers.ts";
import { openLink } from "./proxyFixture.ts";

const limit = { timeoutMs: LIMIT_MS };

test("without faults bytes and the end of each half pass both ways, and are counted", async () => {
  await using link = await openLink();
  const { proxy, client, server } = link;
  client.socket.end("question");
  await server.untilEnded();
  server.socket.end("the answer");
  await client.untilEnded();
  expect(server.received.toString()).toBe("question");
  expect(client.received.toString()).toBe("the answer");
  await proxy.waitUntil(() => proxy.connections.length === 0, limit);
  expect(proxy.clientToServer.bytesForwarded).toBe(8);
  expect(proxy.serverToClient.bytesForwarded).toBe(10);
  expect(proxy.acceptedCount).toBe(1);
  const told = proxy.events.map(({ type, connection, direction }) => ({ type, connection, direction }));
  expect(told).toEqual([
    { type: "connected", connection: 1, direction: undefined },
    { type: "ended", connection: 1, direction: "clientToServer" },
    { type: "ended", connection: 1, direction: "serverToClient" },
    { type: "closed", connection: 1, direction: undefined },
  ]);
});

test("a megabyte each way arrives unchanged", async () => {
  await using link = await openLink();
  const { client, server } = link;
  const bytes = pattern(1_000_000);
  client.socket.write(bytes);
  server.socket.write(bytes);
  await Promise.all([client.untilReceived(bytes), server.untilReceived(bytes)]);
  expect(client.received.equals(bytes)).toBe(true);
  expect(server.received.equals(bytes)).toBe(true);
});

test("delayMs keeps each byte at least that long, in order", async () => {
  await using link = await openLink({ serverToClient: { delayMs: 60 } });
  const startMs = performance.now();
  link.server.socket.write("one ");
  await link.proxy.waitUntil(() => link.proxy.serverToClient.bytesReceived === 4, limit);
  link.server.socket.end("two");
  await link.client.untilEnded();
  expect(performance.now() - startMs).toBeGreaterThanOrEqual(59);
  expect(link.client.received.toString()).toBe("one two");
});

test("delayMs set back to 0 lets go what is held", async () => {
  await using link = await openLink({ clientToServer: { delayMs: 3_600_000 } });
  link.client.socket.write("held");
  await link.proxy.waitUntil(() => link.proxy.clientToServer.bytesReceived === 4, limit);
  await manyTurns();
  expect(link.server.receivedLength).toBe(0);
  link.proxy.clientToServer.delayMs = 0;
  await link.server.untilReceived("held");
});

test("splitBytes 1 sends every byte on its own", async () => {
  await using link = await openLink({ clientToServer: { splitBytes: 1 } });
  link.client.socket.write("abcdef");
  await link.server.untilReceived("abcdef");
  expect(link.server.chunks.map(String)).toEqual(["a", "b", "c", "d", "e", "f"]);
});

test("splitBytes n sends pieces of at most n bytes, switched on while the connection is open", async () => {
  await using link = await openLink();
  link.client.socket.write("whole");
  await link.server.untilReceived("whole");
  link.proxy.clientToServer.splitBytes = 4;
  link.client.socket.write("0123456789");
  await link.server.untilReceived("whole0123456789");
  expect(link.server.chunks.map(String)).toEqual(["whole", "0123", "4567", "89"]);
});

test("splitBytes { min, max } draws sizes that the seed repeats", async () => {
  const sizes: number[][] = [];
  for (const seed of [7, 7, 8]) {
    await using link = await openLink({ seed, clientToServer: { splitBytes: { min: 2, max: 9 } } });
    link.client.socket.write(pattern(200));
    await link.server.untilReceived(pattern(200));
    sizes.push(link.server.chunks.map((chunk) => chunk.length));
  }
  const [first, again, other] = sizes;
  expect(first?.slice(0, -1).every((size) => size >= 2 && size <= 9)).toBe(true);
  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
});

test("splitGapMs pauses between the pieces", async () => {
  await using link = await openLink({ clientToServer: { splitBytes: 1, splitGapMs: 10 } });
  const startMs = performance.now();
  link.client.socket.write("abcd");
  await link.server.untilReceived("abcd");
  expect(performance.now() - startMs).toBeGreaterThanOrEqual(29);
});

test("coalesceBytes glues what was sent apart, and lets the rest go at the end", async () => {
  await using link = await openLink({ clientToServer: { coalesceBytes: 6 } });
  for (const piece of ["ab", "cd", "ef", "gh"]) {
    const before = link.proxy.clientToServer.bytesReceived;
    link.client.socket.write(piece);
    await link.proxy.waitUntil(() => link.proxy.clientToServer.bytesReceived === before + 2, limit);
    if (piece === "cd") expect(link.server.receivedLength).toBe(0);
  }
  await link.server.untilReceived("abcdef");
  link.client.socket.end();
  await link.server.untilEnded();
  expect(link.server.chunks.map(String)).toEqual(["abcdef", "gh"]);
});

test("coalesceMs lets go after a time what coalesceBytes alone would still hold", async () => {
  await using link = await openLink({ clientToServer: { coalesceBytes: 1000, coalesceMs: 30 } });
  const startMs = performance.now();
  link.client.socket.write("few");
  await link.server.untilReceived("few");
  expect(performance.now() - startMs).toBeGreaterThanOrEqual(29);
});

test("stalled holds the bytes, makes the sender wait, and loses nothing when it is over", async () => {
  await using link = await openLink();
  const { proxy, client, server } = link;
  const bytes = pattern(16_000_000);
  proxy.clientToServer.stalled = true;
  client.socket.end(bytes);
  await manyTurns(500);
  expect(server.receivedLength).toBe(0);
  expect(proxy.clientToServer.bytesReceived).toBeLessThan(512 * 1024);
  expect(client.socket.writableLength).toBeGreaterThan(1_000_000);
  server.socket.write("the other direction goes on");
  await client.untilReceived("the other direction goes on");
  proxy.clientToServer.stalled = false;
  await server.untilEnded();
  expect(server.received.equals(bytes)).toBe(true);
});

test("a receiver that does not read makes the sender wait", async () => {
  await using link = await openLink();
  link.server.socket.pause();
  link.client.socket.write(pattern(32_000_000));
  await manyTurns(500);
  expect(link.client.socket.writableLength).toBeGreaterThan(1_000_000);
  link.server.socket.resume();
  await link.server.until("received all", (peer) => peer.receivedLength === 32_000_000);
});

test("corrupt flips the given bits of one byte of each connection", async () => {
  await using target = await PlainServer.listen();
  await using proxy = await FaultProxy.listen({ target });
  proxy.clientToServer.corrupt({ offset: 2, xor: 0x20 });
  for (const index of [0, 1]) {
    await using client = await plainClient(proxy);
    client.socket.write("abcd");
    const server = await target.accepted(index);
    await server.untilReceived("abcd");
    expect(server.received.toString()).toBe("abCd");
  }
  proxy.clientToServer.clearCorruption();
  await using client = await plainClient(proxy);
  client.socket.write("abcd");
  const server = await target.accepted(2);
  await server.untilReceived("abcd");
  expect(server.received.toString()).toBe("abcd");
  expect(proxy.events.filter(({ type }) => type === "corrupted").map(({ position }) => position)).toEqual([2, 2]);
});

test("corruptRate flips one bit of about that share of the bytes", async () => {
  await using link = await openLink({ seed: 3, serverToClient: { corruptRate: 0.1 } });
  const bytes = pattern(10_000);
  link.server.socket.write(bytes);
  await link.client.untilReceived(bytes);
  const flipped = link.client.received.map((byte, index) => byte ^ (bytes[index] ?? 0)).filter((xor) => xor !== 0);
  expect(flipped.every((xor) => (xor & (xor - 1)) === 0)).toBe(true);
  expect(flipped.length).toBeGreaterThan(800);
  expect(flipped.length).toBeLessThan(1200);
});

test("a switch of one connection leaves the others alone; one of the proxy reaches all", async () => {
  await using target = await PlainServer.listen();
  await using proxy = await FaultProxy.listen({ target });
  await using first = await plainClient(proxy);
  await using second = await plainClient(proxy);
  await proxy.waitUntil(() => proxy.connections.length === 2, limit);
  const ofFirst = proxy.connections.find(({ clientPort }) => clientPort === first.socket.localPort);
  if (ofFirst === undefined) throw new Error("no connection of the first client");
  ofFirst.clientToServer.stalled = true;
  first.socket.write("first");
  second.socket.write("second");
  await proxy.waitUntil(() => proxy.clientToServer.bytesForwarded === 6, limit);
  await manyTurns();
  expect(proxy.clientToServer.bytesForwarded).toBe(6);
  proxy.clientToServer.stalled = false;
  await proxy.waitUntil(() => proxy.clientToServer.bytesForwarded === 11, limit);
});

test("clear() makes a link without faults", async () => {
  await using link = await openLink({ clientToServer: { stalled: true, splitBytes: 3, corruptRate: 1 } });
  link.proxy.refuseConnections = true;
  link.client.socket.write("abcdef");
  link.proxy.clear();
  await link.server.untilReceived("abcdef");
  expect(link.server.received.toString()).toBe("abcdef");
  expect(link.proxy.clientToServer).toMatchObject({ stalled: false, splitBytes: 0, corruptRate: 0 });
  expect(link.proxy.refuseConnections).toBe(false);
});
