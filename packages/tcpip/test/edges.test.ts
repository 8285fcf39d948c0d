import { describe, expect, test } from "vitest";
import { Client, Deferred, OneClientReadLoopServer, OneClientServer, StreamReader, startServer } from "../src/index.ts";

const host = "127.0.0.1";
const limit = { timeoutMs: 2000 };

/** Reads lines; waits for something else than the client while it is told to. */
class StuckServer extends OneClientReadLoopServer {
  readonly lines: string[] = [];
  readonly stuck: Deferred<AbortSignal> = new Deferred<AbortSignal>();
  readonly handled: Deferred<void> = new Deferred<void>();

  async readAndDispatch(signal: AbortSignal): Promise<void> {
    const line = await this.readStr();
    this.lines.push(line);
    if (line === "stick") {
      this.stuck.resolve(signal);
      await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
    } else {
      this.handled.resolve();
    }
  }
}

test("a readAndDispatch that waits for something else ends with its signal, and the next client is served", async () => {
  await using server = await StuckServer.listen({ host, port: 0 });
  const first = await Client.connect({ host, port: server.port }, limit);
  await first.writeStr("stick");
  const signal = await server.stuck.promise;
  await first.close();
  expect(signal.aborted).toBe(false);
  await using second = await Client.connect({ host, port: server.port }, limit);
  await second.writeStr("hello");
  await server.handled.promise;
  expect(signal.aborted).toBe(true);
  expect(server.lines).toEqual(["stick", "hello"]);
});

describe("a signal that is aborted already", () => {
  const signal = AbortSignal.abort(new Error("no"));

  test("keeps a one-client server from listening", async () => {
    const server = new OneClientServer({ host, port: 0 });
    await expect(server.start({ signal })).rejects.toThrow("no");
    expect(server.addresses).toEqual([]);
    await server.close();
  });

  test("keeps startServer from listening", async () => {
    await expect(startServer({ host, port: 0, onConnection: () => {} }, { signal })).rejects.toThrow("no");
  });
});

test.each([Number.POSITIVE_INFINITY, 1e10])(
  "a heartbeat every %d ms is one heartbeat, not a flood",
  async (interval) => {
    await using server = await OneClientServer.listen({ host, port: 0 });
    await using client = await Client.connect(
      { host, port: server.port, runHeartbeatSendTask: true, heartbeatSendInterval: interval },
      limit,
    );
    await server.waitConnected(limit);
    expect(await server.readStr(limit)).toBe("heartbeat");
    await client.writeStr("end");
    expect(await server.readStr(limit)).toBe("end");
  },
);

test("a heartbeat interval of 0 would be a flood, and is refused by name", () => {
  expect(() => new Client({ host, port: 1, heartbeatSendInterval: 0 })).toThrow(/heartbeatSendInterval must be > 0/);
});

test.each([undefined, {}, 5])(
  "readInto of %o rejects, and tryReadInto throws, with what was expected",
  async (wrong) => {
    const reader = new StreamReader();
    await expect(reader.readInto(wrong as never)).rejects.toThrow(/bytes: Uint8Array/);
    expect(() => reader.tryReadInto(wrong as never)).toThrow(/bytes: Uint8Array/);
  },
);

test("not being connected says on which side the link ended", async () => {
  await using server = await OneClientServer.listen({ host, port: 0 });
  await using client = await Client.connect({ host, port: server.port }, limit);
  await server.waitConnected(limit);
  await server.closeClient();
  await expect(server.writeStr("x")).rejects.toThrow("Not connected: closed on this side");
  await client.read(-1, limit);
  await expect(client.writeStr("x")).rejects.toThrow("Not connected: the peer has ended the link");
});

test("a number in place of the limits of a wait is refused, and does not wait for ever", async () => {
  const reader = new StreamReader();
  await expect(reader.readExactly(1, 100 as never)).rejects.toThrow(
    "limits of a wait are { signal, timeoutMs }, not 100",
  );
});
