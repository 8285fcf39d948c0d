import { Client, OneClientServer } from "@obswire/tcpip";
import { expect, it } from "vitest";
import { type Clock, ManualClock } from "../../src/index.ts";
import { pauseMs, ReconnectingClient } from "../../src/link/reconnectingClient.ts";
import { eventually } from "../support/eventually.ts";
import { freePorts } from "../support/freePorts.ts";

const host = "127.0.0.1";
const retryMs = 100;

/** A client whose pauses are recorded, and over at once. */
function recorded(port: number, options: { linkMs?: number; hold?: (client: Client) => Promise<void> } = {}) {
  const pauses: number[] = [];
  const time = new ManualClock();
  const clock: Clock = {
    nowMs: () => time.nowMs(),
    async sleep(ms) {
      pauses.push(ms);
      await new Promise(setImmediate);
    },
  };
  const serve = async (client: Client): Promise<void> => {
    if (options.linkMs !== undefined) await time.advance(options.linkMs);
    await (options.hold ?? ((lost) => lost.read(1).then(() => {})))(client);
  };
  const common = { host, port, name: "test", log: undefined, mayConnect: () => true, onChange: () => {} };
  const client = new ReconnectingClient({ ...common, retryMs, clock, serve });
  return Object.assign(client, { pauses });
}

it("connects less and less often to a server that closes it at once, beginning with its usual pause", async () => {
  await using server = await OneClientServer.listen({ host, port: 0 });
  await using first = await Client.connect({ host, port: server.port });
  const second = recorded(server.port);
  second.start();
  await eventually("ten rejections", () => second.pauses.length >= 10);
  await second.close();
  expect(first.connected).toBe(true);
  expect(second.pauses[0]).toBe(retryMs);
  for (const [i, pause] of second.pauses.slice(0, 10).entries()) {
    if (i === 0) continue;
    const mean = Math.min(retryMs * 2 ** i, 5000);
    expect(pause).toBeGreaterThanOrEqual(mean * 0.75);
    expect(pause).toBeLessThanOrEqual(mean * 1.25);
  }
});

it("comes back after its usual pause when the link has lasted a second", async () => {
  await using server = await OneClientServer.listen({ host, port: 0 });
  await using first = await Client.connect({ host, port: server.port });
  const options: { linkMs?: number } = {};
  const second = recorded(server.port, options);
  second.start();
  await eventually("three rejections", () => second.pauses.length >= 3);
  expect(second.pauses[2]).toBeGreaterThan(2 * retryMs);
  options.linkMs = 1000;
  const had = second.pauses.length + 1;
  await eventually("three longer links", () => second.pauses.length >= had + 3);
  await second.close();
  expect(first.connected).toBe(true);
  expect(second.pauses.slice(had, had + 3)).toEqual([retryMs, retryMs, retryMs]);
});

it("keeps its usual pause while nobody listens, and when it drops the link itself", async () => {
  const nobody = recorded(await freePorts());
  nobody.start();
  await eventually("five attempts", () => nobody.pauses.length >= 5);
  await nobody.close();
  expect(new Set(nobody.pauses)).toEqual(new Set([retryMs]));

  await using server = await OneClientServer.listen({ host, port: 0 });
  const dropping = recorded(server.port, { hold: () => dropping.drop() });
  dropping.start();
  await eventually("five links", () => dropping.pauses.length >= 5);
  await dropping.close();
  expect(new Set(dropping.pauses)).toEqual(new Set([retryMs]));
});

it("pauses about 5 s at most, unless it is told to, and never not at all after links that were lost at once", () => {
  expect(pauseMs(100, 0, 1)).toBe(100);
  expect(pauseMs(100, 1, 1)).toBe(100);
  expect([0, 0.5, 1].map((random) => pauseMs(100, 2, random))).toEqual([150, 200, 250]);
  expect([0, 1].map((random) => pauseMs(100, 2000, random))).toEqual([3750, 6250]);
  expect(pauseMs(60_000, 9, 0)).toBe(60_000);
  expect([0, 1, 2, 3].map((links) => pauseMs(0, links, 0.5))).toEqual([0, 0, 2, 4]);
});
