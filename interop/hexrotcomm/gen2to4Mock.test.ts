import { ControllerState } from "@obswire/hexrotcomm";
import { SimpleMockController, type SimpleMockControllerOptions } from "@obswire/mocks";
import { describe, expect } from "vitest";
import { type Gen2To4ClientPeer, type Gen2To4Generation, startGen2To4Client } from "../support/gen2to4Peers.ts";
import { itWithPython as it } from "../support/needs.ts";
import { fieldsOf, hexOf } from "./fields.ts";
import { codesOf, makeCommand } from "./simple.ts";

const GENERATIONS = ["gen2", "gen3", "gen4"] as const;
const ANSWERING = ["gen3", "gen4"] as const;
const ACK = 1;
const NO_ACK = 2;

interface Session extends AsyncDisposable {
  mock: SimpleMockController<Gen2To4Generation>;
  peer: Gen2To4ClientPeer;
}

/** Our mock in ENABLED, with the Python client connected to it and the config received. */
async function start(
  generation: Gen2To4Generation,
  options: SimpleMockControllerOptions<Gen2To4Generation> = {},
): Promise<Session> {
  const mock = await SimpleMockController.listen<Gen2To4Generation>({
    generation,
    telemetryInterval: 20,
    initialState: ControllerState.ENABLED,
    ...options,
  });
  try {
    const peer = await startGen2To4Client({ generation, port: mock.port });
    return {
      mock,
      peer,
      async [Symbol.asyncDispose]() {
        await peer.close();
        await mock.close();
      },
    };
  } catch (error) {
    await mock.close();
    throw error;
  }
}

describe("mocks of generations 2 to 4 with a client in Python", () => {
  for (const generation of GENERATIONS) {
    const { MOVE, SET_STATE } = codesOf(generation);
    const isGen4 = generation === "gen4";

    for (const splitWrites of [false, true]) {
      it(`${generation}: Python decodes config and telemetry${splitWrites ? ", header and body in two writes" : ""}`, async () => {
        await using session = await start(generation, { splitWrites, config: { maxPosition: 24.5 } });
        const { mock, peer } = session;
        const [config] = peer.all("config");
        expect(config?.config).toEqual(fieldsOf(mock.config));
        expect(config?.hex.slice(48)).toBe(hexOf(mock.config));
        expect(config?.header.frame_id).toBe(isGen4 ? 3 : 25);
        const { header, telemetry } = await peer.next("telemetry");
        expect(header).toMatchObject({ frame_id: isGen4 ? 2 : 5, counter: 0, ...(isGen4 ? {} : { sync_pattern: 0 }) });
        expect(telemetry).toMatchObject({ application_status: 0x400, state: 2, enabled_substate: 0, cmd_position: 0 });
        expect(Object.keys(telemetry)).toEqual(Object.keys(fieldsOf(mock.telemetry)));
        expect(Math.abs(header.tai_sec - 37 - Date.now() / 1000)).toBeLessThan(60);
      });
    }

    it(`${generation}: goes through its states as Python commands`, async () => {
      const initialState = isGen4 ? ControllerState.STANDBY : ControllerState.OFFLINE;
      await using session = await start(generation, { initialState });
      const { mock, peer } = session;
      const steps = isGen4
        ? ([[7, 0, false], [2, 2, true], [3, 0, true], [6, 0, true], [5, 0, false]] as const)
        : ([[2, 3, false], [7, 0, true], [1, 1, true], [2, 2, true], [4, 1, true], [3, 0, true], [5, 3, true]] as const); // biome-ignore format: a table
      for (const [param1, state, accepted] of steps) {
        peer.send({ do: "command", code: SET_STATE, param1 });
        expect((await mock.expectCommand("SET_STATE")).outcome === "done").toBe(accepted);
        expect(mock.state).toBe(state);
        if (generation !== "gen2") {
          expect(await peer.next("answer")).toMatchObject({ status: accepted ? ACK : NO_ACK, expected: true });
        }
      }
      const offline = isGen4 ? {} : { offline_substate: 1 };
      await peer.next("telemetry", ({ telemetry }) => telemetry.state === (isGen4 ? 0 : 3));
      expect((await peer.next("telemetry")).telemetry).toMatchObject({ state: isGen4 ? 0 : 3, ...offline });
    });

    it(`${generation}: receives the bytes of each command, with counters around 2^32`, async () => {
      await using session = await start(generation);
      const { mock, peer } = session;
      peer.send({ do: "preset", code: MOVE, counter: 2 ** 32 - 3 });
      for (const param1 of [1, 25.001, -0.1, 24]) peer.send({ do: "command", code: MOVE, param1, param6: 1e-300 });
      for (const counter of [4_294_967_294, 4_294_967_295, 0, 1]) {
        const { command, outcome } = await mock.expectCommand("MOVE");
        const isRefused = counter === 4_294_967_295;
        expect(outcome).toBe(isRefused ? "refused" : "done");
        const sent = await peer.next("command");
        expect([hexOf(command), command.counter, sent.counter]).toEqual([sent.hex, counter, counter]);
        if (generation === "gen2") continue;
        const answer = await peer.next("answer");
        expect(answer).toMatchObject({ status: isRefused ? NO_ACK : ACK, duration: 0, expected: true });
        expect(answer.header).toMatchObject({ frame_id: 1, counter });
      }
      await peer.next("telemetry", ({ telemetry }) => telemetry.cmd_position === 24);
      expect(peer.all("telemetry").map(({ telemetry }) => telemetry.cmd_position)).not.toContain(25.001);
    });

    it(`${generation}: sends a changed config`, async () => {
      await using session = await start(generation);
      const { mock, peer } = session;
      if (isGen4) {
        peer.send({ do: "command", code: 2, param1: 1 });
        expect((await peer.next("config")).config).toMatchObject({ drives_enabled: true, max_velocity: 47 });
      }
      mock.config.maxVelocity = 11;
      await mock.writeConfig();
      expect((await peer.next("config")).config).toEqual(fieldsOf(mock.config));
    });

    it(`${generation}: executes commands that arrive glued together, or byte by byte`, async () => {
      await using session = await start(generation);
      const { mock, peer } = session;
      const commands = [1, 2, 3].map((position) => makeCommand(generation, position));
      commands.forEach((command, i) => {
        command.counter = 40 + i;
        if ("commander" in command) command.commander = 2;
      });
      const [glued, single] = [hexOf(...commands.slice(0, 2)), hexOf(...commands.slice(2))];
      peer.send({ do: "raw", socket: "command", hex: glued });
      for (const byte of single.match(/../g) ?? []) peer.send({ do: "raw", socket: "command", hex: byte });
      for (const { counter, param1 } of commands) {
        expect((await mock.expectCommand("MOVE")).command).toMatchObject({ counter, param1 });
        if (generation === "gen2") continue;
        expect(await peer.next("answer")).toMatchObject({ header: { counter }, status: ACK, expected: false });
      }
    });

    for (const socket of isGen4 ? (["command"] as const) : (["telemetry", "command"] as const)) {
      const which = isGen4 ? "the socket" : `the ${socket} socket`;
      for (const how of ["fin", "reset"] as const) {
        it(`${generation}: Python drops ${which} (${how}), and a new client gets the config and its commands through`, async () => {
          await using session = await start(generation);
          const { mock, peer } = session;
          // Half a command is under way: it must not become the beginning of the next one.
          peer.send({ do: "raw", socket: "command", hex: hexOf(makeCommand(generation, 1)).slice(0, 40) });
          peer.send({ do: "drop", socket, how });
          await expect.poll(() => mock.commandConnected || mock.telemetryConnected, { timeout: 5000 }).toBe(false);
          await peer.next("connection", ({ command, telemetry }) => !command && !telemetry);
          peer.send({ do: "connect" });
          await peer.next("config");
          peer.send({ do: "command", code: MOVE, param1: 6 });
          await peer.next("telemetry", ({ telemetry }) => telemetry.cmd_position === 6);
          expect([...mock.received]).toHaveLength(1);
        });
      }

      it(`${generation}: drops ${which} itself, and serves a new client`, async () => {
        await using session = await start(generation);
        const { mock, peer } = session;
        await mock.dropSocket(socket);
        await peer.next("connection", ({ command, telemetry }) => !command && !telemetry);
        peer.send({ do: "connect" });
        await peer.next("config");
        await peer.next("telemetry");
      });
    }

    it(`${generation}: closed in the middle and started again on the same port, it serves a new client`, async () => {
      await using session = await start(generation);
      const { mock, peer } = session;
      await mock.close();
      await peer.next("connection", ({ command, telemetry }) => !command && !telemetry);
      peer.send({ do: "connect" });
      expect((await peer.next("error")).message).toContain("Error");
      await using again = await SimpleMockController.listen<Gen2To4Generation>({ generation, port: mock.port });
      peer.send({ do: "connect" });
      await peer.next("config");
      expect((await peer.next("telemetry")).telemetry.state).toBe(again.state);
    });

    it(`${generation}: sends one frame with an unknown id, and good ones again`, async () => {
      await using session = await start(generation, { telemetryInterval: 100 });
      const { mock, peer } = session;
      mock.faults.nextFrameId = 1025;
      expect((await peer.next("unknown_frame_id")).header.frame_id).toBe(1025);
      await peer.next("telemetry");
      expect(peer.all("connection").at(-1)?.connected).toBe(true);
    });

    it(`${generation}: stops its telemetry and goes on, with the connection kept`, async () => {
      await using session = await start(generation);
      const { mock, peer } = session;
      mock.faults.freezeTelemetry = true;
      peer.send({ do: "command", code: MOVE, param1: 3 });
      await mock.expectCommand("MOVE");
      mock.faults.freezeTelemetry = false;
      await peer.next("telemetry", ({ telemetry }) => telemetry.cmd_position === 3);
      mock.faults.commandSourceLost = true;
      await peer.next("telemetry", ({ telemetry }) => telemetry.application_status === 0);
    });

    it(`${generation}: turns a second client away`, async () => {
      await using session = await start(generation);
      await using second = await startGen2To4Client({ generation, port: session.mock.port, atOnce: true });
      await second.next("connection", ({ command, telemetry }) => !command && !telemetry);
      expect(second.all("config")).toEqual([]);
      await session.peer.next("telemetry");
    });
  }

  for (const generation of ANSWERING) {
    const { MOVE } = codesOf(generation);

    for (const [reason, sent] of [
      ["x".repeat(60), "x".repeat(50)],
      ["é".repeat(30), "é".repeat(25)],
      [`x${"é".repeat(30)}`, `x${"é".repeat(24)}`],
      ["no", "no"],
    ] as const) {
      it(`${generation}: refuses with "${reason.slice(0, 4)}…" of ${reason.length} characters, of which ${sent.length} fit in 50 bytes`, async () => {
        await using session = await start(generation);
        const { mock, peer } = session;
        mock.faults.refuseCommands = reason;
        peer.send({ do: "command", code: MOVE, param1: 1 });
        const answer = await peer.next("answer");
        expect(answer).toMatchObject({ status: NO_ACK, reason: sent, expected: true });
        expect(answer.reason_hex).toBe(Buffer.from(sent).toString("hex"));
        expect(answer.hex).toHaveLength(2 * (24 + 62));
      });
    }

    it(`${generation}: refuses unknown codes and codes without a handler`, async () => {
      await using session = await start(generation);
      const { peer } = session;
      for (const code of [99, 4_294_967_295]) {
        peer.send({ do: "command", code });
        expect(await peer.next("answer")).toMatchObject({ status: NO_ACK, reason: expect.stringContaining(`${code}`) });
      }
    });

    it(`${generation}: does not answer when told so, and answers late`, async () => {
      await using session = await start(generation);
      const { mock, peer } = session;
      mock.faults.dropAcknowledgement = true;
      peer.send({ do: "command", code: MOVE, param1: 4, timeout: 0.1 });
      expect(await peer.next("no_answer")).toMatchObject({ counter: 0, why: "timeout" });
      await peer.next("telemetry", ({ telemetry }) => telemetry.cmd_position === 4);
      mock.faults.dropAcknowledgement = false;
      mock.faults.acknowledgementDelayMs = 600;
      peer.send({ do: "command", code: MOVE, param1: 5, timeout: 0.05 });
      expect(await peer.next("no_answer")).toMatchObject({ counter: 1 });
      expect(await peer.next("answer")).toMatchObject({ header: { counter: 1 }, status: ACK, expected: false });
      expect(peer.all("answer")).toHaveLength(1);
    });

    it(`${generation}: ignores commands when told so`, async () => {
      await using session = await start(generation);
      const { mock, peer } = session;
      mock.faults.ignoreCommands = true;
      peer.send({ do: "command", code: MOVE, param1: 4, timeout: 0.1 });
      expect((await mock.expectCommand("MOVE")).outcome).toBe("ignored");
      await peer.next("no_answer");
      expect((await peer.next("telemetry")).telemetry.cmd_position).toBe(0);
    });

    it(`${generation}: a link lost before the answer is all that Python learns`, async () => {
      await using session = await start(generation);
      const { mock, peer } = session;
      mock.faults.dropAcknowledgement = true;
      peer.send({ do: "command", code: MOVE, param1: 4 });
      await mock.expectCommand("MOVE");
      await mock.dropSocket("command");
      expect((await peer.next("no_answer")).why).toBe("connection lost");
    });
  }
});
