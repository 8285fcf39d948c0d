import { describe, expect, test } from "vitest";
import {
  DEFAULT_LOCALHOST,
  HEARTBEAT,
  type LogRecord,
  OneClientReadLoopServer,
  type OneClientReadLoopServerOptions,
} from "../src/index.ts";
import { ConnectedQueue, OneClientServerHarness, TestOneClientReadLoopServer } from "../src/testkit/index.ts";
import { manyTurns, plainClient } from "./support/plainPeers.ts";

const limit = { timeoutMs: 2000 };

function newHarness(common: Partial<OneClientReadLoopServerOptions> = {}) {
  return new OneClientServerHarness({
    makeServer: (options) => new TestOneClientReadLoopServer({ ...options, ...common }),
  });
}

test("host is 127.0.0.1 unless given, and the read loop alone watches the link", () => {
  const server = new TestOneClientReadLoopServer({ port: 0 });
  expect(server.host).toBe(DEFAULT_LOCALHOST);
  expect(server.monitorConnectionInterval).toBe(0);
  expect(server.reading).toBe(false);
});

test("each item is read in order; an exception while reading closes the client", async () => {
  await using harness = newHarness();
  const server = await harness.createServer();
  const changes = new ConnectedQueue();
  const client = await harness.createClient({ connectCallback: changes.callback });
  await harness.assertNextConnected(true);
  await changes.assertNext(true);
  const lines = ["one", "two", "", "three with spaces", "naïve ℏ"];
  for (const line of lines) await client.writeStr(line);
  for (const line of lines) expect(await server.getNextData(limit)).toBe(line);
  expect(server).toMatchObject({ connected: true, reading: true });

  server.failNextRead = true;
  await client.writeStr("wakes the read that is waiting");
  await harness.assertNextConnected(false);
  await changes.assertNext(false);
  expect(server).toMatchObject({ connected: false, shouldBeConnected: false });
  expect(client.connected).toBe(false);
  await expect.poll(() => server.reading, { timeout: 2000, interval: 5 }).toBe(false);
});

test("after a failed read the next client is served", async () => {
  await using harness = newHarness();
  const server = await harness.createServer();
  server.failNextRead = true;
  await harness.createClient();
  await harness.assertNextConnected(true);
  await harness.assertNextConnected(false);
  const second = await harness.createClient();
  await harness.assertNextConnected(true);
  await second.writeStr("hello");
  expect(await server.getNextData(limit)).toBe("hello");
});

test("a client that goes is noticed by the read loop, and the server does not wish for it any more", async () => {
  await using harness = newHarness();
  const server = await harness.createServer();
  const client = await harness.createClient();
  await harness.assertNextConnected(true);
  await client.close();
  await harness.assertNextConnected(false);
  await expect.poll(() => server.shouldBeConnected, { timeout: 2000, interval: 5 }).toBe(false);
  expect(server).toMatchObject({ connected: false });
  await expect.poll(() => server.reading, { timeout: 2000, interval: 5 }).toBe(false);
  harness.assertNoMoreConnected();
});

test("one client after the other is served, each by one loop", async () => {
  await using harness = newHarness();
  const server = await harness.createServer();
  for (const name of ["first", "second", "third"]) {
    const client = await harness.createClient();
    await harness.assertNextConnected(true);
    await client.writeStr(name);
    expect(await server.getNextData(limit)).toBe(name);
    await client.close();
    await harness.assertNextConnected(false);
    expect(await server.getNextData(limit)).toBe("");
  }
  expect(server.pendingData).toEqual([]);
  harness.assertNoMoreConnected();
});

test("a newcomer that replaces a client that is being read is read, and not closed by the old loop", async () => {
  await using harness = newHarness({ onSecondClient: "replace" });
  const server = await harness.createServer();
  await harness.createClient();
  await harness.assertNextConnected(true);
  const second = await harness.createClient();
  await harness.assertNextConnected(false);
  await harness.assertNextConnected(true);
  await second.writeStr("mine");
  await expect.poll(() => server.pendingData.includes("mine"), { timeout: 2000, interval: 5 }).toBe(true);
  await manyTurns();
  expect(server).toMatchObject({ connected: true, shouldBeConnected: true, reading: true });
});

test("connectCallback is through before the first item is read", async () => {
  const order: string[] = [];
  class Recorder extends OneClientReadLoopServer {
    override async readAndDispatch(): Promise<void> {
      order.push("read");
      order.push(await this.readStr());
    }
  }
  await using harness = new OneClientServerHarness({ makeServer: (options) => new Recorder(options) });
  await harness.createServer({
    connectCallback: async (server) => {
      if (!server.connected) return;
      order.push("callback begins");
      await manyTurns(20);
      order.push("callback ends");
    },
  });
  const client = await harness.createClient();
  await client.writeStr("item");
  await expect.poll(() => order.includes("item"), { timeout: 2000, interval: 5 }).toBe(true);
  expect(order.slice(0, 4)).toEqual(["callback begins", "callback ends", "read", "item"]);
});

test("what readAndDispatch throws is logged; a client that has gone is not an error", async () => {
  const records: LogRecord[] = [];
  const log = (record: LogRecord) => void records.push(record);
  await using harness = newHarness({ log });
  const server = await harness.createServer();
  const client = await harness.createClient();
  await harness.assertNextConnected(true);
  await client.close();
  await harness.assertNextConnected(false);
  await expect.poll(() => server.reading, { timeout: 2000, interval: 5 }).toBe(false);
  expect(records.filter(({ level }) => level === "error")).toEqual([]);
  server.failNextRead = true;
  await harness.createClient();
  await harness.assertNextConnected(true);
  await harness.assertNextConnected(false);
  expect(records.filter(({ level }) => level === "error")).toHaveLength(1);
});

test("a readAndDispatch that throws synchronously, and one that throws no Error, close the client and nothing else", async () => {
  const thrown: unknown[] = [new Error("synchronous"), "a string", undefined];
  class Thrower extends OneClientReadLoopServer {
    override readAndDispatch(): Promise<void> {
      throw thrown.shift();
    }
  }
  await using harness = new OneClientServerHarness({ makeServer: (options) => new Thrower(options) });
  await harness.createServer();
  for (let count = 0; count < 3; count++) {
    await harness.createClient();
    await harness.assertNextConnected(true);
    await harness.assertNextConnected(false);
  }
  expect(thrown).toEqual([]);
});

test("a readAndDispatch that closes the server ends it in good order", async () => {
  class Closer extends OneClientReadLoopServer {
    override async readAndDispatch(): Promise<void> {
      if ((await this.readStr()) === "quit") await this.close();
    }
  }
  await using harness = new OneClientServerHarness({ makeServer: (options) => new Closer(options) });
  const server = await harness.createServer();
  const client = await harness.createClient();
  await harness.assertNextConnected(true);
  await client.writeStr("quit");
  await harness.assertNextConnected(false);
  await server.doneTask;
  expect(server).toMatchObject({ connected: false, shouldBeConnected: false });
});

describe("heartbeats", () => {
  test("that are expected keep the client", async () => {
    await using harness = newHarness({ runHeartbeatMonitorTask: true, maxHeartbeatInterval: 1500 });
    const server = await harness.createServer();
    const client = await harness.createClient({ runHeartbeatSendTask: true, heartbeatSendInterval: 20 });
    await harness.assertNextConnected(true);
    await client.writeStr("after the first sign of life");
    expect(await server.getNextData(limit)).toBe("after the first sign of life");
    // Longer than the limit, and over two looks of the monitor.
    await expect(harness.assertNextConnected(false, { timeoutMs: 2200 })).rejects.toMatchObject({
      code: "ERR_TCPIP_TIMEOUT",
    });
    expect(server).toMatchObject({ connected: true, reading: true });
    expect(server.pendingData).toEqual([]);
  });

  test("that are not expected close the client", async () => {
    await using harness = newHarness();
    const server = await harness.createServer();
    await harness.createClient({ runHeartbeatSendTask: true, heartbeatSendInterval: 20 });
    await harness.assertNextConnected(true);
    await harness.assertNextConnected(false);
    expect(server).toMatchObject({ connected: false, shouldBeConnected: false });
    await expect.poll(() => server.reading, { timeout: 2000, interval: 5 }).toBe(false);
    expect(() => server.handleReceivedHeartbeat()).toThrow(
      expect.objectContaining({ code: "ERR_TCPIP_UNEXPECTED_HEARTBEAT" }),
    );
  });

  test("that never come close the client after maxHeartbeatInterval", async () => {
    const records: LogRecord[] = [];
    await using harness = newHarness({
      runHeartbeatMonitorTask: true,
      maxHeartbeatInterval: 500,
      log: (record) => void records.push(record),
    });
    const server = await harness.createServer();
    const startMs = performance.now();
    const client = await harness.createClient();
    await harness.assertNextConnected(true);
    await client.writeStr("not a sign of life");
    await harness.assertNextConnected(false, { timeoutMs: 4000 });
    expect(performance.now() - startMs).toBeGreaterThanOrEqual(499);
    expect(server).toMatchObject({ connected: false, shouldBeConnected: false });
    await expect.poll(() => server.reading, { timeout: 2000, interval: 5 }).toBe(false);
    expect(records).toContainEqual(expect.objectContaining({ level: "warn" }));
  });

  test("that end close the client, and a successor begins with a whole interval", async () => {
    await using harness = newHarness({ runHeartbeatMonitorTask: true, maxHeartbeatInterval: 300 });
    const server = await harness.createServer();
    await using first = await plainClient({ host: DEFAULT_LOCALHOST, port: server.port });
    await harness.assertNextConnected(true);
    first.socket.write(Buffer.concat([HEARTBEAT, Buffer.from("\r\n")]));
    await harness.assertNextConnected(false, { timeoutMs: 4000 });
    await first.untilEnded();
    const startMs = performance.now();
    await harness.createClient();
    await harness.assertNextConnected(true);
    await harness.assertNextConnected(false, { timeoutMs: 4000 });
    expect(performance.now() - startMs).toBeGreaterThanOrEqual(299);
  });
});
