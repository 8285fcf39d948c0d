import { describe, expect } from "vitest";
import {
  type Gen1ControllerOptions,
  type Gen1ControllerPeer,
  type Gen1Server,
  type Gen1ServerOptions,
  startGen1Controller,
  startGen1Server,
} from "../support/gen1Peers.ts";
import { itWithPython as it } from "../support/needs.ts";

const MOVE = 3;
const SET_STATE = 1;
const ENTER_CONTROL = 7;

/** Starts both Python peers; resolves when both sockets are connected and the config has arrived. */
async function startPair(
  server: Gen1ServerOptions = {},
  controller: Partial<Gen1ControllerOptions> = {},
): Promise<{ server: Gen1Server; controller: Gen1ControllerPeer } & AsyncDisposable> {
  const started = await startGen1Server(server);
  const peer = startGen1Controller({
    telemetryPort: started.telemetryPort,
    commandPort: started.commandPort,
    generation: server.generation ?? "gen1",
    initialState: "ENABLED",
    telemetryIntervalMs: 20,
    reconnectIntervalMs: 20,
    ...controller,
  });
  const pair = {
    server: started,
    controller: peer,
    async [Symbol.asyncDispose]() {
      await peer.close();
      await started[Symbol.asyncDispose]();
    },
  };
  try {
    await started.peer.next("config");
    return pair;
  } catch (error) {
    await pair[Symbol.asyncDispose]();
    throw error;
  }
}

describe("the Python peers of generation 1", () => {
  for (const generation of ["gen1", "gen1b"] as const) {
    for (const glue of [false, true]) {
      it(`${generation}: decode what the other one encoded${glue ? ", header and body in one write" : ""}`, async () => {
        await using pair = await startPair({ generation }, { glue });
        const received = await pair.server.peer.next("telemetry");
        const sent = await pair.controller.next("telemetry", ({ hex }) => hex === received.hex);
        expect(received).toEqual(sent);
        expect(received.header.frame_id).toBe(5);
        expect(pair.server.peer.all("config")[0]).toEqual(pair.controller.all("config")[0]);
        const seconds = received.header.tv_sec ?? (received.header.tai_sec ?? 0) - 37;
        expect(Math.abs(seconds - Date.now() / 1000)).toBeLessThan(60);
      });
    }
  }

  it("report start and both sockets in the order in which they connect", async () => {
    await using pair = await startPair();
    const [start, first, second] = pair.server.peer.all("connection");
    expect(start).toMatchObject({ command: false, telemetry: false, connected: false, reason: "start" });
    expect(first).toMatchObject({ connected: false, reason: "connect" });
    expect(second).toMatchObject({ command: true, telemetry: true, connected: true, reason: "connect" });
  });

  it("count commands per code, from 1", async () => {
    await using pair = await startPair();
    const { peer } = pair.server;
    for (const code of [MOVE, MOVE, SET_STATE, MOVE]) peer.send({ do: "command", code });
    const counters: [number, number][] = [];
    while (counters.length < 4) {
      const { code, counter, sync_pattern } = await pair.controller.next("command");
      expect(sync_pattern).toBe(0x1234);
      counters.push([code, counter]);
    }
    expect(counters).toEqual([
      [MOVE, 1],
      [MOVE, 2],
      [SET_STATE, 1],
      [MOVE, 3],
    ]);
    for (const { hex } of pair.controller.all("command")) expect((await peer.next("command")).hex).toBe(hex);
  });

  it("wrap a counter around: 4294967295, 0, 1", async () => {
    await using pair = await startPair();
    pair.server.peer.send({ do: "preset", code: MOVE, counter: 2 ** 32 - 2 });
    for (let i = 0; i < 3; i++) pair.server.peer.send({ do: "command", code: MOVE, param1: i });
    for (const counter of [4294967295, 0, 1]) {
      expect(await pair.controller.next("command")).toMatchObject({ counter, accepted: true });
    }
  });

  it("move to a position, seen in the telemetry", async () => {
    await using pair = await startPair();
    pair.server.peer.send({ do: "command", code: MOVE, param1: 3.5 });
    const { telemetry } = await pair.server.peer.next("telemetry", ({ telemetry }) => telemetry.cmd_position === 3.5);
    expect(telemetry).toMatchObject({ application_status: 0x400, state: 2, enabled_substate: 0, offline_substate: 0 });
    expect(telemetry.curr_position).toBeGreaterThan(3.5);
  });

  it("refuse a move beyond a limit, which nobody but the controller sees", async () => {
    await using pair = await startPair();
    pair.server.peer.send({ do: "command", code: MOVE, param1: 25.001 });
    const refused = await pair.controller.next("command");
    expect(refused).toMatchObject({ accepted: false, reason: expect.stringContaining("outside [-25.0, 25.0]") });
    pair.server.peer.send({ do: "command", code: MOVE, param1: 25 });
    expect(await pair.controller.next("command")).toMatchObject({ counter: 2, accepted: true });
    await pair.server.peer.next("telemetry", ({ telemetry }) => telemetry.cmd_position === 25);
    expect(pair.server.peer.all("telemetry").map(({ telemetry }) => telemetry.cmd_position)).not.toContain(25.001);
    expect(pair.server.peer.all("config")).toHaveLength(1);
  });

  it("walk through the states from OFFLINE to ENABLED", async () => {
    await using pair = await startPair({}, { initialState: "OFFLINE" });
    for (const param1 of [2, ENTER_CONTROL, 1, 2]) pair.server.peer.send({ do: "command", code: SET_STATE, param1 });
    for (const [accepted, state] of [
      [false, "OFFLINE"],
      [true, "STANDBY"],
      [true, "DISABLED"],
      [true, "ENABLED"],
    ] as const) {
      expect(await pair.controller.next("command")).toMatchObject({ accepted, state });
    }
  });

  it("send the config again when it changes", async () => {
    await using pair = await startPair();
    pair.controller.send({ do: "config", max_position: 20 });
    const { config } = await pair.server.peer.next("config");
    expect(config).toEqual({ min_position: -25, max_position: 20, max_velocity: 47 });
  });

  for (const [side, how] of [
    ["server", "fin"],
    ["server", "reset"],
    ["controller", "fin"],
    ["controller", "reset"],
  ] as const) {
    it(`recover from a telemetry socket dropped by the ${side} (${how}): config, telemetry and commands again`, async () => {
      await using pair = await startPair();
      const peer = pair.server.peer;
      if (side === "server") peer.send({ do: "drop", socket: "telemetry", how });
      else pair.controller.send({ do: "drop", socket: "telemetry", how });
      await peer.next("connection", (e) => e.command && !e.telemetry);
      await peer.next("connection", (e) => e.connected);
      await peer.next("config");
      await peer.next("telemetry");
      peer.send({ do: "command", code: MOVE, param1: -7 });
      await peer.next("telemetry", ({ telemetry }) => telemetry.cmd_position === -7);
    });
  }

  it("recover from a dropped command socket: the config comes again and commands run", async () => {
    await using pair = await startPair();
    const peer = pair.server.peer;
    peer.send({ do: "drop", socket: "command" });
    await peer.next("connection", (e) => !e.command && e.telemetry);
    await peer.next("connection", (e) => e.connected);
    await peer.next("config");
    peer.send({ do: "command", code: MOVE, param1: 9 });
    await peer.next("telemetry", ({ telemetry }) => telemetry.cmd_position === 9);
  });

  it("reconnect the command socket after a command code the controller does not know", async () => {
    await using pair = await startPair();
    pair.server.peer.send({ do: "command", code: 99 });
    expect(await pair.controller.next("command")).toMatchObject({ accepted: false, reason: "unknown command code" });
    await pair.server.peer.next("connection", (e) => !e.command && e.telemetry);
    await pair.server.peer.next("connection", (e) => e.connected);
  });

  it("connect both sockets anew when told that one loss ends the session", async () => {
    await using pair = await startPair({}, { onLoss: "both" });
    pair.server.peer.send({ do: "drop", socket: "command" });
    await pair.controller.next("connection", (e) => e.reason === "other socket lost");
    await pair.server.peer.next("connection", (e) => e.connected);
    await pair.server.peer.next("config");
  });

  it("turn a second client away", async () => {
    await using pair = await startPair();
    await using second = startGen1Controller({
      telemetryPort: pair.server.telemetryPort,
      commandPort: pair.server.commandPort,
    });
    await second.next("connection", (e) => e.reason === "eof");
    await pair.server.peer.next("rejected");
    await pair.server.peer.next("telemetry");
  });

  it("break the telemetry connection at an unknown frame id", async () => {
    await using pair = await startPair();
    pair.controller.send({ do: "raw", socket: "telemetry", hex: `0000e703${"00".repeat(32)}` });
    expect((await pair.server.peer.next("unknown_frame_id")).header.frame_id).toBe(999);
    await pair.server.peer.next("connection", (e) => e.reason === "unknown frame id");
    await pair.server.peer.next("config");
  });

  it("go on after an unknown frame id when told to", async () => {
    await using pair = await startPair({ unknownFrameId: "skip" });
    pair.controller.send({ do: "pause" });
    pair.controller.send({ do: "raw", socket: "telemetry", hex: `0000e703${"00".repeat(32 + 44)}` });
    await pair.server.peer.next("unknown_frame_id");
    pair.controller.send({ do: "resume" });
    await pair.server.peer.next("telemetry");
    expect(pair.server.peer.all("connection").every(({ reason }) => reason !== "unknown frame id")).toBe(true);
  });

  it("report data on the command socket, where the controller must not write", async () => {
    await using pair = await startPair();
    pair.controller.send({ do: "raw", socket: "command", hex: "c0ffee" });
    expect(await pair.server.peer.next("unexpected_data")).toMatchObject({ hex: "c0ffee" });
    pair.server.peer.send({ do: "command", code: MOVE, param1: 1 });
    expect(await pair.controller.next("command")).toMatchObject({ accepted: true });
  });

  it("answer a wrong instruction with an error and go on", async () => {
    await using pair = await startPair({}, { onLoss: "both" });
    pair.server.peer.send({ do: "command", code: MOVE, position: 3 } as never);
    expect((await pair.server.peer.next("error")).message).toContain("a command has no position");
    pair.controller.send({ do: "config", colour: 1 } as never);
    expect((await pair.controller.next("error")).message).toContain("colour");
    pair.controller.send({ do: "status" });
    expect(await pair.controller.next("status")).toMatchObject({ connected: true, state: "ENABLED" });
  });

  it("end when stdin closes, without a word on stderr", async () => {
    const pair = await startPair();
    await pair[Symbol.asyncDispose]();
    expect(pair.server.peer.events.at(-1)).toEqual({ event: "closed" });
    expect(pair.controller.events.at(-1)).toEqual({ event: "closed" });
    expect(pair.server.peer.stderr + pair.controller.stderr).toBe("");
    expect(pair.server.peer.all("connection").at(-1)).toMatchObject({ connected: false, reason: "close" });
  });
});
