import { createServer } from "node:net";
import { Client, isTcpipError, OneClientServer } from "@obswire/tcpip";
import { describe, expect, it, vi } from "vitest";
import { ClientServerPair, type ClientServerPairOptions } from "../../src/index.ts";
import { join, LIMIT, LOOPBACK, twoEnds } from "../support/pairs.ts";

const makePair = (options: ClientServerPairOptions): ClientServerPair => new ClientServerPair(options);
const CR_LF = Uint8Array.of(13, 10);

/** Until something is so; each step waits for the event loop, none for a time. */
const eventually = (check: () => boolean): Promise<void> =>
  vi.waitFor(
    () => {
      if (!check()) throw new Error("not yet");
    },
    { timeout: 5000, interval: 2 },
  );

describe("a ClientServerPair", () => {
  it("is not connected when it is made, and has a port as soon as it listens", async () => {
    await using ends = await twoEnds(makePair);
    const { clientConnected, serverConnected, connected, serverPort } = ends.first;
    expect({ clientConnected, serverConnected, connected }).toEqual({
      clientConnected: false,
      serverConnected: false,
      connected: false,
    });
    expect(serverPort).toBeGreaterThan(0);
    expect(await ends.first.waitServerPort(LIMIT)).toBe(serverPort);
  });

  it("connects to the peer first; connect() is done when the peer has connected too", async () => {
    await using ends = await twoEnds(makePair);
    const { first, second } = ends;
    let done = false;
    const connecting = first.connect({ port: second.serverPort, ...LIMIT }).then(() => {
      done = true;
    });
    await eventually(() => first.clientConnected && second.serverConnected);
    expect([first.serverConnected, first.connected, second.clientConnected, second.connected]).toEqual([
      false,
      false,
      false,
      false,
    ]);
    expect(done).toBe(false);
    await second.connect({ port: first.serverPort, ...LIMIT });
    await connecting;
    await first.connectTask;
    expect([first, second].map((one) => [one.clientConnected, one.serverConnected, one.connected])).toEqual([
      [true, true, true],
      [true, true, true],
    ]);
  });

  it("calls the callbacks 4 times in total for a full connection of two pairs", async () => {
    await using ends = await twoEnds(makePair);
    await join(ends);
    expect(ends.calls).toHaveLength(4);
    expect(ends.calls.filter(({ who }) => who === "first")).toHaveLength(2);
    expect(
      ends.calls.filter(({ clientConnected, serverConnected }) => clientConnected && serverConnected),
    ).toHaveLength(2);
  });

  it("needs no callback", async () => {
    await using ends = await twoEnds(makePair, false);
    await join(ends);
    expect(ends.calls).toHaveLength(0);
    expect(ends.first.connected).toBe(true);
  });

  it.each([
    ["short", "a line"],
    ["with escaped newlines", "a line\\nwith\\nescapes"],
    ["of 7000 characters", "x".repeat(7000)],
  ])("carries a line %s over all four combinations of reader and writer", async (_, text) => {
    await using ends = await twoEnds(makePair);
    await join(ends);
    const { first, second } = ends;
    const streams = [
      [first.client, second.server],
      [second.server, first.client],
      [second.client, first.server],
      [first.server, second.client],
    ] as const;
    for (const [from, to] of streams) {
      await from?.write(Buffer.from(`${text}\r\n`));
      expect(Buffer.from((await to?.readUntil(CR_LF, LIMIT)) ?? []).toString()).toBe(`${text}\r\n`);
    }
  });

  it("tries to connect until the peer listens", async () => {
    await using ends = await twoEnds(makePair);
    const { first, second } = ends;
    const port = second.serverPort;
    await second.close();
    const connecting = first.connect({ port, ...LIMIT });
    await using late = new ClientServerPair({
      ...LOOPBACK,
      serverPort: port,
      clientPort: first.serverPort,
      connect: true,
    });
    await late.start();
    await connecting;
    await late.connectTask;
    expect(first.connected && late.connected).toBe(true);
  });

  it("gives up when the limit is over, and names the peer", async () => {
    await using pair = new ClientServerPair({ ...LOOPBACK, clientPort: 1 });
    await pair.start();
    const error: unknown = await pair.connect({ timeoutMs: 30 }).catch((reason: unknown) => reason);
    expect(isTcpipError(error, "ERR_TCPIP_TIMEOUT")).toBe(true);
    expect(String(error)).toContain("127.0.0.1:1");
  });

  it("gives up with the signal's reason", async () => {
    await using pair = new ClientServerPair({ ...LOOPBACK, clientPort: 1 });
    await pair.start();
    const enough = new AbortController();
    const connecting = pair.connect({ signal: enough.signal });
    enough.abort("enough");
    await expect(connecting).rejects.toBe("enough");
  });

  it("waits for ever for a peer that accepts and does not connect back, unless it is given a limit", async () => {
    await using deaf = await OneClientServer.listen({ host: "127.0.0.1", port: 0 });
    await using pair = new ClientServerPair({ ...LOOPBACK, clientPort: deaf.port });
    await pair.start();
    await expect(pair.connect({ timeoutMs: 50 })).rejects.toMatchObject({ code: "ERR_TCPIP_TIMEOUT" });
    expect([pair.clientConnected, pair.serverConnected, pair.connected]).toEqual([true, false, false]);
  });

  it("goes on connecting when the peer goes away again before it has connected back", async () => {
    await using ends = await twoEnds(makePair);
    const { first, second } = ends;
    const connecting = first.connect({ port: second.serverPort, ...LIMIT });
    await eventually(() => second.serverConnected);
    await second.server.closeClient();
    await second.connect({ port: first.serverPort, ...LIMIT });
    await connecting;
    expect(first.connected && second.connected).toBe(true);
  });

  it("refuses to connect to nowhere: port 0 is no port", async () => {
    await using pair = new ClientServerPair(LOOPBACK);
    await pair.start();
    await expect(pair.connect()).rejects.toThrow(RangeError);
  });

  it("connect closes the connection to the peer that there was, and can be called again and again", async () => {
    await using ends = await twoEnds(makePair);
    await join(ends);
    const before = ends.first.client;
    await ends.first.connect(LIMIT);
    expect(before?.connected).toBe(false);
    expect(ends.first.client).not.toBe(before);
    expect(ends.first.connected).toBe(true);
  });

  it("a second connect takes the place of one that still tries", async () => {
    await using ends = await twoEnds(makePair);
    const early = ends.first.connect({ port: 1, ...LIMIT });
    const rejected = expect(early).rejects.toMatchObject({ code: "ERR_TCPIP_CLOSED" });
    await join(ends);
    await rejected;
  });

  it("connects in the background with the option connect", async () => {
    await using ends = await twoEnds(makePair);
    await using eager = new ClientServerPair({ ...LOOPBACK, clientPort: ends.second.serverPort, connect: true });
    await eager.start();
    await ends.second.connect({ port: eager.serverPort, ...LIMIT });
    await eager.connectTask;
    expect(eager.connected).toBe(true);
  });

  it("turns away a second client while the first is there", async () => {
    await using ends = await twoEnds(makePair);
    await join(ends);
    await using intruder = await Client.connect({ host: "127.0.0.1", port: ends.first.serverPort });
    expect(await intruder.read(-1, LIMIT)).toHaveLength(0);
    expect(ends.first.connected && ends.second.connected).toBe(true);
  });

  it("knows when the peer is gone, and calls the callback once for each connection", async () => {
    await using ends = await twoEnds(makePair);
    await join(ends);
    ends.calls.length = 0;
    await ends.second.close();
    await eventually(() => !ends.first.clientConnected && !ends.first.serverConnected);
    await eventually(() => ends.calls.filter(({ who }) => who === "first").length === 2);
    expect(ends.first.connected).toBe(false);
  });

  it("closeClient closes the connection to the peer only, and calls no callback of its own side", async () => {
    await using ends = await twoEnds(makePair);
    await join(ends);
    ends.calls.length = 0;
    await ends.first.closeClient();
    await ends.first.closeClient();
    expect([ends.first.clientConnected, ends.first.serverConnected]).toEqual([false, true]);
    await eventually(() => ends.calls.length > 0);
    expect(ends.calls).toEqual([{ who: "second", clientConnected: true, serverConnected: false }]);
  });

  it("close calls the callback for the listener, is idempotent, and sets doneTask", async () => {
    await using ends = await twoEnds(makePair);
    await join(ends);
    ends.calls.length = 0;
    const { first } = ends;
    expect(first.close()).toBe(first.close());
    await first.close();
    await first.doneTask;
    expect(ends.calls.filter(({ who }) => who === "first")).toEqual([
      { who: "first", clientConnected: false, serverConnected: false },
    ]);
    await expect(first.connect({ port: 5 })).rejects.toMatchObject({ code: "ERR_TCPIP_CLOSED" });
    await expect(first.waitConnected()).rejects.toMatchObject({ code: "ERR_TCPIP_CLOSED" });
  });

  it("close ends a connect that still tries, and a wait for a connection", async () => {
    const pair = new ClientServerPair({ ...LOOPBACK, clientPort: 1 });
    await pair.start();
    const outcomes = Promise.allSettled([pair.connect(), pair.waitConnected()]);
    await pair.close();
    const codes = (await outcomes).map((one) => one.status === "rejected" && (one.reason as { code: string }).code);
    expect(codes).toEqual(["ERR_TCPIP_CLOSED", "ERR_TCPIP_CLOSED"]);
  });

  it("a callback that throws changes nothing but the log", async () => {
    const errors: string[] = [];
    const connectCallback = (): void => {
      throw new Error("no");
    };
    const log = ({ level, message }: { level: string; message: string }): void => {
      if (level === "error") errors.push(message);
    };
    await using ends = await twoEnds((options) => new ClientServerPair({ ...options, connectCallback, log }));
    await join(ends);
    expect(errors).toEqual(Array(4).fill("connectCallback failed"));
  });

  it("says why it cannot listen", async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
    const { port } = taken.address() as { port: number };
    await using pair = new ClientServerPair({ ...LOOPBACK, serverPort: port });
    await expect(pair.start()).rejects.toMatchObject({ code: "ERR_TCPIP_LISTEN" });
    await expect(pair.waitServerPort(LIMIT)).rejects.toMatchObject({ code: "ERR_TCPIP_LISTEN" });
    await new Promise((resolve) => taken.close(resolve));
  });
});
