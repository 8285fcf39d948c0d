import { Deferred, isTcpipError, waitFor } from "@obswire/tcpip";
import { describe, expect, it } from "vitest";
import {
  CommandTelemetryServer,
  type CommandTelemetryServerOptions,
  gen1,
  gen4,
  type ServerGeneration,
  SIMPLE_SYNC_PATTERN,
  SimpleCommandCode,
  SimpleConfig,
  SimpleTelemetry,
} from "../src/index.ts";
import { connectTo, obeyMove, RawConnector } from "./support/rawConnector.ts";
import { LIMIT, turns, until } from "./support/rawController.ts";

type Server = CommandTelemetryServer<SimpleConfig, SimpleTelemetry>;
type Options = Partial<CommandTelemetryServerOptions<SimpleConfig, SimpleTelemetry>>;

/** The connect callbacks of a server, as [command, telemetry], to be expected one by one. */
class ConnectLog {
  readonly seen: [command: boolean, telemetry: boolean][] = [];
  #next = new Deferred<void>();
  #read = 0;

  readonly callback = (server: Server): void => {
    this.seen.push([server.commandConnected, server.telemetryConnected]);
    this.#next.resolve();
    this.#next = new Deferred<void>();
  };

  async expectNext(command: boolean, telemetry: boolean): Promise<void> {
    while (this.seen.length <= this.#read) await waitFor(this.#next.promise, "no connectCallback", LIMIT);
    expect(this.seen[this.#read++]).toEqual([command, telemetry]);
  }

  async expectNoMore(): Promise<void> {
    await turns();
    expect(this.seen.slice(this.#read)).toEqual([]);
  }
}

async function startServer(options: Options = {}): Promise<Server> {
  const server = new CommandTelemetryServer({
    port: 0,
    ConfigClass: SimpleConfig,
    TelemetryClass: SimpleTelemetry,
    syncPattern: SIMPLE_SYNC_PATTERN,
    ...options,
  });
  await server.start();
  return server;
}

const GENERATIONS: ServerGeneration[] = ["gen1", "gen1b"];

describe.each(GENERATIONS)("CommandTelemetryServer of %s", (generation) => {
  it("starts with nothing connected and says so once, then has configuration and telemetry", async () => {
    const log = new ConnectLog();
    await using server = await startServer({ generation, connectCallback: log.callback });
    await log.expectNext(false, false);
    expect([server.connected, server.commandConnected, server.telemetryConnected]).toEqual([false, false, false]);
    expect(server.telemetryPort).toBeGreaterThan(0);
    expect(server.commandPort).toBeGreaterThan(0);

    await using controller = await RawConnector.connect(server);
    expect([server.connected, server.commandConnected, server.telemetryConnected]).toEqual([true, true, true]);
    const next = server.nextTelemetry({ skip: 1, ...LIMIT });
    await controller.sendConfig({ minPosition: -25, maxPosition: 25, maxVelocity: 47 });
    await controller.sendTelemetry({ cmdPosition: 1, currPosition: 1.001 });
    expect((await next).toJSON()).toMatchObject({ cmdPosition: 1, currPosition: 1.001 });
    expect(server.config.toJSON()).toEqual({ minPosition: -25, maxPosition: 25, maxVelocity: 47 });
    await expect(server.start()).rejects.toMatchObject({ code: "ERR_HEXROTCOMM_ALREADY_STARTED" });
  });

  it("sends MOVE with counters 1, 2, 3, …; positions out of range change nothing but the counter", async () => {
    let configs = 0;
    await using server = await startServer({ generation, configCallback: () => void configs++ });
    await using controller = await RawConnector.connect(server);
    await controller.sendConfig({ minPosition: -25, maxPosition: 25 });
    const position = { now: 0 };
    const seen: [counter: number, position: number][] = [];
    for (const param1 of [-25, 25, 0, -25.001, 25.001]) {
      const command = new gen1.Command({ code: SimpleCommandCode.MOVE, param1 });
      const next = server.nextTelemetry({ skip: 1, ...LIMIT });
      await server.putCommand(command);
      const received = await obeyMove(controller, position);
      expect(received.toJSON()).toMatchObject({ syncPattern: SIMPLE_SYNC_PATTERN, counter: command.counter, param1 });
      seen.push([command.counter, (await next).cmdPosition]);
    }
    expect(seen).toEqual([
      [1, -25],
      [2, 25],
      [3, 0],
      [4, 0],
      [5, 0],
    ]);
    expect(configs).toBe(1);
  });
});

describe("The controller connects, disconnects and comes back:", () => {
  it("each change is one callback, and only the dropped socket is closed", async () => {
    const log = new ConnectLog();
    await using server = await startServer({ connectCallback: log.callback });
    await log.expectNext(false, false);
    for (const which of ["command", "telemetry"] as const) {
      const port = which === "command" ? server.commandPort : server.telemetryPort;
      await using one = await connectTo(port);
      await log.expectNext(which === "command", which === "telemetry");
      await one.close();
      await log.expectNext(false, false);
    }
    await using command = await connectTo(server.commandPort);
    await log.expectNext(true, false);
    await using telemetry = await connectTo(server.telemetryPort);
    await log.expectNext(true, true);
    await command.close();
    await log.expectNext(false, true);
    await telemetry.close();
    await log.expectNext(false, false);
    await log.expectNoMore();
  });

  it("an extra connection to an occupied port reads the end of the stream, and nobody else notices", async () => {
    const log = new ConnectLog();
    await using server = await startServer({ connectCallback: log.callback });
    await using controller = await RawConnector.connect(server);
    await until(() => log.seen.length === 3);
    log.seen.length = 0;
    for (const port of [server.commandPort, server.telemetryPort]) {
      await using extra = await connectTo(port);
      expect(await extra.read(1, LIMIT)).toHaveLength(0);
    }
    await log.expectNoMore();
    const next = server.nextTelemetry({ skip: 1, ...LIMIT });
    await controller.sendTelemetry({ currPosition: 5 });
    expect((await next).currPosition).toBe(5);
  });

  it.each(["command", "telemetry"] as const)(
    "the server drops the %s client, and another may connect",
    async (which) => {
      const log = new ConnectLog();
      await using server = await startServer({ connectCallback: log.callback });
      await using controller = await RawConnector.connect(server);
      await until(() => log.seen.length === 3);
      log.seen.length = 0;
      await server.closeClient(which);
      await log.expectNext(which !== "command", which !== "telemetry");
      expect(await controller[which].read(1, LIMIT)).toHaveLength(0);
      await using back = await connectTo(which === "command" ? server.commandPort : server.telemetryPort);
      await log.expectNext(true, true);
      expect([back.connected, server.connected]).toEqual([true, true]);
    },
  );

  it("closing is one last callback with nothing connected", async () => {
    const log = new ConnectLog();
    const server = await startServer({ connectCallback: log.callback });
    await using _controller = await RawConnector.connect(server);
    await Promise.all([server.close(), server.close()]);
    await server.doneTask;
    expect(log.seen.at(-1)).toEqual([false, false]);
    expect(server.connected).toBe(false);
  });
});

describe("A header with an unknown frame id", () => {
  const errors: string[] = [];
  const log: Options["log"] = ({ level, message, error }) => {
    if (level === "error") errors.push(error instanceof Error ? error.message : message);
  };

  it("is logged with its bytes and flushed with what follows; the next good message is read field by field", async () => {
    let received = 0;
    errors.length = 0;
    await using server = await startServer({
      generation: "gen1b",
      onUnknownFrame: "flush",
      log,
      telemetryCallback: () => void received++,
    });
    await using controller = await RawConnector.connect(server);
    // One piece: what one read of at most the larger struct drops is the body.
    await controller.telemetry.writeFrom(controller.header(1025), new SimpleTelemetry({ state: 9 }));
    await until(() => errors.length > 0);
    expect(errors[0]).toMatch(/unknown frame id 1025, known: 25, 5; header 000001040/);
    const next = server.nextTelemetry({ skip: 1, ...LIMIT });
    await controller.sendTelemetry({ currPosition: 1.5, cmdPosition: 2.5, state: 2 });
    expect((await next).toJSON()).toMatchObject({ currPosition: 1.5, cmdPosition: 2.5, state: 2 });
    expect([received, server.connected]).toEqual([1, true]);
  });

  it("by default ends the telemetry connection alone", async () => {
    await using server = await startServer({ log });
    await using controller = await RawConnector.connect(server);
    await controller.telemetry.writeFrom(controller.header(1025));
    expect(await controller.telemetry.read(1, LIMIT)).toHaveLength(0);
    expect([server.telemetryConnected, server.commandConnected]).toEqual([false, true]);
  });
});

describe("putCommand", () => {
  const command = new gen1.Command({ code: SimpleCommandCode.MOVE });

  it("fails before start, without a connection, and with what is no Command", async () => {
    const server = new CommandTelemetryServer({ port: 0, ConfigClass: SimpleConfig, TelemetryClass: SimpleTelemetry });
    await using _server = server;
    await expect(server.putCommand(command)).rejects.toMatchObject({ code: "ERR_HEXROTCOMM_NOT_STARTED" });
    await server.start();
    await expect(server.putCommand(command)).rejects.toMatchObject({ code: "ERR_HEXROTCOMM_NOT_CONNECTED" });
    await expect(server.putCommand({ code: 3 } as never)).rejects.toThrow(TypeError);
    await expect(server.putCommand(new gen4.Command() as never)).rejects.toThrow("command must be a gen1.Command");
  });

  it("refuses NaN and infinities by the parameter's name, and sends nothing", async () => {
    await using server = await startServer();
    await using controller = await RawConnector.connect(server);
    for (const bad of [Number.NaN, Number.NEGATIVE_INFINITY]) {
      await expect(server.putCommand(new gen1.Command({ code: 3, param2: bad }))).rejects.toThrow(
        `param2 must be a finite number, not ${bad}`,
      );
    }
    await server.putCommand(new gen1.Command({ code: 3, param2: 1 }));
    expect((await controller.readCommand()).counter).toBe(1);
  });

  it("counts each code by itself, over the end of the unsigned int", async () => {
    await using server = await startServer();
    await using controller = await RawConnector.connect(server);
    server.setCommandCounter(3, 4_294_967_294);
    const counters: number[] = [];
    for (const code of [3, 3, 1, 3]) {
      await server.putCommand(new gen1.Command({ code }));
      counters.push((await controller.readCommand()).counter);
    }
    expect(counters).toEqual([4_294_967_295, 0, 1, 1]);
  });
});

it("All three callbacks may fail: configuration and telemetry still arrive, and both sockets stay connected", async () => {
  const fail = (): never => {
    throw new Error("mine");
  };
  await using server = await startServer({
    connectCallback: fail,
    configCallback: fail,
    telemetryCallback: () => Promise.reject(new Error("mine")),
  });
  await using controller = await RawConnector.connect(server);
  await controller.sendConfig({ maxPosition: 25 });
  for (const currPosition of [1, 2]) {
    const next = server.nextTelemetry({ skip: 1, ...LIMIT });
    await controller.sendTelemetry({ currPosition });
    expect((await next).currPosition).toBe(currPosition);
  }
  expect([server.config.maxPosition, server.connected]).toEqual([25, true]);
});

describe("nextTelemetry", () => {
  it("waits for the message after the next by default, and gives a copy", async () => {
    await using server = await startServer();
    await using controller = await RawConnector.connect(server);
    const next = server.nextTelemetry(LIMIT);
    await controller.sendTelemetry({ currPosition: 1 });
    await controller.sendTelemetry({ currPosition: 2 });
    const got = await next;
    expect(got.currPosition).toBe(2);
    expect(got).not.toBe(server.telemetry);
    expect((await server.nextTelemetry({ skip: 0 })).currPosition).toBe(2);
    await expect(server.nextTelemetry({ skip: -1 })).rejects.toThrow(/^skip/);
  });

  it("ends with its limit, its signal, or the server", async () => {
    const server = await startServer();
    const late = await server.nextTelemetry({ timeoutMs: 5 }).catch((error: unknown) => error);
    expect(isTcpipError(late, "ERR_TCPIP_TIMEOUT")).toBe(true);
    const reason = new Error("mine");
    await expect(server.nextTelemetry({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const waiting = server.nextTelemetry().catch((error: unknown) => error);
    await server.close();
    expect(await waiting).toMatchObject({ code: "ERR_HEXROTCOMM_CLOSED" });
    await expect(server.nextTelemetry()).rejects.toMatchObject({ code: "ERR_HEXROTCOMM_CLOSED" });
  });
});

it("The loop over samples goes on over a lost link, drops the oldest when it is slow, and ends with the server", async () => {
  const server = await startServer();
  const samples = server.samples({ bufferSize: 2 });
  for (const first of [1, 11]) {
    await using controller = await RawConnector.connect(server);
    const last = server.nextTelemetry({ skip: 3, ...LIMIT });
    for (let i = 0; i < 3; i++) await controller.sendTelemetry({ currPosition: first + i });
    await last;
    await controller.telemetry.close();
    await until(() => !server.telemetryConnected);
  }
  await server.close();
  const seen: number[] = [];
  for await (const { header, telemetry } of samples) {
    expect(header.frameId).toBe(SimpleTelemetry.FRAME_ID);
    seen.push(telemetry.currPosition);
  }
  expect([seen, samples.dropped]).toEqual([[12, 13], 4]);
});

it("A wrong option is refused with its name", () => {
  const make = (options: object) => () =>
    new CommandTelemetryServer({ port: 0, ConfigClass: SimpleConfig, TelemetryClass: SimpleTelemetry, ...options });
  expect(make({ generation: "gen4" })).toThrow(/^generation must be one of gen1, gen1b/);
  expect(make({ port: 65_535 })).toThrow(/^port/);
  expect(make({ host: null })).toThrow(/^port 0 needs a host/);
  expect(make({ disconnectTimeout: "5" })).toThrow(
    new TypeError('disconnectTimeout must be a number of milliseconds, not "5"'),
  );
  expect(make({ disconnectTimeout: Number.NaN })).toThrow(
    new RangeError("disconnectTimeout must be >= 0 milliseconds, not NaN"),
  );
  expect(make({ telemetryCallback: 5 })).toThrow(/^telemetryCallback/);
  expect(make({ TelemetryClass: SimpleConfig })).toThrow(/same FRAME_ID/);
});

describe("close", () => {
  it("may be awaited by a connectCallback: at the start, at a change, and at the end", async () => {
    for (const moment of ["start", "change", "end"] as const) {
      let calls = 0;
      let isClosing = false;
      const server = new CommandTelemetryServer({
        port: 0,
        ConfigClass: SimpleConfig,
        TelemetryClass: SimpleTelemetry,
        connectCallback: async (self) => {
          calls++;
          const isNow = { start: calls === 1, change: self.connected, end: isClosing };
          if (isNow[moment]) await self.close();
        },
      });
      await waitFor(server.start(), "not started", LIMIT).catch(() => {});
      if (moment !== "start") {
        await using _command = await connectTo(server.commandPort);
        await using _telemetry = await connectTo(server.telemetryPort);
        await until(() => calls > 2);
        isClosing = true;
        if (moment === "end") await waitFor(server.close(), "not closed", LIMIT);
      }
      await waitFor(server.doneTask, "not closed", LIMIT);
      expect(server.connected).toBe(false);
    }
  });

  it("lets connections end in good order for as long as it takes, when disconnectTimeout is Infinity", async () => {
    for (const disconnectTimeout of [Number.POSITIVE_INFINITY, 2 ** 31, 2 ** 40]) {
      const server = await startServer({ disconnectTimeout });
      await using controller = await RawConnector.connect(server);
      for (let i = 0; i < 1000; i++) void server.putCommand(new gen1.Command({ code: 3, param1: i }));
      const closed = server.close();
      await turns(200);
      for (let i = 0; i < 1000; i++) expect((await controller.readCommand()).param1).toBe(i);
      await controller[Symbol.asyncDispose]();
      await closed;
    }
  });
});

describe("waitConnected", () => {
  it("goes on when the first socket has come and gone before the second comes", async () => {
    await using server = await startServer();
    const connected: boolean[] = [];
    const waiting = server.waitConnected(LIMIT).then(() => connected.push(server.connected));
    const first = await connectTo(server.commandPort);
    await until(() => server.commandConnected);
    await first.close();
    await until(() => !server.commandConnected);
    await using _telemetry = await connectTo(server.telemetryPort);
    await until(() => server.telemetryConnected);
    await turns();
    expect(connected).toEqual([]);
    await using _command = await connectTo(server.commandPort);
    await waiting;
    expect(connected).toEqual([true]);
    await server.waitConnected({ timeoutMs: 0 });
  });

  it("ends with its limit, its signal, or the server, and is not there before start", async () => {
    const server = new CommandTelemetryServer({ port: 0, ConfigClass: SimpleConfig, TelemetryClass: SimpleTelemetry });
    await expect(server.waitConnected()).rejects.toMatchObject({ code: "ERR_HEXROTCOMM_NOT_STARTED" });
    await server.start();
    await expect(server.waitConnected({ timeoutMs: 5 })).rejects.toMatchObject({ code: "ERR_TCPIP_TIMEOUT" });
    const reason = new Error("mine");
    await expect(server.waitConnected({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const waiting = server.waitConnected().catch((error: unknown) => error);
    await server.close();
    expect(await waiting).toMatchObject({ code: "ERR_HEXROTCOMM_CLOSED" });
    await expect(server.waitConnected()).rejects.toMatchObject({ code: "ERR_HEXROTCOMM_CLOSED" });
  });
});

it("A server that is closed says so, by its name, to start and putCommand", async () => {
  const server = new CommandTelemetryServer({ port: 0, ConfigClass: SimpleConfig, TelemetryClass: SimpleTelemetry });
  await server.close();
  const closed = { code: "ERR_HEXROTCOMM_CLOSED", message: "the CommandTelemetryServer is closed" };
  await expect(server.start()).rejects.toMatchObject(closed);
  await expect(server.putCommand(new gen1.Command())).rejects.toMatchObject(closed);
});

it("listen makes a server that listens; start and putCommand take limits", async () => {
  const options = { port: 0, ConfigClass: SimpleConfig, TelemetryClass: SimpleTelemetry };
  await using server = await CommandTelemetryServer.listen(options, LIMIT);
  expect(server.commandPort).toBeGreaterThan(0);
  const reason = new Error("mine");
  const signal = AbortSignal.abort(reason);
  await expect(CommandTelemetryServer.listen(options, { signal })).rejects.toBe(reason);
  await using controller = await RawConnector.connect(server);
  const command = new gen1.Command({ code: 3 });
  await expect(server.putCommand(command, { signal })).rejects.toBe(reason);
  await server.putCommand(command, LIMIT);
  expect((await controller.readCommand()).counter).toBe(1);
});
