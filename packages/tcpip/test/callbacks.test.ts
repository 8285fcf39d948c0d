import { describe, expect, test } from "vitest";
import { Client, type LogRecord, OneClientServer } from "../src/index.ts";
import { connectedPair } from "./support/connectedPair.ts";

const limit = { timeoutMs: 2000 };

describe.each([
  [
    "throws",
    () => {
      throw new Error("bad callback");
    },
  ],
  ["rejects", () => Promise.reject(new Error("bad callback"))],
])("a connectCallback that %s", (_, connectCallback) => {
  test("changes nothing for the client or the server, and is logged", async () => {
    const records: LogRecord[] = [];
    const log = (record: LogRecord) => void records.push(record);
    await using pair = await connectedPair({ client: { connectCallback, log }, server: { connectCallback, log } });
    await pair.client.writeStr("to the server");
    expect(await pair.server.readStr(limit)).toBe("to the server");
    await pair.server.writeStr("to the client");
    expect(await pair.client.readStr(limit)).toBe("to the client");
    const errors = records.filter(({ level }) => level === "error");
    expect(errors).toHaveLength(2);
    expect(errors[0]).toMatchObject({ error: { message: "bad callback" } });
    await pair.client.close();
    expect(pair.client).toMatchObject({ connected: false, shouldBeConnected: false });
  });
});

test("a synchronous connectCallback is as good as an asynchronous one", async () => {
  const seen: string[] = [];
  await using pair = await connectedPair({
    client: { connectCallback: (client) => void seen.push(`client ${client.connected}`) },
    server: { connectCallback: async (server) => void seen.push(`server ${server.connected}`) },
  });
  await pair.client.close();
  await expect.poll(() => seen, { timeout: 2000, interval: 5 }).toHaveLength(4);
  expect(seen.toSorted()).toEqual(["client false", "client true", "server false", "server true"]);
});

test.each([
  [Client, { host: "127.0.0.1", port: 1 }],
  [OneClientServer, { host: "127.0.0.1", port: 0 }],
])("%o: a connectCallback that is no function is a TypeError", (Class, options) => {
  const wrong = { ...options, connectCallback: "call me" as unknown as () => void };
  expect(() => new Class(wrong)).toThrow(TypeError);
  expect(() => new Class(wrong)).toThrow("connectCallback");
});

test("start of a client and waitConnected of a server wait for an asynchronous connectCallback of the client", async () => {
  const order: string[] = [];
  await using pair = await connectedPair({
    client: {
      connectCallback: async () => {
        await new Promise((resolve) => setImmediate(resolve));
        order.push("callback");
      },
    },
  });
  order.push("started");
  expect(order).toEqual(["callback", "started"]);
  expect(pair.client.connected).toBe(true);
});

test("the callback sees connected and shouldBeConnected already new", async () => {
  const seen: [boolean, boolean][] = [];
  const connectCallback = (instance: Client) => void seen.push([instance.connected, instance.shouldBeConnected]);
  await using pair = await connectedPair({ client: { connectCallback } });
  await pair.client.close();
  expect(seen).toEqual([
    [true, true],
    [false, false],
  ]);
});

test("a callback may close the client that calls it", async () => {
  await using pair = await connectedPair({
    client: {
      connectCallback: async (client) => {
        if (client.connected) await client.close();
      },
    },
  });
  await pair.client.doneTask;
  expect(pair.client).toMatchObject({ connected: false, shouldBeConnected: false });
  await pair.serverChanges.assertNext(false);
});

test("a log function that throws changes nothing", async () => {
  const log = () => {
    throw new Error("bad logger");
  };
  await using pair = await connectedPair({ client: { log }, server: { log } });
  await pair.client.writeStr("works");
  expect(await pair.server.readStr(limit)).toBe("works");
});
