import { execFile } from "node:child_process";
import type { Socket } from "node:net";
import { promisify } from "node:util";
import { describe, expect, test, vi } from "vitest";
import {
  type Connection,
  closeStreamWriter,
  KEEPALIVE_TIME_MS,
  openConnection,
  readInto,
  setSocketOptions,
  startServer,
  writeFrom,
} from "../src/index.ts";
import { connectedPair } from "./support/connectedPair.ts";
import { PackedSample, sampleFields } from "./support/packedSample.ts";
import { manyTurns, PlainServer, plainClient } from "./support/plainPeers.ts";

const limit = { timeoutMs: 2000 };
const LOCALHOST = "127.0.0.1";

/** Both ends of a connection, as raw streams. */
async function openStreams() {
  let resolve: (connection: Connection) => void = () => undefined;
  const promise = new Promise<Connection>((settle) => {
    resolve = settle;
  });
  const server = await startServer({ host: LOCALHOST, port: 0, onConnection: (connection) => resolve(connection) });
  const client = await openConnection({ host: LOCALHOST, port: server.port }, limit);
  const accepted = await promise;
  const dispose = async () => {
    await client.writer.close();
    await server.close();
  };
  return { server, client, accepted, [Symbol.asyncDispose]: dispose };
}

describe("closeStreamWriter", () => {
  test("closes, tells the peer, and does nothing the second time", async () => {
    await using streams = await openStreams();
    expect(streams.client.writer.isClosing).toBe(false);
    await closeStreamWriter(streams.client.writer);
    expect(streams.client.writer.isClosing).toBe(true);
    await closeStreamWriter(streams.client.writer);
    expect(await streams.accepted.reader.read(1, limit)).toHaveLength(0);
  });

  test("sends first what is pending", async () => {
    await using streams = await openStreams();
    const bytes = new Uint8Array(3_000_000).fill(5);
    streams.client.writer.write(bytes);
    const closed = closeStreamWriter(streams.client.writer);
    const received = await streams.accepted.reader.readExactly(bytes.length, { timeoutMs: 5000 });
    expect(Buffer.from(bytes).equals(received)).toBe(true);
    await closed;
  });

  test("does not reject when the connection is broken", async () => {
    await using streams = await openStreams();
    streams.accepted.writer.abort({ reset: true });
    await streams.client.writer.waitClosed({ timeoutMs: 2000 }).catch(() => undefined);
    await closeStreamWriter(streams.client.writer);
    expect(() => streams.client.writer.write(new Uint8Array(1))).toThrow(/ot connected|broke/);
  });
});

test("a packed struct survives both directions twice: nothing is lost, nothing is added", async () => {
  await using streams = await openStreams();
  for (const [from, to] of [
    [streams.client, streams.accepted],
    [streams.accepted, streams.client],
  ] as const) {
    for (const fields of sampleFields) {
      const received = new PackedSample();
      await writeFrom(from.writer, PackedSample.of(fields));
      await readInto(to.reader, received, limit);
      expect(received.fields).toEqual(fields);
    }
    expect(to.reader.bufferedBytes).toBe(0);
  }
});

test("writeFrom of two callers at once never interleaves", async () => {
  await using streams = await openStreams();
  const frame = (value: number) => [new Uint8Array(24).fill(value), new Uint8Array(50_000).fill(value)] as const;
  const writes = Array.from({ length: 20 }, (_, value) => writeFrom(streams.client.writer, ...frame(value)));
  for (let value = 0; value < 20; value++) {
    const received = await streams.accepted.reader.readExactly(50_024, limit);
    expect(received.every((byte) => byte === value)).toBe(true);
  }
  await Promise.all(writes);
});

test("a header and its body written in one turn arrive as one piece", async () => {
  await using target = await PlainServer.listen();
  const { writer } = await openConnection({ host: LOCALHOST, port: target.port }, limit);
  const peer = await target.accepted();
  void writeFrom(writer, { bytes: new Uint8Array(24) }, { bytes: new Uint8Array(614) });
  await peer.until("received both", ({ receivedLength }) => receivedLength === 638);
  expect(peer.chunks).toHaveLength(1);
  await writer.close();
});

test("abort with reset makes the peer see a broken connection, not an end", async () => {
  await using target = await PlainServer.listen();
  const { writer } = await openConnection({ host: LOCALHOST, port: target.port }, limit);
  const peer = await target.accepted();
  writer.abort({ reset: true });
  await peer.until("ended or broken", ({ ended, errorCode }) => ended || errorCode !== undefined);
  expect(peer).toMatchObject({ ended: false, errorCode: "ECONNRESET" });
});

test("abort with reset ends a close that waits for a peer that does not read", async () => {
  await using target = await PlainServer.listen();
  const { writer } = await openConnection({ host: LOCALHOST, port: target.port }, limit);
  const peer = await target.accepted();
  peer.socket.pause();
  writer.write(new Uint8Array(16_000_000));
  const closed = writer.close();
  await manyTurns(20);
  writer.abort({ reset: true });
  await expect(writer.waitClosed({ timeoutMs: 2000 })).resolves.toBeUndefined();
  await closed;
});

test("abort with reset right behind close closes the socket too", async () => {
  await using target = await PlainServer.listen();
  const { writer } = await openConnection({ host: LOCALHOST, port: target.port }, limit);
  const peer = await target.accepted();
  void writer.close();
  writer.abort({ reset: true });
  await expect(writer.waitClosed({ timeoutMs: 2000 })).resolves.toBeUndefined();
  await peer.until("ended or broken", ({ ended, errorCode }) => ended || errorCode !== undefined);
});

test("startServer takes many clients; an exception in onConnection closes that connection alone", async () => {
  let count = 0;
  await using server = await startServer({
    host: LOCALHOST,
    port: 0,
    onConnection: async ({ reader, writer }) => {
      if (++count === 2) throw new Error("not you");
      for await (const chunk of reader) writer.write(chunk);
    },
  });
  await using first = await plainClient({ host: LOCALHOST, port: server.port });
  await using second = await plainClient({ host: LOCALHOST, port: server.port });
  await second.until("closed", ({ ended, errorCode }) => ended || errorCode !== undefined);
  await using third = await plainClient({ host: LOCALHOST, port: server.port });
  for (const peer of [first, third]) {
    peer.socket.write("echo");
    await peer.untilReceived("echo");
  }
});

describe("socket options", () => {
  /** What the kernel says about the socket; `ss` belongs to iproute2. */
  async function keepAliveTimer(socket: Socket): Promise<string> {
    const { stdout } = await promisify(execFile)("ss", ["-tno", `sport = :${socket.localPort}`]);
    return stdout.split("\n").find((line) => line.includes(`:${socket.remotePort}`)) ?? "";
  }

  test("keep-alive after 60 s of silence and no delay are set on both ends", async () => {
    await using target = await PlainServer.listen();
    const { writer } = await openConnection({ host: LOCALHOST, port: target.port }, limit);
    const { socket } = writer;
    const keepAlive = vi.spyOn(socket, "setKeepAlive");
    const noDelay = vi.spyOn(socket, "setNoDelay");
    setSocketOptions(writer);
    setSocketOptions(socket);
    expect(keepAlive).toHaveBeenCalledTimes(2);
    expect(keepAlive.mock.calls[0]?.slice(0, 2)).toEqual([true, KEEPALIVE_TIME_MS]);
    expect(noDelay).toHaveBeenCalledWith(true);
    await writer.close();
  });

  test.skipIf(process.platform !== "linux")(
    "the kernel counts down a keep-alive of 60 s for the client, the server, and a second client that is rejected",
    async (context) => {
      await using pair = await connectedPair();
      const second = await openConnection({ host: LOCALHOST, port: pair.server.port }, limit);
      for (const socket of [pair.client.writer?.socket, pair.server.writer?.socket]) {
        if (socket === undefined) throw new Error("not connected");
        const line = await keepAliveTimer(socket).catch(() => undefined);
        context.skip(line === undefined, "the program `ss` is not installed");
        expect(line).toMatch(/timer:\(keepalive,(59|60)/);
      }
      expect(await second.reader.read(1, limit)).toHaveLength(0);
      await second.writer.close();
    },
  );
});
