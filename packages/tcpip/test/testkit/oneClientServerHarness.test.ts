import { expect, test } from "vitest";
import { Client, OneClientServer } from "../../src/index.ts";
import { ConnectedQueue, OneClientServerHarness, TestOneClientReadLoopServer } from "../../src/testkit/index.ts";

const newHarness = () => new OneClientServerHarness({ makeServer: (options) => new OneClientServer(options) });

test("assertNextConnected before a server exists is an error", async () => {
  await using harness = newHarness();
  await expect(harness.assertNextConnected(true)).rejects.toThrow("createServer");
  expect(() => harness.server).toThrow("createServer");
  await expect(harness.createClient()).rejects.toThrow("createServer");
});

test("assertNextConnected tells what came instead of what was expected", async () => {
  await using harness = newHarness();
  await harness.createServer();
  await harness.createClient();
  await expect(harness.assertNextConnected(false)).rejects.toThrow("connected true, expected false");
});

test("assertNextConnected has a limit, and forgets the wait that it ends", async () => {
  await using harness = newHarness();
  await harness.createServer();
  await expect(harness.assertNextConnected(true, { timeoutMs: 5 })).rejects.toMatchObject({
    code: "ERR_TCPIP_TIMEOUT",
  });
  await harness.createClient();
  await harness.assertNextConnected(true);
});

test("calls that nobody asked for can be seen and are an error on request", async () => {
  await using harness = newHarness();
  const server = await harness.createServer();
  harness.assertNoMoreConnected();
  await harness.createClient();
  await server.connectedTask;
  await server.closeClient();
  expect(harness.pendingConnected).toEqual([true, false]);
  expect(() => harness.assertNoMoreConnected()).toThrow("2 times more");
});

test("the end of the harness closes what was created in it; a second end does nothing", async () => {
  const harness = newHarness();
  const server = await harness.createServer();
  const client = await harness.createClient();
  await harness.close();
  await Promise.all([server.doneTask, client.doneTask]);
  await harness[Symbol.asyncDispose]();
});

test("servers of any class can be made, with the options of the test", async () => {
  await using harness = new OneClientServerHarness({
    makeServer: (options) => new TestOneClientReadLoopServer({ ...options, runHeartbeatMonitorTask: true }),
  });
  const server = await harness.createServer({ name: "echo" });
  expect(server).toBeInstanceOf(TestOneClientReadLoopServer);
  expect(server.name).toBe("echo");
  expect(harness.server).toBe(server);
});

test("a ConnectedQueue tells the changes of any client or server in order", async () => {
  await using server = await OneClientServer.listen({ host: "127.0.0.1", port: 0 });
  const changes = new ConnectedQueue();
  const client = await Client.connect({
    host: "127.0.0.1",
    port: server.port,
    connectCallback: changes.callback,
  });
  await client.close();
  expect(changes.pending).toEqual([true, false]);
  await changes.assertNext(true);
  await changes.assertNext(false);
  changes.assertNoMore();
});
