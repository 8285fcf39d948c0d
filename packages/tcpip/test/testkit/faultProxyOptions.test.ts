import { describe, expect, test } from "vitest";
import { FaultProxy } from "../../src/testkit/index.ts";
import { PlainServer, startPlainClient } from "../support/plainPeers.ts";

const target = { host: "127.0.0.1", port: 9 };

describe("a wrong option throws at once and names the option", () => {
  test.each([
    [{ target: {} }, TypeError, "target"],
    [{ target, port: -1 }, RangeError, "port"],
    [{ target, port: "80" }, TypeError, "port"],
    [{ target, seed: -1 }, RangeError, "seed"],
    [{ target, clientToServer: { delayMs: -1 } }, RangeError, "delayMs"],
    [{ target, clientToServer: { splitBytes: 1.5 } }, RangeError, "splitBytes"],
    [{ target, clientToServer: { splitBytes: { max: 0 } } }, RangeError, "splitBytes.max"],
    [{ target, clientToServer: { splitBytes: { min: 0, max: 1 } } }, RangeError, "splitBytes.min"],
    [{ target, clientToServer: { corruptRate: 2 } }, RangeError, "corruptRate"],
    [{ target, clientToServer: { stalled: 1 } }, TypeError, "stalled"],
    [{ target, clientToServer: { dropWith: "bang" } }, RangeError, "dropWith"],
    [{ target, serverToClient: { dropAfterBytes: -1 } }, RangeError, "dropAfterBytes"],
    [{ target, serverToClient: { blackHoleAfterBytes: Number.NaN } }, RangeError, "blackHoleAfterBytes"],
    [{ target, serverToClient: { coalesceBytes: undefined } }, TypeError, "coalesceBytes"],
  ])("%j", async (options, ErrorClass, name) => {
    const failure = FaultProxy.listen(options as unknown as Parameters<typeof FaultProxy.listen>[0]);
    await expect(failure).rejects.toThrow(ErrorClass);
    await expect(failure).rejects.toThrow(name);
  });

  test("corrupt() wants an offset and bits", async () => {
    await using proxy = await FaultProxy.listen({ target });
    expect(() => proxy.clientToServer.corrupt({ offset: -1 })).toThrow(/offset/);
    expect(() => proxy.clientToServer.corrupt({ offset: 0, xor: 0 })).toThrow(/xor/);
    expect(() => proxy.clientToServer.corrupt({ offset: 0, xor: 256 })).toThrow(/xor/);
  });
});

test("a port that is taken is ERR_TCPIP_LISTEN with the cause", async () => {
  await using taken = await PlainServer.listen();
  await expect(FaultProxy.listen({ target, port: taken.port })).rejects.toMatchObject({
    code: "ERR_TCPIP_LISTEN",
    cause: { code: "EADDRINUSE" },
  });
});

test("waitUntil has a limit, takes a signal, and passes on what the condition throws", async () => {
  await using proxy = await FaultProxy.listen({ target });
  await expect(proxy.waitUntil(() => false, { timeoutMs: 5 })).rejects.toMatchObject({ code: "ERR_TCPIP_TIMEOUT" });
  const reason = new Error("never mind");
  await expect(proxy.waitUntil(() => false, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  const broken = new Error("broken condition");
  const throwing = () => {
    throw broken;
  };
  await expect(proxy.waitUntil(throwing)).rejects.toBe(broken);
});

test("events go to the log function, and one that throws changes nothing", async () => {
  await using server = await PlainServer.listen();
  const records: { level: string; scope: string; message: string }[] = [];
  await using proxy = await FaultProxy.listen({
    target: server,
    log: (record) => {
      records.push(record);
      throw new Error("the logger is broken");
    },
  });
  proxy.refuseConnections = true;
  await using client = startPlainClient(proxy);
  await client.untilReset();
  expect(records).toContainEqual(expect.objectContaining({ level: "debug", scope: "FaultProxy", message: "refused" }));
});
