import { FaultProxy, type FaultProxyOptions } from "@obswire/tcpip/testkit";
import { describe, expect, it } from "vitest";
import {
  CommandTelemetryClient,
  type CommandTelemetryClientOptions,
  CommandTelemetryServer,
  gen1,
  gen4,
  mtHexapod,
  SimpleConfig,
  SimpleTelemetry,
} from "../src/index.ts";
import { RawConnector } from "./support/rawConnector.ts";
import { LIMIT, RawController, until } from "./support/rawController.ts";

const { FrameId, CommandStatusCode } = gen4;
const simple = { ConfigClass: gen4.SimpleConfig, TelemetryClass: gen4.SimpleTelemetry };
const FRAME_BYTES = gen4.Header.size + gen4.SimpleTelemetry.size;

type Options = Partial<CommandTelemetryClientOptions<gen4.SimpleConfig, gen4.SimpleTelemetry>>;

/** A controller of gen4, a proxy that misbehaves, and a client behind it. */
async function proxied(faults: Partial<FaultProxyOptions> = {}, options: Options = {}) {
  const controller = await RawController.listen("gen4");
  const proxy = await FaultProxy.listen({ target: { port: controller.port }, ...faults });
  const client = await CommandTelemetryClient.connect({ ...simple, port: proxy.port, ...options });
  await controller.waitConnected();
  return {
    controller,
    proxy,
    client,
    [Symbol.asyncDispose]: async () => {
      await client.close();
      await proxy.close();
      await controller[Symbol.asyncDispose]();
    },
  };
}

const telemetry = (currPosition: number): gen4.SimpleTelemetry =>
  new gen4.SimpleTelemetry({ currPosition, cmdPosition: -currPosition });

describe("A stream that is cut into pieces", () => {
  it.each([
    ["byte by byte", { splitBytes: 1 }],
    ["at random", { splitBytes: { min: 1, max: 100 } }],
    ["and glued together", { coalesceBytes: 251, coalesceMs: 20 }],
  ])("%s gives the same messages", async (_, serverToClient) => {
    const positions: number[] = [];
    await using link = await proxied(
      { serverToClient },
      { telemetryCallback: ({ telemetry: { currPosition } }) => void positions.push(currPosition) },
    );
    for (let i = 1; i <= 20; i++) await link.controller.send(telemetry(i), FrameId.TELEMETRY);
    await until(() => positions.length === 20);
    expect(positions).toEqual(Array.from({ length: 20 }, (__, i) => i + 1));
  });
});

describe("A telemetry stream that ends in the middle of a struct", () => {
  it.each(["reset", "fin"] as const)("with a %s is a lost link, and half a message is none", async (dropWith) => {
    const positions: number[] = [];
    const cut = FRAME_BYTES + gen4.Header.size + 17;
    await using link = await proxied(
      { serverToClient: { dropAfterBytes: cut, dropWith } },
      { telemetryCallback: (client) => void positions.push(client.telemetry.currPosition) },
    );
    const samples = link.client.samples();
    await link.controller.send(telemetry(1), FrameId.TELEMETRY);
    await link.controller.send(telemetry(2), FrameId.TELEMETRY);
    await link.client.doneTask;
    expect([link.client.connected, link.client.shouldBeConnected]).toEqual([false, true]);
    expect(link.client.closeReason).toBe(dropWith === "reset" ? "lost" : "remote");
    expect([positions, link.client.telemetry.currPosition]).toEqual([[1], 1]);
    expect((await samples.next()).value.telemetry.currPosition).toBe(1);
    await expect(samples.next()).rejects.toMatchObject({ code: "ERR_HEXROTCOMM_CONNECTION_LOST" });
  });

  it("of generation 1 closes the telemetry socket alone, and the controller may come back", async () => {
    await using server = new CommandTelemetryServer({
      port: 0,
      ConfigClass: SimpleConfig,
      TelemetryClass: SimpleTelemetry,
    });
    await server.start();
    await using proxy = await FaultProxy.listen({
      target: { port: server.telemetryPort },
      clientToServer: { dropAfterBytes: gen1.Header.size + 20, dropWith: "reset" },
    });
    await using controller = await RawConnector.connect(server, proxy.port);
    await controller.sendTelemetry({ currPosition: 1 }).catch(() => {});
    await until(() => !server.telemetryConnected);
    expect([server.commandConnected, server.telemetry.currPosition]).toEqual([true, 0]);
  });
});

it("A NO_ACK with a 50-byte reason without a NUL arrives whole, byte by byte", async () => {
  await using link = await proxied({ serverToClient: { splitBytes: 1 }, clientToServer: { splitBytes: 1 } });
  const reason = "Must call POSITION_SET before calling MOVE_POINT_T";
  const done = link.client.runCommand(new gen4.Command({ code: 4, param1: 99 }));
  const { counter, param1 } = await link.controller.readCommand();
  expect(param1).toBe(99);
  await link.controller.answer(counter, { status: CommandStatusCode.NO_ACK, duration: 3.14, reason });
  expect(reason).toHaveLength(50);
  await expect(done).rejects.toMatchObject({ code: "ERR_HEXROTCOMM_NO_ACK", reason, counter: 0 });
});

describe("An unknown frame between two good ones", () => {
  const UNKNOWN = 1025;

  it("is logged with its header and dropped, and the good ones are read field by field", async () => {
    const errors: string[] = [];
    await using link = await proxied(
      {},
      { log: ({ level, message }) => void (level === "error" && errors.push(message)) },
    );
    const first = link.client.nextTelemetry(LIMIT);
    await link.controller.send(telemetry(1), FrameId.TELEMETRY);
    expect((await first).currPosition).toBe(1);
    await link.controller.send(telemetry(2), UNKNOWN);
    await until(() => errors.length > 0);
    expect(errors).toEqual([
      expect.stringMatching(/^unknown frame id 1025, known: 3, 2, 1; header 01040000.*; 36 bytes/),
    ]);
    const third = link.client.nextTelemetry(LIMIT);
    await link.controller.send(telemetry(3), FrameId.TELEMETRY);
    expect((await third).toJSON()).toMatchObject({ currPosition: 3, cmdPosition: -3 });
    expect(link.client.connected).toBe(true);
  });

  it("that is glued to others may cost those, and the stream is found again at the next pauses", async () => {
    await using link = await proxied();
    const first = link.client.nextTelemetry(LIMIT);
    const frames = [1, 2, 3, 4].flatMap((i) => [
      link.controller.header(i === 2 ? UNKNOWN : FrameId.TELEMETRY),
      telemetry(i),
    ]);
    await link.controller.telemetry.writeFrom(...frames);
    expect((await first).currPosition).toBe(1);
    const sent: number[] = [];
    for (let found: number | undefined; found === undefined; ) {
      expect(sent.length).toBeLessThan(5);
      const position = 5 + sent.length;
      sent.push(position);
      const next = link.client.nextTelemetry({ timeoutMs: 100 }).catch(() => undefined);
      await link.controller.telemetry.writeFrom(link.controller.header(FrameId.TELEMETRY), telemetry(position));
      found = (await next)?.currPosition;
      if (found !== undefined) expect(found).toBe(position);
    }
    expect(link.client.connected).toBe(true);
  });

  it("is the end of the link with onUnknownFrame: disconnect", async () => {
    await using link = await proxied({}, { onUnknownFrame: "disconnect" });
    const next = link.client.nextTelemetry(LIMIT).catch((error: unknown) => error);
    await link.controller.send(telemetry(1), UNKNOWN);
    expect(await next).toMatchObject({
      code: "ERR_HEXROTCOMM_CONNECTION_LOST",
      cause: expect.objectContaining({ code: "ERR_HEXROTCOMM_UNKNOWN_FRAME" }),
    });
    await link.client.doneTask;
    expect(link.client.connected).toBe(false);
  });
});

it("A controller that restarts in the middle loses the client; a new one goes on, with counters from 0 and a configuration", async () => {
  await using link = await proxied();
  const pending = link.client.runCommand(new gen4.Command({ code: 4 })).catch((error: unknown) => error);
  await link.controller.readCommand();
  link.proxy.reset();
  expect(await pending).toMatchObject({ code: "ERR_HEXROTCOMM_CONNECTION_LOST", outcome: "unknown" });
  await link.client.doneTask;
  await until(() => !link.controller.telemetry.connected);

  await using again = await CommandTelemetryClient.connect({ ...simple, port: link.proxy.port });
  await link.controller.telemetry.waitConnected(LIMIT);
  await link.controller.send(new gen4.SimpleConfig({ drivesEnabled: true }), FrameId.CONFIG);
  await again.configuredTask;
  expect(again.config.drivesEnabled).toBe(true);
  const done = again.runCommand(new gen4.Command({ code: 4 }));
  const { counter } = await link.controller.readCommand();
  expect(counter).toBe(0);
  await link.controller.answer(counter, { duration: 1 });
  expect(await done).toBe(1);
});

it("A controller that vanishes without a word is noticed after idleTimeoutMs", async () => {
  await using link = await proxied({}, { idleTimeoutMs: 50 });
  link.proxy.serverToClient.blackHoleAfterBytes = 0;
  await expect(link.client.nextTelemetry()).rejects.toMatchObject({
    code: "ERR_HEXROTCOMM_CONNECTION_LOST",
    message: expect.stringMatching(/nothing from .* for \d+ ms \(idleTimeoutMs\)/),
  });
  await link.client.doneTask;
  expect([link.client.connected, link.client.shouldBeConnected, link.client.closeReason]).toEqual([
    false,
    true,
    "lost",
  ]);
});

it("A frame of the hexapod that arrives in 672 pieces costs one message", async () => {
  await using controller = await RawController.listen("gen4");
  await using proxy = await FaultProxy.listen({ target: { port: controller.port }, serverToClient: { splitBytes: 1 } });
  await using client = await CommandTelemetryClient.connect({ ...mtHexapod.deviceOptions("camera"), port: proxy.port });
  await controller.waitConnected();
  const next = client.nextTelemetry(LIMIT);
  const body = new mtHexapod.Telemetry({
    measuredXyz: [1, 2, 3],
    estimatedPosfiltvel: [{ pos: 1 }, {}, {}, {}, {}, { vel: 2 }],
  });
  await controller.send(body, FrameId.TELEMETRY);
  expect((await next).toJSON()).toEqual(body.toJSON());
});
