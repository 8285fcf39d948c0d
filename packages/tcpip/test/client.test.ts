import { describe, expect, test } from "vitest";
import { Client, LOCALHOST_IPV4 } from "../src/index.ts";
import { ConnectedQueue } from "../src/testkit/index.ts";
import { connectedPair } from "./support/connectedPair.ts";
import { allMethods } from "./support/methods.ts";
import { PlainServer } from "./support/plainPeers.ts";
import { isSettled } from "./support/settled.ts";

const limit = { timeoutMs: 2000 };
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

test("a client and a server that have met are connected, and each callback is called once", async () => {
  await using pair = await connectedPair();
  const { server, client } = pair;
  expect(server.port).not.toBe(0);
  expect(client.port).toBe(server.port);
  expect(client).toMatchObject({ connected: true, shouldBeConnected: true, closeReason: undefined });
  expect(server).toMatchObject({ connected: true, shouldBeConnected: true, closeReason: undefined });
  expect(await isSettled(client.startTask)).toBe(true);
  expect(await isSettled(client.doneTask)).toBe(false);
  pair.clientChanges.assertNoMore();
  pair.serverChanges.assertNoMore();
});

test("basicClose ends the connection but not the wish for one", async () => {
  await using pair = await connectedPair();
  const { client } = pair;
  await client.basicClose();
  expect(client).toMatchObject({ connected: false, shouldBeConnected: true, closeReason: "local" });
  expect(await isSettled(client.doneTask)).toBe(true);
  await pair.clientChanges.assertNext(false);
  for (const method of Object.values(allMethods)) {
    await expect(method(client)).rejects.toMatchObject({ code: "ERR_TCPIP_NOT_CONNECTED" });
  }
  expect(await client.reader?.read(10, limit)).toHaveLength(0);
  await client.basicClose();
  pair.clientChanges.assertNoMore();
});

describe.each([{ heartbeats: false }, { heartbeats: true }])("close, heartbeats: $heartbeats", ({ heartbeats }) => {
  test("ends the connection and the wish for one, and a second time does nothing", async () => {
    await using pair = await connectedPair({
      client: { runHeartbeatSendTask: heartbeats, heartbeatSendInterval: 10 },
    });
    const { client, server } = pair;
    expect(client.sendingHeartbeats).toBe(heartbeats);
    if (heartbeats) expect(text(await server.readUntil(client.terminator, limit))).toBe("heartbeat\r\n");
    const first = client.close();
    expect(client.close()).toBe(first);
    await first;
    expect(client).toMatchObject({ connected: false, shouldBeConnected: false, closeReason: "local" });
    expect(client.sendingHeartbeats).toBe(false);
    expect(await isSettled(client.doneTask)).toBe(true);
    await pair.clientChanges.assertNext(false);
    for (const method of Object.values(allMethods)) {
      await expect(method(client)).rejects.toMatchObject({ code: "ERR_TCPIP_NOT_CONNECTED" });
    }
    await client.close();
    pair.clientChanges.assertNoMore();
  });
});

test("heartbeats go out at once after connecting and then at the interval, with the client's terminator", async () => {
  await using pair = await connectedPair({
    both: { terminator: Uint8Array.of(0x7c) },
    client: { runHeartbeatSendTask: true, heartbeatSendInterval: 20 },
  });
  const startMs = performance.now();
  expect(text(await pair.server.readExactly(30, limit))).toBe("heartbeat|heartbeat|heartbeat|");
  expect(performance.now() - startMs).toBeGreaterThan(20);
});

test("heartbeats end with the link, also when the server drops it", async () => {
  await using pair = await connectedPair({ client: { runHeartbeatSendTask: true, heartbeatSendInterval: 5 } });
  await pair.server.closeClient();
  await pair.clientChanges.assertNext(false);
  await expect.poll(() => pair.client.sendingHeartbeats, { timeout: 2000, interval: 5 }).toBe(false);
});

test("when the server drops the connection the client knows that it is lost", async () => {
  await using pair = await connectedPair();
  await pair.server.closeClient();
  await pair.clientChanges.assertNext(false);
  expect(pair.client).toMatchObject({ connected: false, shouldBeConnected: true, closeReason: "remote" });
  expect(await isSettled(pair.client.doneTask)).toBe(false);
  await pair.client.close();
  pair.clientChanges.assertNoMore();
});

test("without monitoring, a read that waits notices the loss", async () => {
  await using pair = await connectedPair({ client: { monitorConnectionInterval: 0 } });
  const read = pair.client.readExactly(1, limit);
  await pair.server.closeClient();
  await expect(read).rejects.toMatchObject({ code: "ERR_TCPIP_INCOMPLETE_READ" });
  await pair.clientChanges.assertNext(false);
  expect(pair.client).toMatchObject({ connected: false, shouldBeConnected: true });
});

test("without monitoring and without reads the loss is not reported until the next read", async () => {
  await using pair = await connectedPair({ client: { monitorConnectionInterval: 0 } });
  await pair.server.closeClient();
  await expect.poll(() => pair.client.connected, { timeout: 2000, interval: 5 }).toBe(false);
  pair.clientChanges.assertNoMore();
  await expect(pair.client.readExactly(1, limit)).rejects.toMatchObject({ code: "ERR_TCPIP_NOT_CONNECTED" });
  await pair.clientChanges.assertNext(false);
});

describe("a client for host ''", () => {
  test("is closed from the start, opens nothing, and is safe to use", async () => {
    const changes = new ConnectedQueue();
    const client = new Client({ host: "", port: 0, connectCallback: changes.callback });
    await client.startTask;
    await client.doneTask;
    expect(client).toMatchObject({ connected: false, shouldBeConnected: false });
    await client.close();
    await client.basicClose();
    for (const method of Object.values(allMethods)) {
      await expect(method(client)).rejects.toMatchObject({ code: "ERR_TCPIP_NOT_CONNECTED" });
    }
    changes.assertNoMore();
  });

  test("comes from Client.connect too", async () => {
    await using client = await Client.connect({ host: "", port: 1 });
    expect(client.connected).toBe(false);
  });
});

test("host null connects to this machine", async () => {
  await using server = await PlainServer.listen();
  await using client = await Client.connect({ host: null, port: server.port }).catch(async () =>
    // "localhost" may be the IPv6 address alone, where the plain server does not listen.
    Client.connect({ host: LOCALHOST_IPV4, port: server.port }),
  );
  expect(client.connected).toBe(true);
});

test("nobody there: startTask has the error, doneTask is pending until close", async () => {
  const server = await PlainServer.listen();
  const { port } = server;
  await server[Symbol.asyncDispose]();
  const changes = new ConnectedQueue();
  const client = new Client({ host: LOCALHOST_IPV4, port, connectCallback: changes.callback });
  const wanted = { code: "ERR_TCPIP_CONNECT", cause: { code: "ECONNREFUSED" } };
  await expect(client.start()).rejects.toMatchObject(wanted);
  await expect(client.startTask).rejects.toMatchObject(wanted);
  await expect(client.startTask).rejects.toThrow(`${LOCALHOST_IPV4}:${port}`);
  expect(client).toMatchObject({ connected: false, shouldBeConnected: false });
  expect(await isSettled(client.doneTask)).toBe(false);
  await client.close();
  await client.doneTask;
  changes.assertNoMore();
});

test("start twice is an error, and the first one counts", async () => {
  await using pair = await connectedPair();
  await expect(pair.client.start()).rejects.toMatchObject({ code: "ERR_TCPIP_ALREADY_STARTED" });
  expect(pair.client.connected).toBe(true);
  await pair.client.startTask;
});

test("start after close is an error", async () => {
  const client = new Client({ host: LOCALHOST_IPV4, port: 1 });
  await client.close();
  await expect(client.start()).rejects.toMatchObject({ code: "ERR_TCPIP_CLOSED" });
});

test("close while connecting ends the attempt", async () => {
  await using server = await PlainServer.listen();
  const client = new Client({ host: LOCALHOST_IPV4, port: server.port });
  const start = client.start();
  await client.close();
  await expect(start).rejects.toMatchObject({ code: "ERR_TCPIP_CLOSED" });
  expect(client).toMatchObject({ connected: false, shouldBeConnected: false });
});

test("connecting can be aborted, with the signal's reason", async () => {
  await using server = await PlainServer.listen();
  const controller = new AbortController();
  const reason = new Error("changed my mind");
  const connecting = Client.connect({ host: LOCALHOST_IPV4, port: server.port }, { signal: controller.signal });
  controller.abort(reason);
  await expect(connecting).rejects.toBe(reason);
});

test("the options object is only read", async () => {
  await using server = await PlainServer.listen();
  const options = Object.freeze({ host: LOCALHOST_IPV4, port: server.port });
  await using client = await Client.connect(options);
  expect(client).toMatchObject(options);
});
