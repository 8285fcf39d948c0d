import { describe, expect, test } from "vitest";
import { Client, OneClientServer, openConnection } from "../src/index.ts";
import { manyTurns, PlainServer, plainClient } from "./support/plainPeers.ts";

const LOCALHOST = "127.0.0.1";
const MEBI = 1024 * 1024;
/** What the two kernels between the ends may take, at most: the largest socket buffers of Linux, and some. */
const KERNEL_BYTES = 24 * MEBI;
const TOTAL_BYTES = 128 * MEBI;

describe("a reader that nobody reads", () => {
  test.each(["client", "server"])(
    "pauses the socket of a %s: the peer has to wait, and memory stays flat",
    async (end) => {
      await using target = await PlainServer.listen();
      await using server = await OneClientServer.listen({ host: LOCALHOST, port: 0, highWaterBytes: 100_000 });
      await using client = await Client.connect({ host: LOCALHOST, port: target.port, highWaterBytes: 100_000 });
      await using plain = await plainClient({ host: LOCALHOST, port: server.port });
      await server.waitConnected({ timeoutMs: 2000 });
      const [instance, peer] = end === "client" ? [client, await target.accepted()] : [server, plain];
      const { reader } = instance;
      if (reader === undefined) throw new Error("not connected");

      const chunk = Buffer.alloc(MEBI, 7);
      for (let written = 0; written < TOTAL_BYTES; written += chunk.length) peer.socket.write(chunk);
      await expect.poll(() => reader.paused, { timeout: 5000, interval: 5 }).toBe(true);
      await manyTurns(500);
      expect(reader.bufferedBytes).toBeLessThan(100_000 + 256 * 1024);
      expect(peer.socket.bytesWritten - peer.socket.writableLength).toBeLessThan(KERNEL_BYTES);
      expect(peer.socket.writableLength).toBeGreaterThan(TOTAL_BYTES - KERNEL_BYTES);
      expect(instance.connected).toBe(true);

      let received = 0;
      let wrong = 0;
      let most = 0;
      while (received < TOTAL_BYTES) {
        const bytes = await instance.read(MEBI, { timeoutMs: 5000 });
        for (let index = 0; index < bytes.length; index += 997) if (bytes[index] !== 7) wrong++;
        received += bytes.length;
        most = Math.max(most, reader.bufferedBytes);
      }
      expect({ received, wrong }).toEqual({ received: TOTAL_BYTES, wrong: 0 });
      expect(most).toBeLessThan(100_000 + 256 * 1024);
    },
  );

  test("goes on when half of what waits is read", async () => {
    await using target = await PlainServer.listen();
    await using client = await Client.connect({ host: LOCALHOST, port: target.port, highWaterBytes: 1000 });
    const peer = await target.accepted();
    const { reader } = client;
    if (reader === undefined) throw new Error("not connected");
    peer.socket.write(new Uint8Array(100_000));
    await expect.poll(() => reader.paused, { timeout: 2000, interval: 5 }).toBe(true);
    await client.readExactly(reader.bufferedBytes - 600, { timeoutMs: 2000 });
    expect(reader.paused).toBe(true);
    await client.readExactly(200, { timeoutMs: 2000 });
    expect(reader.paused).toBe(false);
  });

  test("notices the end of the stream although it was paused, once all is read", async () => {
    await using target = await PlainServer.listen();
    await using client = await Client.connect({ host: LOCALHOST, port: target.port, highWaterBytes: 1000 });
    const peer = await target.accepted();
    peer.socket.end(new Uint8Array(1_000_000));
    await expect.poll(() => client.reader?.paused, { timeout: 2000, interval: 5 }).toBe(true);
    expect(await client.readExactly(1_000_000, { timeoutMs: 5000 })).toHaveLength(1_000_000);
    expect(await client.read(1, { timeoutMs: 2000 }).catch(() => new Uint8Array(0))).toHaveLength(0);
    expect(client.connected).toBe(false);
  });
});

describe("a peer that does not read", () => {
  test("makes write wait; what is pending stays bounded; all of it arrives when the peer reads", async () => {
    await using target = await PlainServer.listen();
    await using client = await Client.connect({ host: LOCALHOST, port: target.port });
    const peer = await target.accepted();
    peer.socket.pause();
    const chunk = new Uint8Array(MEBI).fill(9);
    let sent = 0;
    for (;;) {
      const outcome = await client.write(chunk, { timeoutMs: 100 }).then(
        () => "drained",
        (error: { code?: string }) => error.code,
      );
      sent += chunk.length;
      if (outcome !== "drained") {
        expect(outcome).toBe("ERR_TCPIP_TIMEOUT");
        break;
      }
      expect(sent).toBeLessThan(KERNEL_BYTES);
    }
    expect(client.writer?.pendingBytes).toBeGreaterThan(0);
    expect(client.writer?.pendingBytes).toBeLessThanOrEqual(2 * MEBI);
    const drained = client.writer?.drain({ timeoutMs: 5000 });
    peer.socket.resume();
    await drained;
    await peer.until("received all", ({ receivedLength }) => receivedLength === sent);
    expect(peer.received.every((byte) => byte === 9)).toBe(true);
    expect(client.connected).toBe(true);
  });

  test("and goes away ends a write that waits with an error", async () => {
    await using target = await PlainServer.listen();
    const { writer } = await openConnection({ host: LOCALHOST, port: target.port });
    const peer = await target.accepted();
    peer.socket.pause();
    writer.write(new Uint8Array(16 * MEBI));
    const drained = writer.drain({ timeoutMs: 5000 });
    const outcome = expect(drained).rejects.toMatchObject({
      code: expect.stringMatching(/^ERR_TCPIP_(CONNECTION_LOST|NOT_CONNECTED)$/),
    });
    peer.socket.resetAndDestroy();
    await outcome;
    await writer.close();
  });

  test("does not keep close waiting for longer than a stated time", async () => {
    await using target = await PlainServer.listen();
    const client = await Client.connect({ host: LOCALHOST, port: target.port });
    const peer = await target.accepted();
    peer.socket.pause();
    await client.write(new Uint8Array(16 * MEBI), { timeoutMs: 10 }).catch(() => undefined);
    await client.close();
    await client.doneTask;
    expect(client.connected).toBe(false);
  });
});

test("memory of the process stays flat while a peer pushes and a loop reads", async () => {
  await using target = await PlainServer.listen();
  await using client = await Client.connect({ host: LOCALHOST, port: target.port });
  const peer = await target.accepted();
  const chunk = Buffer.alloc(MEBI, 1);
  let written = 0;
  const push = () => {
    while (written < 512 * MEBI) {
      written += chunk.length;
      if (!peer.socket.write(chunk)) return;
    }
    peer.socket.end();
  };
  peer.socket.on("drain", push);
  push();
  const before = process.memoryUsage().arrayBuffers;
  let most = 0;
  const target24 = { bytes: new Uint8Array(24 * 1024) };
  for (let read = 0; read + target24.bytes.length <= 512 * MEBI; read += target24.bytes.length) {
    await client.readInto(target24, { timeoutMs: 5000 });
    if (read % (16 * MEBI) === 0) most = Math.max(most, process.memoryUsage().arrayBuffers);
  }
  expect(most - before).toBeLessThan(128 * MEBI);
});
