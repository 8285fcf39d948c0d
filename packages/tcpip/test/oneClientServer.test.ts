import { describe, expect, test } from "vitest";
import { Client, LOCALHOST_IPV4, OneClientServer } from "../src/index.ts";
import { ConnectedQueue, OneClientServerHarness } from "../src/testkit/index.ts";
import { loopbackHosts } from "./support/ipv6.ts";
import { allMethods } from "./support/methods.ts";
import { manyTurns, plainClient } from "./support/plainPeers.ts";
import { isSettled } from "./support/settled.ts";

const limit = { timeoutMs: 2000 };
const newHarness = () => new OneClientServerHarness({ makeServer: (options) => new OneClientServer(options) });

test("before a client comes the server is not connected, and no callback was called", async () => {
  await using harness = newHarness();
  const server = await harness.createServer();
  expect(server).toMatchObject({ connected: false, shouldBeConnected: false });
  expect(server.port).not.toBe(0);
  expect(await isSettled(server.connectedTask)).toBe(false);
  expect(harness.pendingConnected).toEqual([]);
  for (const method of Object.values(allMethods)) {
    await expect(method(server)).rejects.toMatchObject({ code: "ERR_TCPIP_NOT_CONNECTED" });
  }
});

test("when a client has come the server is connected and its callback was called", async () => {
  await using harness = newHarness();
  const server = await harness.createServer();
  await harness.createClient();
  await harness.assertNextConnected(true);
  expect(server).toMatchObject({ connected: true, shouldBeConnected: true });
  await server.connectedTask;
  harness.assertNoMoreConnected();
});

test("port 0 stays 0 until the server listens", async () => {
  await using harness = newHarness();
  const server = harness.makeServer();
  expect(server.port).toBe(0);
  expect(await isSettled(server.startTask)).toBe(false);
  await server.start();
  await server.startTask;
  expect(server.port).not.toBe(0);
});

test("the chosen port is still known after close, so that a successor can listen on it", async () => {
  await using harness = newHarness();
  const server = await harness.createServer();
  const { port } = server;
  await server.close();
  expect(server.port).toBe(port);
});

test("a given port is the port, and a successor can listen on it at once", async () => {
  await using harness = newHarness();
  const first = await harness.createServer();
  const { port } = first;
  await harness.createClient();
  await harness.assertNextConnected(true);
  await first.close();
  const second = await harness.createServer({ port });
  expect(second.port).toBe(port);
  await harness.createClient();
  await harness.assertNextConnected(true);
});

test("host null listens on all interfaces; with several sockets port 0 is ambiguous and stays 0", async (context) => {
  await using harness = newHarness();
  const server = await harness.createServer({ host: null });
  context.skip(server.addresses.length === 1, "this machine listens on one socket");
  expect(server.port).toBe(0);
  expect(server.addresses.map(({ family }) => family).toSorted()).toEqual([4, 6]);
  for (const { family, port } of server.addresses) {
    const client = await harness.createClient({ host: family === 4 ? LOCALHOST_IPV4 : "::1", port });
    await harness.assertNextConnected(true);
    await client.close();
    await harness.assertNextConnected(false);
  }
});

test.skipIf(loopbackHosts.length === 1)("host null with a port listens on that port for both families", async () => {
  await using harness = newHarness();
  const { port } = await harness.createServer({ host: null, family: 6 });
  await harness.close();
  const server = await harness.createServer({ host: null, port });
  expect(server.port).toBe(port);
  expect(server.addresses.map((address) => [address.family, address.port]).toSorted()).toEqual([
    [4, port],
    [6, port],
  ]);
});

test.each([4, 6] as const)("host null and family %i is one socket, and its port is known", async (family) => {
  await using harness = newHarness();
  const server = await harness.createServer({ host: null, family });
  expect(server.addresses).toHaveLength(1);
  expect(server.port).toBe(server.addresses[0]?.port);
  expect(server.port).not.toBe(0);
});

test("a port that is taken is ERR_TCPIP_LISTEN, and startTask has it", async () => {
  await using harness = newHarness();
  const { port } = await harness.createServer();
  const second = harness.makeServer({ port });
  const wanted = { code: "ERR_TCPIP_LISTEN", cause: { code: "EADDRINUSE" } };
  await expect(second.start()).rejects.toMatchObject(wanted);
  await expect(second.startTask).rejects.toMatchObject(wanted);
  expect(await isSettled(second.doneTask)).toBe(false);
});

test("start twice is an error, and the first one counts", async () => {
  await using harness = newHarness();
  const server = await harness.createServer();
  await expect(server.start()).rejects.toMatchObject({ code: "ERR_TCPIP_ALREADY_STARTED" });
  await harness.createClient();
  await harness.assertNextConnected(true);
});

describe("closeClient", () => {
  test("ends the connection; the server goes on listening, and a second call does nothing", async () => {
    await using harness = newHarness();
    const server = await harness.createServer();
    const client = await harness.createClient();
    await harness.assertNextConnected(true);
    const connectedTask = server.connectedTask;
    await server.closeClient();
    expect(server).toMatchObject({ connected: false, shouldBeConnected: false, closeReason: "local" });
    expect(await isSettled(server.doneTask)).toBe(false);
    await harness.assertNextConnected(false);
    await expect(client.readExactly(1, limit)).rejects.toMatchObject({
      code: expect.stringMatching(/^ERR_TCPIP_(INCOMPLETE_READ|NOT_CONNECTED)$/),
    });
    await server.closeClient();
    harness.assertNoMoreConnected();
    expect(server.connectedTask).not.toBe(connectedTask);
    expect(await isSettled(server.connectedTask)).toBe(false);
    await harness.createClient();
    await server.connectedTask;
  });

  test("without a client, or before start, does nothing", async () => {
    await using harness = newHarness();
    const server = harness.makeServer();
    await server.closeClient();
    await server.start();
    await server.closeClient();
    harness.assertNoMoreConnected();
    await harness.createClient();
    await harness.assertNextConnected(true);
  });
});

test("basicCloseClient leaves the wish for a connection, and makes connectedTask a new one", async () => {
  await using harness = newHarness();
  const server = await harness.createServer();
  await harness.createClient();
  await harness.assertNextConnected(true);
  await server.basicCloseClient();
  expect(server).toMatchObject({ connected: false, shouldBeConnected: true });
  await harness.assertNextConnected(false);
  expect(await isSettled(server.connectedTask)).toBe(false);
});

test("close ends the connection and the listening; later closes do nothing", async () => {
  await using harness = newHarness();
  const server = await harness.createServer();
  const { host, port } = server;
  const client = await harness.createClient();
  await harness.assertNextConnected(true);
  const first = server.close();
  expect(server.close()).toBe(first);
  await first;
  expect(server).toMatchObject({ connected: false, shouldBeConnected: false });
  expect(await isSettled(server.doneTask)).toBe(true);
  await harness.assertNextConnected(false);
  expect(await isSettled(server.connectedTask)).toBe(false);
  await expect(client.readLine(limit).then((line) => line.length))
    .resolves.toBe(0)
    .catch(() => undefined);
  await server.closeClient();
  await server.close();
  harness.assertNoMoreConnected();
  await expect(Client.connect({ host: host ?? "", port })).rejects.toMatchObject({ code: "ERR_TCPIP_CONNECT" });
  await expect(server.waitConnected(limit)).rejects.toMatchObject({ code: "ERR_TCPIP_CLOSED" });
});

test("close before start is possible; start is an error then", async () => {
  await using harness = newHarness();
  const server = harness.makeServer();
  await server.close();
  await server.doneTask;
  await expect(server.start()).rejects.toMatchObject({ code: "ERR_TCPIP_CLOSED" });
});

describe("when the client goes", () => {
  test("the server notices without reading; connectedTask stays as it is", async () => {
    await using harness = newHarness();
    const server = await harness.createServer();
    const client = await harness.createClient();
    await harness.assertNextConnected(true);
    const { connectedTask } = server;
    await client.close();
    await harness.assertNextConnected(false);
    expect(server).toMatchObject({ connected: false, shouldBeConnected: true, closeReason: "remote" });
    expect(server.connectedTask).toBe(connectedTask);
    expect(await isSettled(connectedTask)).toBe(true);
  });

  test("what it sent last can still be read, and until then the server counts as connected", async () => {
    await using harness = newHarness();
    const server = await harness.createServer();
    const client = await harness.createClient();
    await harness.assertNextConnected(true);
    await client.writeStr("last words");
    await client.close();
    await manyTurns();
    expect(server.connected).toBe(true);
    harness.assertNoMoreConnected();
    expect(await server.readStr(limit)).toBe("last words");
    await harness.assertNextConnected(false);
  });

  test("without monitoring the next read reports it", async () => {
    await using harness = newHarness();
    const server = await harness.createServer({ monitorConnectionInterval: 0 });
    const client = await harness.createClient();
    await harness.assertNextConnected(true);
    await client.close();
    await expect.poll(() => server.connected, { timeout: 2000, interval: 5 }).toBe(false);
    harness.assertNoMoreConnected();
    await expect(server.readExactly(1, limit)).rejects.toMatchObject({ code: "ERR_TCPIP_NOT_CONNECTED" });
    await harness.assertNextConnected(false);
  });

  test("without monitoring the next client reports it: false for the old one, then true for the new one", async () => {
    await using harness = newHarness();
    const server = await harness.createServer({ monitorConnectionInterval: 0 });
    const client = await harness.createClient();
    await harness.assertNextConnected(true);
    await client.close();
    await expect.poll(() => server.connected, { timeout: 2000, interval: 5 }).toBe(false);
    harness.assertNoMoreConnected();
    const second = await harness.createClient();
    await harness.assertNextConnected(false);
    await harness.assertNextConnected(true);
    await second.writeStr("hello");
    expect(await server.readStr(limit)).toBe("hello");
    harness.assertNoMoreConnected();
  });
});

test("an immediate reconnect gives the callbacks true, false, true and nothing more, and traffic works", async () => {
  await using harness = newHarness();
  const server = await harness.createServer({ monitorConnectionInterval: 10 });
  const first = await harness.createClient();
  await harness.assertNextConnected(true);
  await server.closeClient();
  const second = await harness.createClient();
  await harness.assertNextConnected(false);
  await harness.assertNextConnected(true);
  expect(first.connected && second.connected).toBe(false);
  await second.writeStr("again");
  expect(await server.readStr(limit)).toBe("again");
  await manyTurns();
  harness.assertNoMoreConnected();
  await second.close();
  await harness.assertNextConnected(false);
  const third = await harness.createClient();
  await harness.assertNextConnected(true);
  await server.writeStr("and again");
  expect(await third.readStr(limit)).toBe("and again");
});

test.each(loopbackHosts)("strings travel both ways, two in a row, on %s", async (host) => {
  await using harness = newHarness();
  const server = await harness.createServer({ host });
  expect(server.host).toBe(host);
  const client = await harness.createClient();
  await harness.assertNextConnected(true);
  for (const [from, to] of [
    [client, server],
    [server, client],
  ] as const) {
    await from.writeStr("first");
    await from.writeStr("second");
    expect(await to.readStr(limit)).toBe("first");
    expect(await to.readStr(limit)).toBe("second");
  }
});

test("a client without our code is served just as well", async () => {
  await using harness = newHarness();
  const server = await harness.createServer();
  await using client = await plainClient({ host: LOCALHOST_IPV4, port: server.port });
  await harness.assertNextConnected(true);
  client.socket.write("hello\r\n");
  expect(await server.readStr(limit)).toBe("hello");
});

test("listen makes a server of the class it is called on", async () => {
  class Special extends OneClientServer {}
  await using server = await Special.listen({ host: LOCALHOST_IPV4, port: 0 });
  expect(server).toBeInstanceOf(Special);
});

test("waitConnected has a limit and takes a signal", async () => {
  await using harness = newHarness();
  const server = await harness.createServer();
  await expect(server.waitConnected({ timeoutMs: 5 })).rejects.toMatchObject({ code: "ERR_TCPIP_TIMEOUT" });
  const reason = new Error("never mind");
  await expect(server.waitConnected({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});

test("a server that nobody connected to closes at once", async () => {
  const changes = new ConnectedQueue();
  const server = await OneClientServer.listen({ host: LOCALHOST_IPV4, port: 0, connectCallback: changes.callback });
  await server.close();
  changes.assertNoMore();
});
