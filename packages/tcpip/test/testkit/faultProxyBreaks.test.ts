import { expect, test } from "vitest";
import { FaultProxy } from "../../src/testkit/index.ts";
import { resetSocket } from "../../src/testkit/resetSocket.ts";
import { LIMIT_MS, manyTurns, PlainServer, pattern, plainClient, startPlainClient } from "../support/plainPeers.ts";
import { openLink } from "./proxyFixture.ts";

const limit = { timeoutMs: LIMIT_MS };

test("reset() sends a RST to both peers", async () => {
  await using link = await openLink();
  link.proxy.reset();
  await Promise.all([link.client.untilReset(), link.server.untilReset()]);
  await link.proxy.waitUntil(() => link.proxy.connections.length === 0, limit);
});

test("reset('client') leaves the server with a link that is dead and says nothing", async () => {
  await using link = await openLink();
  link.proxy.reset("client");
  await link.client.untilReset();
  link.server.socket.write("is anybody there?");
  await link.proxy.waitUntil(() => link.proxy.serverToClient.bytesSwallowed === 17, limit);
  await manyTurns();
  expect(link.server).toMatchObject({ ended: false, closed: false, errorCode: undefined });
});

test("a RST of one peer reaches the other", async () => {
  await using link = await openLink();
  resetSocket(link.server.socket);
  await link.client.untilReset();
  expect(link.proxy.events.at(-2)).toMatchObject({ type: "reset", direction: "serverToClient" });
});

test("who goes on writing to a peer that has closed gets an error, as without the proxy", async () => {
  await using link = await openLink();
  link.server.socket.destroy();
  await link.client.untilEnded();
  // The first bytes bring the RST to the proxy, the next ones let Node.js notice it there, the last ones at the client.
  for (let tries = 0; tries < 100 && link.client.errorCode === undefined; tries++) {
    link.client.socket.write("too late");
    await manyTurns(10);
  }
  expect(link.client.errorCode).toMatch(/^(ECONNRESET|EPIPE)$/);
});

test("halfClose ends one direction, behind the bytes held; the other goes on", async () => {
  await using link = await openLink({ serverToClient: { stalled: true } });
  const { proxy, client, server } = link;
  server.socket.write("last words");
  await proxy.waitUntil(() => proxy.serverToClient.bytesReceived + server.socket.writableLength >= 0, limit);
  proxy.serverToClient.stalled = false;
  await client.untilReceived("last words");
  proxy.halfClose("serverToClient");
  await client.untilEnded();
  expect(client.received.toString()).toBe("last words");
  client.socket.write("still heard");
  await server.untilReceived("still heard");
  server.socket.write("not heard");
  await proxy.waitUntil(() => proxy.serverToClient.bytesSwallowed === 9, limit);
});

test("blackHoleAfterBytes swallows from exactly that byte, the end included, and the link stays up", async () => {
  await using link = await openLink({ clientToServer: { blackHoleAfterBytes: 5 } });
  const { proxy, client, server } = link;
  client.socket.end("0123456789");
  await proxy.waitUntil(() => proxy.clientToServer.bytesSwallowed === 5, limit);
  server.socket.write("the other direction goes on");
  await client.untilReceived("the other direction goes on");
  await manyTurns();
  expect(server.received.toString()).toBe("01234");
  expect(server.ended).toBe(false);
  expect(proxy.events.find(({ type }) => type === "blackHoled")).toMatchObject({ position: 5 });
  proxy.clientToServer.blackHoleAfterBytes = Infinity;
  await server.untilEnded();
});

test("blackHole() hides a RST from the other peer, and does not touch later connections", async () => {
  await using link = await openLink();
  const { proxy, target } = link;
  proxy.blackHole();
  resetSocket(link.client.socket);
  await using second = await plainClient(proxy);
  second.socket.write("hello");
  await (await target.accepted(1)).untilReceived("hello");
  await manyTurns();
  expect(link.server).toMatchObject({ ended: false, closed: false, errorCode: undefined });
});

test("dropAfterBytes resets both peers after exactly that byte", async () => {
  await using link = await openLink({ serverToClient: { dropAfterBytes: 7 } });
  link.server.socket.write("0123456789");
  await Promise.all([link.client.untilReset(), link.server.untilReset()]);
  expect(link.client.received.toString()).toBe("0123456");
  expect(link.proxy.events.find(({ type }) => type === "dropped")).toMatchObject({ position: 7 });
});

test("dropWith 'fin' closes in good order after exactly that byte", async () => {
  await using link = await openLink();
  Object.assign(link.proxy.serverToClient, { dropAfterBytes: 100_000, dropWith: "fin" });
  link.server.socket.write(pattern(150_000));
  await link.client.untilEnded();
  expect(link.client.received.equals(pattern(150_000).subarray(0, 100_000))).toBe(true);
  expect(link.client.errorCode).toBeUndefined();
});

test("dropAfterBytes below what has passed drops at once", async () => {
  await using link = await openLink();
  link.client.socket.write("0123456789");
  await link.server.untilReceived("0123456789");
  link.proxy.clientToServer.dropAfterBytes = 0;
  await link.client.untilReset();
});

test("refuseConnections resets newcomers and leaves open connections alone", async () => {
  await using link = await openLink();
  link.proxy.refuseConnections = true;
  await using refused = startPlainClient(link.proxy);
  await refused.untilReset();
  link.client.socket.write("unharmed");
  await link.server.untilReceived("unharmed");
  link.proxy.refuseConnections = false;
  await using welcome = await plainClient(link.proxy);
  welcome.socket.write("hello");
  await (await link.target.accepted(1)).untilReceived("hello");
  expect(link.proxy.acceptedCount).toBe(3);
});

test("stopListening refuses newcomers, startListening takes them on the same port", async () => {
  await using link = await openLink();
  const { port } = link.proxy;
  await link.proxy.stopListening();
  await expect(plainClient(link.proxy)).rejects.toMatchObject({ code: "ECONNREFUSED" });
  link.client.socket.write("unharmed");
  await link.server.untilReceived("unharmed");
  await link.proxy.startListening();
  expect(link.proxy.port).toBe(port);
  await using welcome = await plainClient(link.proxy);
  welcome.socket.write("hello");
  await (await link.target.accepted(1)).untilReceived("hello");
});

test("a target that is not there resets the client; the target can be set anew, or be a function", async () => {
  await using gone = await PlainServer.listen();
  await using first = await PlainServer.listen();
  const deadPort = gone.port;
  await gone[Symbol.asyncDispose]().catch(() => undefined);
  await using proxy = await FaultProxy.listen({ target: { host: "127.0.0.1", port: deadPort } });
  await using unlucky = startPlainClient(proxy);
  await unlucky.untilReset();
  expect(proxy.events[0]).toMatchObject({ type: "targetFailed", error: { code: "ECONNREFUSED" } });
  proxy.target = first;
  await using client = await plainClient(proxy);
  client.socket.write("hello");
  await (await first.accepted()).untilReceived("hello");
  await using second = await PlainServer.listen();
  proxy.target = () => Promise.resolve(second);
  await using follower = await plainClient(proxy);
  follower.socket.write("hello");
  await (await second.accepted()).untilReceived("hello");
  proxy.target = () => {
    throw new Error("no idea");
  };
  await using lost = startPlainClient(proxy);
  await lost.untilReset();
  expect(proxy.events.at(-1)).toMatchObject({ type: "targetFailed", error: { message: "no idea" } });
});

test("reset() reaches a connection that is just being made, whoever is ahead", async () => {
  await using target = await PlainServer.listen();
  await using proxy = await FaultProxy.listen({ target });
  await using client = await plainClient(proxy);
  const server = await target.accepted();
  // Both ends stand; the proxy itself may not have heard of it yet.
  proxy.reset();
  await Promise.all([client.untilReset(), server.untilReset()]);
});

test("reset('server') while the server's leg is being made resets that leg, and close still closes all", async () => {
  await using target = await PlainServer.listen();
  await using proxy = await FaultProxy.listen({ target });
  const client = startPlainClient(proxy);
  client.socket.end("over before it began");
  await proxy.waitUntil(() => proxy.acceptedCount === 1, limit);
  proxy.halfClose("clientToServer");
  proxy.reset("server");
  const server = await target.accepted();
  await server.untilReset();
  await proxy.close();
  expect(proxy.events.at(-1)).toMatchObject({ type: "closed" });
  await client[Symbol.asyncDispose]();
});

test("a wrong target that is set later fails the connection, not the process", async () => {
  await using proxy = await FaultProxy.listen({ target: { port: 9 } });
  proxy.target = { port: 70_000 };
  await using client = startPlainClient(proxy);
  await client.untilReset();
  expect(proxy.events[0]).toMatchObject({ type: "targetFailed", error: { name: "RangeError" } });
});

test("close() ends everything, twice is once, and nobody can connect any more", async () => {
  await using link = await openLink({ clientToServer: { stalled: true, delayMs: 3_600_000 } });
  link.client.socket.write("held");
  expect(link.proxy.close()).toBe(link.proxy.close());
  await link.proxy.close();
  await link.client.until("closed or ended", (peer) => peer.ended || peer.closed);
  await link.server.until("closed or ended", (peer) => peer.ended || peer.closed);
  expect(link.proxy.connections).toEqual([]);
  await expect(plainClient(link.proxy)).rejects.toMatchObject({ code: "ECONNREFUSED" });
  await expect(link.proxy.startListening()).rejects.toMatchObject({ code: "ERR_TCPIP_CLOSED" });
});

test("close() while the target is still being looked up resolves", async () => {
  const proxy = await FaultProxy.listen({ target: () => new Promise(() => undefined) });
  await using client = await plainClient(proxy);
  await proxy.waitUntil(() => proxy.acceptedCount === 1, limit);
  await proxy.close();
  await client.untilEnded();
});
