import { setImmediate as turnOfEventLoop } from "node:timers/promises";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Client, OneClientServer, StreamReader, type StreamReaderOptions } from "../src/index.ts";
import { FaultProxy, type FaultSettings } from "../src/testkit/index.ts";
import { PlainServer, plainClient } from "./support/plainPeers.ts";
import { type ReadScenario, readScenarios } from "./support/readScenarios.ts";

/** The two ways bytes get into a reader: chunks that are given away, and regions that are filled. */
const feeds: Record<string, (reader: StreamReader, chunk: Uint8Array) => void> = {
  "given chunks": (reader, chunk) => reader.feedData(chunk.slice()),
  "filled regions": (reader, chunk) => {
    for (let at = 0; at < chunk.length; ) {
      const region = reader.offerRegion();
      const count = Math.min(region.length, chunk.length - at);
      region.set(chunk.subarray(at, at + count));
      reader.commitRegion(count);
      at += count;
    }
  },
};

/** Feeds `input` in pieces of the given sizes, over and over; a size with `pause` is followed by a turn of the loop. */
async function readInPieces(
  { input, read }: ReadScenario,
  pieces: readonly { size: number; pause: boolean }[],
  feed: (reader: StreamReader, chunk: Uint8Array) => void,
  options: StreamReaderOptions = {},
): Promise<unknown> {
  const reader = new StreamReader(options);
  const result = read(reader);
  result.catch(() => undefined);
  for (let at = 0, index = 0; at < input.length; index++) {
    const { size, pause } = pieces[index % pieces.length] ?? { size: input.length, pause: true };
    feed(reader, input.subarray(at, at + size));
    at += size;
    if (pause) await turnOfEventLoop();
  }
  reader.feedEof();
  return await result;
}

const splits = fc.array(fc.record({ size: fc.integer({ min: 1, max: 60 }), pause: fc.boolean() }), { minLength: 1 });

describe.each(Object.entries(readScenarios))("%s", (_, scenario) => {
  describe.each(Object.entries(feeds))("from %s", (_, feed) => {
    test("gives the same for input that comes whole", async () => {
      expect(await readInPieces(scenario, [], feed)).toEqual(scenario.expected);
    });

    test.each([true, false])(
      "gives the same for input that comes byte by byte, a pause between them: %o",
      async (pause) => {
        expect(await readInPieces(scenario, [{ size: 1, pause }], feed)).toEqual(scenario.expected);
      },
    );

    test("gives the same for input that is split anywhere", async () => {
      const run = fc.asyncProperty(splits, fc.integer({ min: 1, max: 64 }), async (pieces, highWaterBytes) => {
        expect(await readInPieces(scenario, pieces, feed, { highWaterBytes })).toEqual(scenario.expected);
      });
      await fc.assert(run, { numRuns: 50 });
    });
  });
});

const links: Record<string, Partial<FaultSettings>> = {
  "as it is": {},
  "byte by byte": { splitBytes: 1 },
  "in random pieces": { splitBytes: { min: 1, max: 40 } },
  "glued together": { coalesceBytes: 1_000_000 },
  "glued, then split": { coalesceMs: 5, splitBytes: { min: 1, max: 300 } },
};

describe.each(Object.entries(links))("over a link that carries bytes %s", (_, faults) => {
  test.each(Object.entries(readScenarios))("a client: %s", async (_, { input, read, expected }) => {
    await using target = await PlainServer.listen();
    await using proxy = await FaultProxy.listen({ target, serverToClient: faults });
    await using client = await Client.connect({ host: proxy.host, port: proxy.port });
    const peer = await target.accepted();
    const { reader } = client;
    if (reader === undefined) throw new Error("not connected");
    const half = input.length >> 1;
    peer.socket.write(input.subarray(0, half));
    peer.socket.end(input.subarray(half));
    expect(await read(reader)).toEqual(expected);
  });

  test.each(Object.entries(readScenarios))("a server: %s", async (_, { input, read, expected }) => {
    await using server = await OneClientServer.listen({ host: "127.0.0.1", port: 0 });
    await using proxy = await FaultProxy.listen({ target: { port: server.port }, clientToServer: faults });
    await using peer = await plainClient(proxy);
    await server.waitConnected({ timeoutMs: 2000 });
    const { reader } = server;
    if (reader === undefined) throw new Error("not connected");
    const half = input.length >> 1;
    peer.socket.write(input.subarray(0, half));
    peer.socket.end(input.subarray(half));
    expect(await read(reader)).toEqual(expected);
  });

  test.each(["utf-8", "utf-16", "utf-32"])("text and JSON in %s, both ways", async (encoding) => {
    const terminator = Buffer.from("XYZZY");
    await using server = await OneClientServer.listen({ host: "127.0.0.1", port: 0, encoding, terminator });
    // Glue is let go after a time here: both ends stay open and wait for each other.
    const gentle = { ...faults, ...(faults.coalesceBytes === undefined ? {} : { coalesceMs: 20 }) };
    await using proxy = await FaultProxy.listen({
      target: { port: server.port },
      clientToServer: gentle,
      serverToClient: gentle,
    });
    await using client = await Client.connect({ host: proxy.host, port: proxy.port, encoding, terminator });
    await server.waitConnected({ timeoutMs: 2000 });
    const value = { naïve: ["ℏ", 1.5, null], nested: { yes: true } };
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      await from.writeStr("ℏ \u{1f52d} XYZZ");
      await from.writeJson(value);
      await from.writeStr("");
      expect(await to.readStr({ timeoutMs: 5000 })).toBe("ℏ \u{1f52d} XYZZ");
      expect(await to.readJson({ timeoutMs: 5000 })).toEqual(value);
      expect(await to.readStr({ timeoutMs: 5000 })).toBe("");
    }
  });
});
