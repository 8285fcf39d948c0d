import { describe, expect } from "vitest";
import {
  type Gen2To4ClientPeer,
  type Gen2To4ControllerOptions,
  type Gen2To4ControllerPeer,
  type Gen2To4Generation,
  startGen2To4Client,
  startGen2To4Controller,
} from "../support/gen2to4Peers.ts";
import { itWithPython as it } from "../support/needs.ts";

const SET_STATE = 1;
const GENERATIONS = ["gen2", "gen3", "gen4"] as const;
const MOVE = { gen2: 3, gen3: 3, gen4: 4 } as const;

interface Pair extends AsyncDisposable {
  client: Gen2To4ClientPeer;
  controller: Gen2To4ControllerPeer;
}

/** Both Python peers, connected, with the config received. */
async function startPair(generation: Gen2To4Generation, options: Gen2To4ControllerOptions = {}): Promise<Pair> {
  const started = await startGen2To4Controller({ generation, initialState: "ENABLED", ...options });
  try {
    const { device = "simple" } = options;
    const client = await startGen2To4Client({ generation, device, port: started.port });
    return {
      client,
      controller: started.peer,
      async [Symbol.asyncDispose]() {
        await client.close();
        await started.peer.close();
      },
    };
  } catch (error) {
    await started.peer.close();
    throw error;
  }
}

describe("the Python peers of generations 2 to 4", () => {
  for (const generation of GENERATIONS) {
    for (const split of [false, true]) {
      it(`${generation}: decode what the other one encoded${split ? ", header and body in two writes" : ""}`, async () => {
        await using pair = await startPair(generation, { split });
        const received = await pair.client.next("telemetry");
        expect(received).toEqual(await pair.controller.next("telemetry", ({ hex }) => hex === received.hex));
        expect(pair.client.all("config")[0]).toEqual(pair.controller.all("config")[0]);
        expect(Math.abs(received.header.tai_sec - 37 - Date.now() / 1000)).toBeLessThan(60);
      });
    }

    it(`${generation}: count, execute and answer commands`, async () => {
      await using pair = await startPair(generation);
      const { client, controller } = pair;
      const code = MOVE[generation];
      client.send({ do: "preset", counter: 2 ** 32 - 2, code });
      for (const param1 of [1, 25.001, -3]) client.send({ do: "command", code, param1 });
      for (const counter of [4_294_967_295, 0, 1]) {
        const sent = await client.next("command");
        expect(sent.counter).toBe(counter);
        expect(await controller.next("command")).toMatchObject({ ...sent, accepted: counter !== 0 });
        if (generation === "gen2") continue;
        const answer = await client.next("answer");
        expect(answer).toMatchObject({ header: { counter }, status: counter === 0 ? 2 : 1, expected: true });
      }
      await client.next("telemetry", ({ telemetry }) => telemetry.cmd_position === -3);
    });

    for (const [side, how] of [
      ["client", "fin"],
      ["controller", "reset"],
    ] as const) {
      it(`${generation}: lose everything when the ${side} drops one socket (${how}), and connect again`, async () => {
        await using pair = await startPair(generation);
        pair[side].send({ do: "drop", socket: "command", how });
        await pair.client.next("connection", ({ command, telemetry }) => !command && !telemetry);
        await pair.controller.next("connection", ({ command, telemetry }) => !command && !telemetry);
        pair.client.send({ do: "connect" });
        await pair.client.next("config");
        pair.client.send({ do: "command", code: SET_STATE, param1: 99 });
        const counter = generation === "gen2" ? 1 : 0;
        expect(await pair.controller.next("command")).toMatchObject({ counter, accepted: false });
      });
    }

    it(`${generation}: report an unknown frame and go on`, async () => {
      await using pair = await startPair(generation);
      pair.controller.send({ do: "pause" });
      pair.controller.send({ do: "frames", list: ["telemetry", 1025], body: "00".repeat(36) });
      expect((await pair.client.next("unknown_frame_id")).header.frame_id).toBe(1025);
      pair.controller.send({ do: "resume" });
      await pair.client.next("telemetry");
    });
  }

  it("turn a second client away", async () => {
    await using pair = await startPair("gen4");
    const port = pair.controller.all("listening")[0]?.telemetry_port ?? 0;
    await using second = await startGen2To4Client({ port, atOnce: true });
    await second.next("connection", ({ connected }) => !connected);
    await pair.controller.next("rejected");
    await pair.client.next("telemetry");
  });

  it("end when stdin closes, without a word on stderr", async () => {
    const pair = await startPair("gen3");
    await pair[Symbol.asyncDispose]();
    for (const peer of [pair.client, pair.controller]) {
      expect(peer.events.at(-1)).toEqual({ event: "closed" });
      expect(peer.stderr).toBe("");
    }
  });
});
