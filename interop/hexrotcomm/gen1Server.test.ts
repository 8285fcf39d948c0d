import {
  CommandTelemetryServer,
  type CommandTelemetryServerOptions,
  gen1,
  SIMPLE_SYNC_PATTERN,
  SimpleCommandCode,
  SimpleConfig,
  SimpleTelemetry,
} from "@obswire/hexrotcomm";
import { describe, expect } from "vitest";
import { type Gen1ControllerOptions, type Gen1ControllerPeer, startGen1Controller } from "../support/gen1Peers.ts";
import { itWithPython as it } from "../support/needs.ts";
import { fieldsOf } from "./fields.ts";

type Server = CommandTelemetryServer<SimpleConfig, SimpleTelemetry>;

interface Session extends AsyncDisposable {
  server: Server;
  controller: Gen1ControllerPeer;
  /** `command,telemetry` at each call of the connectCallback, as 0 and 1. */
  changes: string[];
  configs: SimpleConfig[];
}

/** Our server with the Python controller connected to it. */
async function start(
  options: Partial<CommandTelemetryServerOptions<SimpleConfig, SimpleTelemetry>> = {},
  controllerOptions: Partial<Gen1ControllerOptions> = {},
): Promise<Session> {
  const changes: string[] = [];
  const configs: SimpleConfig[] = [];
  const server = new CommandTelemetryServer({
    port: 0,
    ConfigClass: SimpleConfig,
    TelemetryClass: SimpleTelemetry,
    syncPattern: SIMPLE_SYNC_PATTERN,
    connectCallback: (self) => void changes.push(`${Number(self.commandConnected)},${Number(self.telemetryConnected)}`),
    configCallback: ({ config }) => void configs.push(config.copy()),
    ...options,
  });
  await server.start();
  const controller = startGen1Controller({
    telemetryPort: server.telemetryPort,
    commandPort: server.commandPort,
    initialState: "ENABLED",
    telemetryIntervalMs: 20,
    reconnectIntervalMs: 20,
    ...controllerOptions,
  });
  const close = async (): Promise<void> => {
    await controller.close();
    await server.close();
  };
  try {
    await server.waitConnected({ timeoutMs: 10_000 });
    await controller.next("connection", ({ connected }) => connected);
  } catch (error) {
    await close();
    throw error;
  }
  return { server, controller, changes, configs, [Symbol.asyncDispose]: close };
}

const move = (param1: number): gen1.Command => new gen1.Command({ code: SimpleCommandCode.MOVE, param1 });

/** The telemetry at the first moment at which the command position is this. */
async function untilCommanded(server: Server, position: number): Promise<SimpleTelemetry> {
  for await (const { telemetry } of server.samples({ signal: AbortSignal.timeout(5000) })) {
    if (telemetry.cmdPosition === position) return telemetry;
  }
  throw new Error(`never commanded to ${position}`);
}

describe("CommandTelemetryServer with a controller in Python", () => {
  for (const generation of ["gen1", "gen1b"] as const) {
    for (const glue of [false, true]) {
      it(`${generation}: every field is what the controller sent${glue ? ", header and body in one piece" : ""}`, async () => {
        await using session = await start({ generation }, { generation, glue });
        const received: { header: object; telemetry: object }[] = [];
        for await (const { header, telemetry } of session.server.samples({ signal: AbortSignal.timeout(5000) })) {
          received.push({ header: fieldsOf(header), telemetry: fieldsOf(telemetry) });
          if (received.length === 5) break;
        }
        for (const one of received) {
          await session.controller.next("telemetry", ({ header, telemetry }) => {
            return JSON.stringify({ header, telemetry }) === JSON.stringify(one);
          });
        }
        expect(session.configs[0]?.toJSON()).toEqual({ minPosition: -25, maxPosition: 25, maxVelocity: 47 });
      });
    }
  }

  it("calls connectCallback at the start, at each socket, and once when closed", async () => {
    const session = await start();
    await session[Symbol.asyncDispose]();
    expect(session.changes[0]).toBe("0,0");
    expect(["1,0", "0,1"]).toContain(session.changes[1]);
    expect(session.changes[2]).toBe("1,1");
    expect(session.changes.at(-1)).toBe("0,0");
  });

  it("counts commands by code from 1, wraps at 2^32, and sends the bytes that Python decodes", async () => {
    await using session = await start();
    const { server, controller } = session;
    await server.putCommand(move(1));
    await server.putCommand(new gen1.Command({ code: SimpleCommandCode.SET_STATE, param1: 6 }));
    server.setCommandCounter(SimpleCommandCode.MOVE, 2 ** 32 - 2);
    const sent = [move(-25), move(3e-300), new gen1.Command({ code: 3, param1: 0.1, param2: -1e300, param6: 6 })];
    for (const command of sent) await server.putCommand(command);
    const counters: number[] = [];
    for (let i = 0; i < 5; i++) counters.push((await controller.next("command")).counter);
    expect(counters).toEqual([1, 1, 4_294_967_295, 0, 1]);
    const last = controller.all("command").slice(-3);
    expect(last.map(({ hex }) => hex)).toEqual(sent.map(({ bytes }) => Buffer.from(bytes).toString("hex")));
    expect(last[2]).toMatchObject({ sync_pattern: SIMPLE_SYNC_PATTERN, params: [0.1, -1e300, 0, 0, 0, 6] });
  });

  it("sees a move in the telemetry, and a refused one only by its absence", async () => {
    await using session = await start();
    const { server, controller } = session;
    await server.putCommand(move(30));
    expect(await controller.next("command")).toMatchObject({ accepted: false });
    await server.putCommand(move(-12.5));
    expect((await untilCommanded(server, -12.5)).currPosition).toBeGreaterThan(-12.5);
    expect(session.configs).toHaveLength(1);
  });

  it("hears of a changed configuration", async () => {
    await using session = await start();
    const { server, controller, configs } = session;
    controller.send({ do: "config", max_position: 20 });
    await expect.poll(() => configs.at(-1)?.maxPosition, { timeout: 5000 }).toBe(20);
    expect(server.config.maxPosition).toBe(20);
  });

  for (const socket of ["telemetry", "command"] as const) {
    for (const how of ["fin", "reset"] as const) {
      it(`loses the ${socket} socket (${how}), keeps the other, and goes on when it is back`, async () => {
        await using session = await start();
        const { server, controller, changes } = session;
        const before = changes.length;
        controller.send({ do: "drop", socket, how });
        await expect.poll(() => changes.length, { timeout: 5000 }).toBeGreaterThanOrEqual(before + 2);
        expect(changes.slice(before, before + 2)).toEqual([socket === "telemetry" ? "1,0" : "0,1", "1,1"]);
        await server.putCommand(move(7));
        await untilCommanded(server, 7);
      });
    }
  }

  it("takes the controller back after closing either socket itself", async () => {
    await using session = await start();
    const { server } = session;
    for (const [socket, position] of [
      ["telemetry", 4],
      ["command", 5],
    ] as const) {
      await server.closeClient(socket);
      await server.waitConnected();
      await server.putCommand(move(position));
      await untilCommanded(server, position);
    }
  });

  it("breaks the telemetry connection at an unknown frame id, and is told the configuration again", async () => {
    await using session = await start();
    const { server, controller, configs } = session;
    controller.send({ do: "raw", socket: "telemetry", hex: `0000e703${"00".repeat(32)}` });
    await expect.poll(() => configs.length, { timeout: 5000 }).toBe(2);
    await server.nextTelemetry({ timeoutMs: 5000 });
  });

  it("flushes an unknown frame and goes on, when told to", async () => {
    await using session = await start({ onUnknownFrame: "flush" });
    const { server, controller, configs } = session;
    controller.send({ do: "pause" });
    controller.send({ do: "raw", socket: "telemetry", hex: `0000e703${"00".repeat(32 + 44)}` });
    controller.send({ do: "status" });
    await controller.next("status");
    controller.send({ do: "resume" });
    await server.nextTelemetry({ timeoutMs: 5000 });
    expect(configs).toHaveLength(1);
  });

  it("drops bytes on the command socket, where there should be none, and goes on", async () => {
    await using session = await start();
    const { server, controller } = session;
    controller.send({ do: "raw", socket: "command", hex: "c0ffee" });
    await server.putCommand(move(2));
    expect(await controller.next("command")).toMatchObject({ accepted: true });
  });
});
