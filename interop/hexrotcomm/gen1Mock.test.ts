import { SimpleMockController } from "@obswire/mocks";
import { describe, expect } from "vitest";
import { type Gen1Generation, type Gen1ServerPeer, startGen1Server } from "../support/gen1Peers.ts";
import { itWithPython as it } from "../support/needs.ts";
import { fieldsOf } from "./fields.ts";

const SET_STATE = 1;
const MOVE = 3;

interface Session extends AsyncDisposable {
  peer: Gen1ServerPeer;
  mock: SimpleMockController<Gen1Generation>;
}

/** Our mock controller, connected to the Python server. */
async function start(generation: Gen1Generation = "gen1", splitWrites = false): Promise<Session> {
  const server = await startGen1Server({ generation });
  const mock = new SimpleMockController({
    port: server.telemetryPort,
    commandPort: server.commandPort,
    generation,
    telemetryInterval: 20,
    connectRetryInterval: 20,
    splitWrites,
  });
  const close = async (): Promise<void> => {
    await mock.close();
    await server[Symbol.asyncDispose]();
  };
  try {
    mock.start();
    await server.peer.next("config");
  } catch (error) {
    await close();
    throw error;
  }
  return { peer: server.peer, mock, [Symbol.asyncDispose]: close };
}

/** Sends the commands that lead from OFFLINE to ENABLED. */
async function enable({ peer, mock }: Session): Promise<void> {
  for (const param1 of [7, 1, 2]) {
    const executed = mock.received.expect("SET_STATE");
    peer.send({ do: "command", code: SET_STATE, param1 });
    expect(await executed).toMatchObject({ outcome: "done" });
  }
}

describe("SimpleMockController with a server in Python", () => {
  for (const generation of ["gen1", "gen1b"] as const) {
    for (const split of [false, true]) {
      it(`${generation}: Python decodes what was sent${split ? ", header and body in two pieces" : ""}`, async () => {
        await using session = await start(generation, split);
        const { header, telemetry } = await session.peer.next("telemetry");
        expect(header.frame_id).toBe(5);
        expect(telemetry).toMatchObject({ application_status: 0x400, state: 3, offline_substate: 1 });
        expect(session.peer.all("config")[0]?.config).toEqual(fieldsOf(session.mock.config));
        // Either clock has to be right: UTC in gen1, TAI in gen1b.
        const utc = header.tv_sec ?? (header.tai_sec ?? 0) - 37;
        expect(Math.abs(utc - Date.now() / 1000)).toBeLessThan(60);
        if (header.mjd !== undefined) expect(header.mjd).toBe(Math.floor(Date.now() / 86_400_000) + 40_587);
      });
    }
  }

  it("obeys commands with the counters and sync pattern that Python sent", async () => {
    await using session = await start();
    await enable(session);
    const { peer, mock } = session;
    const moved = mock.received.expect("MOVE");
    peer.send({ do: "command", code: MOVE, param1: 3.5, param6: -0.25 });
    const { command, outcome } = await moved;
    expect(outcome).toBe("done");
    expect(command.toJSON()).toMatchObject({ syncPattern: 0x1234, counter: 1, code: MOVE, param1: 3.5, param6: -0.25 });
    const sent = await peer.next("command", ({ code }) => code === MOVE);
    expect(Buffer.from(command.bytes).toString("hex")).toBe(sent.hex);
    await peer.next("telemetry", ({ telemetry }) => telemetry.cmd_position === 3.5);
  });

  it("refuses a move beyond a limit without a word, and takes the limit itself", async () => {
    await using session = await start();
    await enable(session);
    const { peer, mock } = session;
    const refused = mock.received.expect("MOVE");
    peer.send({ do: "command", code: MOVE, param1: 25.001 });
    expect(await refused).toMatchObject({ outcome: "refused", reason: expect.stringContaining("25.001") });
    peer.send({ do: "command", code: MOVE, param1: -25 });
    await peer.next("telemetry", ({ telemetry }) => telemetry.cmd_position === -25);
    expect(peer.all("telemetry").map(({ telemetry }) => telemetry.cmd_position)).not.toContain(25.001);
  });

  for (const socket of ["telemetry", "command"] as const) {
    for (const how of ["fin", "reset"] as const) {
      it(`serves again after the server dropped the ${socket} socket (${how})`, async () => {
        await using session = await start();
        await enable(session);
        const { peer } = session;
        peer.send({ do: "drop", socket, how });
        await peer.next("connection", ({ connected }) => !connected);
        await peer.next("connection", ({ connected }) => connected);
        peer.send({ do: "command", code: MOVE, param1: 6 });
        await peer.next("telemetry", ({ telemetry }) => telemetry.cmd_position === 6);
      });
    }
  }
});
