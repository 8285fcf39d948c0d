import { Deferred } from "@obswire/tcpip";
import { describe, expect, it } from "vitest";
import {
  type ClientGeneration,
  CommandTelemetryClient,
  gen2,
  gen4,
  isCommandFailedError,
  SimpleConfig,
  SimpleTelemetry,
  wireGenerations,
} from "../src/index.ts";
import { LIMIT, RawController, turns, until } from "./support/rawController.ts";

const GENERATIONS: ClientGeneration[] = ["gen2", "gen3", "gen4"];

const classes = { ConfigClass: SimpleConfig, TelemetryClass: SimpleTelemetry };
const simple4 = { ConfigClass: gen4.SimpleConfig, TelemetryClass: gen4.SimpleTelemetry };

const frameIds = (generation: ClientGeneration): { config: number; telemetry: number } => {
  const ids = wireGenerations[generation].frameIds;
  return ids === "class" ? { config: SimpleConfig.FRAME_ID, telemetry: SimpleTelemetry.FRAME_ID } : ids;
};

describe.each(GENERATIONS)("CommandTelemetryClient of %s", (generation) => {
  it("connects, and fills configuration and telemetry in place", async () => {
    await using controller = await RawController.listen(generation);
    await using client = await CommandTelemetryClient.connect({ ...classes, generation, port: controller.port });
    expect([client.connected, client.shouldBeConnected]).toEqual([true, true]);
    await controller.waitConnected();
    const { config, telemetry } = frameIds(generation);

    await controller.send(new SimpleConfig({ minPosition: -25, maxPosition: 25 }), config);
    await client.configuredTask;
    expect(client.config.maxPosition).toBe(25);

    const next = client.nextTelemetry(LIMIT);
    await controller.send(new SimpleTelemetry({ currPosition: 3.5 }), telemetry);
    expect((await next).currPosition).toBe(3.5);
    expect(client.header.frameId).toBe(telemetry);
    expect(client.telemetry.currPosition).toBe(3.5);
  });

  it("counts commands as this generation does, over the end of the unsigned int", async () => {
    await using controller = await RawController.listen(generation);
    await using client = await CommandTelemetryClient.connect({ ...classes, generation, port: controller.port });
    await controller.waitConnected();
    const { Command } = wireGenerations[generation].structs;
    const run = async (code: number): Promise<number> => {
      const command = new Command();
      command.code = code;
      const done = client.runCommand(command);
      const received = await controller.readCommand();
      expect(received.counter).toBe(command.counter);
      if (generation !== "gen2") await controller.answer(received.counter);
      await done;
      return received.counter;
    };
    const counters = [await run(1), await run(1), await run(2)];
    expect(counters).toEqual(generation === "gen2" ? [1, 2, 1] : [0, 1, 2]);
    client.setCommandCounter(1, 4_294_967_294);
    expect([await run(1), await run(1)]).toEqual([4_294_967_295, 0]);
  });

  it("drops an unknown frame, and reads the next good one", async () => {
    await using controller = await RawController.listen(generation);
    const errors: string[] = [];
    await using client = await CommandTelemetryClient.connect({
      ...classes,
      generation,
      port: controller.port,
      log: ({ level, message }) => void (level === "error" && errors.push(message)),
    });
    await controller.waitConnected();
    await controller.send(new SimpleTelemetry({ currPosition: 1 }), 1025);
    await until(() => errors.length > 0);
    expect(errors).toEqual([expect.stringMatching(/^unknown frame id 1025, .* 44 bytes flushed$/)]);
    const next = client.nextTelemetry(LIMIT);
    await controller.send(new SimpleTelemetry({ currPosition: 2 }), frameIds(generation).telemetry);
    expect((await next).currPosition).toBe(2);
  });

  it("refuses to start twice", async () => {
    await using controller = await RawController.listen(generation);
    await using client = await CommandTelemetryClient.connect({ ...classes, generation, port: controller.port });
    await expect(client.start()).rejects.toMatchObject({ code: "ERR_HEXROTCOMM_ALREADY_STARTED" });
    expect(client.connected).toBe(true);
  });

  it("is lost for good when the controller drops it, on all its sockets", async () => {
    await using controller = await RawController.listen(generation);
    const states: boolean[] = [];
    await using client = await CommandTelemetryClient.connect({
      ...classes,
      generation,
      port: controller.port,
      connectCallback: ({ connected }) => void states.push(connected),
    });
    await controller.waitConnected();
    const pending = client.nextTelemetry();
    const loop = client.samples().next();
    await controller.command.closeClient();
    await expect(pending).rejects.toMatchObject({ code: "ERR_HEXROTCOMM_CONNECTION_LOST" });
    await expect(loop).rejects.toMatchObject({ code: "ERR_HEXROTCOMM_CONNECTION_LOST" });
    await client.doneTask;
    expect([client.commandConnected, client.telemetryConnected, client.shouldBeConnected]).toEqual([
      false,
      false,
      true,
    ]);
    expect(client.closeReason).toBe("remote");
    expect(states.filter((connected) => connected)).toHaveLength(1);
    expect(states.at(-1)).toBe(false);
    await expect(client.runCommand(new wireGenerations[generation].structs.Command() as never)).rejects.toMatchObject({
      code: "ERR_HEXROTCOMM_NOT_CONNECTED",
      outcome: "not sent",
    });
    await expect(client.configuredTask).rejects.toMatchObject({ code: "ERR_HEXROTCOMM_CONNECTION_LOST" });
  });

  it("leaves nothing open when nobody listens, and says where it tried", async () => {
    const controller = await RawController.listen(generation);
    const { port } = controller;
    await controller[Symbol.asyncDispose]();
    const client = new CommandTelemetryClient({ ...classes, generation, port });
    await expect(client.start()).rejects.toMatchObject({
      code: "ERR_TCPIP_CONNECT",
      message: expect.stringContaining(`127.0.0.1:${port}`),
    });
    await client.doneTask;
    expect([client.connected, client.shouldBeConnected]).toEqual([false, false]);
  });
});

it("Closing the client is noticed by the controller, and a new client can connect", async () => {
  await using controller = await RawController.listen("gen4");
  const states: boolean[] = [];
  const options = {
    ...simple4,
    port: controller.port,
    connectCallback: (one: { connected: boolean }) => void states.push(one.connected),
  };
  const client = await CommandTelemetryClient.connect(options);
  await controller.waitConnected();
  await client.close();
  await client.close();
  expect(await controller.telemetry.read(1, LIMIT)).toHaveLength(0);
  expect([client.connected, client.shouldBeConnected, client.closeReason]).toEqual([false, false, "local"]);
  await until(() => !controller.telemetry.connected);
  await using again = await CommandTelemetryClient.connect(options);
  await controller.waitConnected();
  expect(again.connected).toBe(true);
  expect(states).toEqual([true, false, true]);
});

it("MOVE counts from 0 with commander 2; good positions are acknowledged and seen, bad ones refused, and one configuration came", async () => {
  await using controller = await RawController.listen("gen4");
  let configs = 0;
  await using client = await CommandTelemetryClient.connect({
    ...simple4,
    port: controller.port,
    configCallback: () => void configs++,
  });
  await controller.waitConnected();
  await controller.send(new gen4.SimpleConfig({ minPosition: -25, maxPosition: 25 }), gen4.FrameId.CONFIG);
  await client.configuredTask;
  expect(client.config.drivesEnabled).toBe(false);

  let cmdPosition = 0;
  const obey = async (): Promise<number> => {
    const command = (await controller.readCommand()) as gen4.Command;
    expect(command.commander).toBe(gen4.COMMANDER);
    const { minPosition, maxPosition } = client.config;
    if (command.param1 >= minPosition && command.param1 <= maxPosition) {
      cmdPosition = command.param1;
      await controller.answer(command.counter);
    } else {
      await controller.answer(command.counter, { status: gen4.CommandStatusCode.NO_ACK, reason: "out of range" });
    }
    await controller.send(new gen4.SimpleTelemetry({ cmdPosition }), gen4.FrameId.TELEMETRY);
    return command.counter;
  };
  const seen: [counter: number, outcome: unknown, position: number][] = [];
  for (const param1 of [-25, 25, 0, -25.001, 25.001]) {
    const telemetry = client.nextTelemetry(LIMIT);
    const outcome = client.runCommand(new gen4.Command({ code: gen4.SimpleCommandCode.MOVE, param1 })).catch(reasonOf);
    const counter = await obey();
    seen.push([counter, await outcome, (await telemetry).cmdPosition]);
  }
  expect(seen).toEqual([
    [0, 0, -25],
    [1, 0, 25],
    [2, 0, 0],
    [3, "out of range", 0],
    [4, "out of range", 0],
  ]);
  expect(configs).toBe(1);
});

const reasonOf = (error: unknown): unknown => (isCommandFailedError(error) ? error.reason : error);

it("In gen2 a command is done when it is sent, with a duration of 0: there are no answers", async () => {
  await using controller = await RawController.listen("gen2");
  const port = controller.port;
  await using client = await CommandTelemetryClient.connect({
    ...classes,
    generation: "gen2",
    port,
    syncPattern: 0x1234,
  });
  await controller.waitConnected();
  expect(await client.runCommand(new gen2.Command({ code: 3, param1: 2.5 }))).toBe(0);
  expect((await controller.readCommand()).toJSON()).toMatchObject({ syncPattern: 0x1234, code: 3, param1: 2.5 });
});

it("In gen2 bytes on the command socket are dropped", async () => {
  await using controller = await RawController.listen("gen2");
  const warned = new Deferred<unknown>();
  await using client = await CommandTelemetryClient.connect({
    ...classes,
    generation: "gen2",
    port: controller.port,
    log: ({ level, data }) => (level === "warn" ? warned.resolve(data) : undefined),
  });
  await controller.waitConnected();
  await controller.command.write(Uint8Array.of(1, 2, 3));
  expect(await warned.promise).toEqual({ count: 3 });
  expect(client.connected).toBe(true);
});

it("In gen3 an unknown frame on the command socket costs its header alone, and the answer behind it counts", async () => {
  await using controller = await RawController.listen("gen3");
  const port = controller.port;
  await using client = await CommandTelemetryClient.connect({ ...classes, generation: "gen3", port });
  await controller.waitConnected();
  const done = client.runCommand(new gen2.Command({ code: 1 }));
  const { counter } = await controller.readCommand();
  await controller.command.writeFrom(controller.header(77));
  await controller.answer(counter, { duration: 1.5 });
  expect(await done).toBe(1.5);
});

describe("The callbacks", () => {
  it("may fail: configuredTask has the error, telemetry goes on, and the link stays up", async () => {
    await using controller = await RawController.listen("gen4");
    const fail = (): never => {
      throw new Error("mine");
    };
    await using client = await CommandTelemetryClient.connect({
      ...simple4,
      port: controller.port,
      connectCallback: fail,
      configCallback: fail,
      telemetryCallback: () => Promise.reject(new Error("mine")),
    });
    await controller.waitConnected();
    await controller.send(new gen4.SimpleConfig({ maxPosition: 25 }), gen4.FrameId.CONFIG);
    await expect(client.configuredTask).rejects.toThrow("mine");
    expect(client.config.maxPosition).toBe(25);
    for (const currPosition of [1, 2]) {
      const next = client.nextTelemetry(LIMIT);
      await controller.send(new gen4.SimpleTelemetry({ currPosition }), gen4.FrameId.TELEMETRY);
      expect((await next).currPosition).toBe(currPosition);
    }
    expect(client.connected).toBe(true);
  });

  it.each(["connectCallback", "configCallback", "telemetryCallback", "log"])("%s must be a function", (name) => {
    expect(() => new CommandTelemetryClient({ ...simple4, port: 1, [name]: 5 })).toThrow(TypeError);
  });

  it("that wait hold up the next message", async () => {
    await using controller = await RawController.listen("gen4");
    const seen: number[] = [];
    const release = new Deferred<void>();
    await using client = await CommandTelemetryClient.connect({
      ...simple4,
      port: controller.port,
      telemetryCallback: async ({ telemetry }) => {
        seen.push(telemetry.currPosition);
        if (seen.length === 1) await release.promise;
        seen.push(telemetry.currPosition);
      },
    });
    await controller.waitConnected();
    for (const currPosition of [1, 2]) {
      await controller.send(new gen4.SimpleTelemetry({ currPosition }), gen4.FrameId.TELEMETRY);
    }
    await until(() => seen.length === 1);
    await turns();
    expect(seen).toEqual([1]);
    release.resolve();
    await until(() => seen.length === 4);
    expect(seen).toEqual([1, 1, 2, 2]);
    expect(client.connected).toBe(true);
  });

  it("can run commands and wait for them, although the answers come behind", async () => {
    await using controller = await RawController.listen("gen4");
    const durations: number[] = [];
    await using client = await CommandTelemetryClient.connect({
      ...simple4,
      port: controller.port,
      configCallback: async (one) => {
        durations.push(await one.runCommand(new gen4.Command({ code: 1 }), LIMIT));
        durations.push(await one.runCommand(new gen4.Command({ code: 2 }), LIMIT));
      },
    });
    await controller.waitConnected();
    await controller.send(new gen4.SimpleConfig(), gen4.FrameId.CONFIG);
    for (const duration of [1, 2]) {
      const { counter } = await controller.readCommand();
      await controller.send(new gen4.SimpleTelemetry(), gen4.FrameId.TELEMETRY);
      await controller.answer(counter, { duration });
    }
    await client.configuredTask;
    expect(durations).toEqual([1, 2]);
  });

  it("can run commands on connecting", async () => {
    await using controller = await RawController.listen("gen4");
    const done = new Deferred<number>();
    await using client = await CommandTelemetryClient.connect({
      ...simple4,
      port: controller.port,
      connectCallback: (one) => {
        if (one.connected)
          one.runCommand(new gen4.Command({ code: 1 })).then(
            (duration) => done.resolve(duration),
            (error) => done.reject(error),
          );
      },
    });
    await controller.answer((await controller.readCommand()).counter, { duration: 2 });
    expect(await done.promise).toBe(2);
    expect(client.connected).toBe(true);
  });
});

it("A wrong option is refused with its name", () => {
  const make = (options: object) => () => new CommandTelemetryClient({ ...simple4, port: 1, ...options });
  expect(make({ generation: "gen1" })).toThrow(/^generation must be one of gen2, gen3, gen4/);
  expect(make({ connectTimeout: -1 })).toThrow(/^connectTimeout/);
  expect(make({ idleTimeoutMs: Number.NaN })).toThrow(/^idleTimeoutMs/);
  expect(make({ onUnknownFrame: "pray" })).toThrow(/^onUnknownFrame/);
  expect(make({ port: 0 })).toThrow(/^port/);
  expect(make({ host: "" })).toThrow(/^host/);
  expect(make({ generation: "gen3", port: 65_535 })).toThrow(/^port/);
  expect(make({ ConfigClass: class {} })).toThrow(/^ConfigClass/);
  expect(make({ TelemetryClass: gen4.SimpleConfig })).toThrow(/same FRAME_ID/);
});

it("In gen4 the frame ids are those of the generation, whatever the struct classes say", async () => {
  await using controller = await RawController.listen("gen4");
  await using client = await CommandTelemetryClient.connect({ ...classes, port: controller.port });
  await controller.waitConnected();
  const next = client.nextTelemetry(LIMIT);
  await controller.send(new SimpleTelemetry({ state: 2 }), gen4.FrameId.TELEMETRY);
  expect((await next).state).toBe(2);
});

it("The limit of connecting is connectTimeout, and names host and port", async () => {
  // 192.0.2.1 is reserved for documentation: packets to it get no answer, or a refusal at once.
  const client = new CommandTelemetryClient({ ...simple4, host: "192.0.2.1", port: 5560, connectTimeout: 50 });
  await expect(client.start()).rejects.toMatchObject({
    code: expect.stringMatching(/^ERR_TCPIP_(TIMEOUT|CONNECT)$/),
    message: expect.stringContaining("192.0.2.1:5560"),
  });
});

it("Closing while connecting ends the attempt", async () => {
  const client = new CommandTelemetryClient({ ...simple4, host: "192.0.2.1", port: 5560 });
  const started = client.start();
  await client.close();
  await expect(started).rejects.toThrow();
  expect(client.shouldBeConnected).toBe(false);
});

describe("The end of a link says how it ended:", () => {
  it.each(["gen3", "gen4"] as const)("between two messages of %s", async (generation) => {
    await using controller = await RawController.listen(generation);
    await using client = await CommandTelemetryClient.connect({ ...classes, generation, port: controller.port });
    await controller.waitConnected();
    const next = client.nextTelemetry(LIMIT).catch((error: unknown) => error);
    await controller.telemetry.closeClient();
    const message = `the controller at 127.0.0.1:${controller.port} has ended the link, between two messages`;
    expect(await next).toMatchObject({ code: "ERR_HEXROTCOMM_CONNECTION_LOST", message });
    expect([client.closeReason, client.shouldBeConnected]).toEqual(["remote", true]);
  });

  it("in the middle of a message", async () => {
    await using controller = await RawController.listen("gen4");
    await using client = await CommandTelemetryClient.connect({ ...simple4, port: controller.port });
    await controller.waitConnected();
    const next = client.nextTelemetry(LIMIT).catch((error: unknown) => error);
    await controller.telemetry.writeFrom(controller.header(gen4.FrameId.TELEMETRY));
    await controller.telemetry.closeClient();
    expect(await next).toMatchObject({
      code: "ERR_HEXROTCOMM_CONNECTION_LOST",
      message: expect.stringContaining("has ended the link in the middle of a message"),
    });
  });
});

it("A wrong type of an option is a TypeError, a wrong value a RangeError, with its name", () => {
  const make = (options: object) => () => new CommandTelemetryClient({ ...simple4, port: 1, ...options });
  expect(make({ connectTimeout: "5" })).toThrow(
    new TypeError('connectTimeout must be a number of milliseconds, not "5"'),
  );
  expect(make({ idleTimeoutMs: -1 })).toThrow(new RangeError("idleTimeoutMs must be >= 0 milliseconds, not -1"));
  expect(make({ unknownFrameLimit: null })).toThrow(
    new TypeError("unknownFrameLimit must be a whole number, not null"),
  );
  expect(make({ unknownFrameLimit: 1.5 })).toThrow(RangeError);
  expect(make({ version: 5 })).toThrow(TypeError);
});
