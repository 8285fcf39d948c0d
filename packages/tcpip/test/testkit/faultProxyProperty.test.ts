import fc from "fast-check";
import { expect, test } from "vitest";
import type { FaultSettings } from "../../src/testkit/index.ts";
import { pattern } from "../support/plainPeers.ts";
import { openLink } from "./proxyFixture.ts";

const harmless: fc.Arbitrary<Partial<FaultSettings>> = fc.record(
  {
    delayMs: fc.integer({ min: 0, max: 3 }),
    splitBytes: fc.oneof(
      fc.integer({ min: 0, max: 50 }),
      fc.record({ min: fc.integer({ min: 1, max: 5 }), max: fc.integer({ min: 5, max: 90 }) }),
    ),
    coalesceBytes: fc.integer({ min: 0, max: 5000 }),
    coalesceMs: fc.integer({ min: 0, max: 3 }),
  },
  { requiredKeys: [] },
);

test("whatever is delayed, split and coalesced, and however it is switched meanwhile, the bytes stay the same", async () => {
  await using link = await openLink();
  const { client, server, proxy } = link;
  const run = fc.asyncProperty(
    fc.array(fc.tuple(harmless, harmless, fc.integer({ min: 1, max: 3000 })), { minLength: 1, maxLength: 4 }),
    async (steps) => {
      const sent: Buffer[] = [];
      client.chunks.length = 0;
      server.chunks.length = 0;
      for (const [toServer, toClient, length] of steps) {
        Object.assign(proxy.clientToServer, toServer);
        Object.assign(proxy.serverToClient, toClient);
        sent.push(pattern(length));
        client.socket.write(pattern(length));
        server.socket.write(pattern(length));
      }
      // Bytes that wait for more bytes would wait for ever: the last switch lets them go.
      for (const faults of [proxy.clientToServer, proxy.serverToClient]) faults.coalesceBytes = 0;
      const whole = Buffer.concat(sent);
      await Promise.all([client.untilReceived(whole), server.untilReceived(whole)]);
      expect(client.received.equals(whole)).toBe(true);
      expect(server.received.equals(whole)).toBe(true);
    },
  );
  await fc.assert(run, { numRuns: 60 });
});
