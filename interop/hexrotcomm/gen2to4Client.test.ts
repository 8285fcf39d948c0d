import { CommandFailedError, isHexrotcommError } from "@obswire/hexrotcomm";
import { describe, expect } from "vitest";
import {
  type Gen2To4ControllerOptions,
  type Gen2To4ControllerPeer,
  type Gen2To4Generation,
  startGen2To4Controller,
} from "../support/gen2to4Peers.ts";
import { itWithPython as it } from "../support/needs.ts";
import { fieldsOf, hexOf } from "./fields.ts";
import { codesOf, makeCommand, makeSimpleClient, type SimpleClient, type SimpleClientOptions } from "./simple.ts";

const GENERATIONS = ["gen2", "gen3", "gen4"] as const;
const ANSWERING = ["gen3", "gen4"] as const;
/** Every wait for our client; the waits for the peer have their own limit. */
const LIMIT = { timeoutMs: 10_000 };
/** Bytes that one flush takes at most: the longest struct on the telemetry socket. */
const LONGEST = { gen2: 44, gen3: 44, gen4: 62 } as const;

interface Session extends AsyncDisposable {
  client: SimpleClient;
  controller: Gen2To4ControllerPeer;
  port: number;
  /** Header and body of each telemetry that the client received, as hexadecimal digits. */
  received: string[];
  /** `command,telemetry` at each call of the connectCallback, as 0 and 1. */
  changes: string[];
  configs: Record<string, unknown>[];
  /** Messages of warnings and errors. */
  complaints: string[];
}

/** Our client, connected to a controller that listens on `port`, with the config received. */
async function connect(
  generation: Gen2To4Generation,
  started: { peer: Gen2To4ControllerPeer; port: number },
  options: Partial<SimpleClientOptions> = {},
): Promise<Session> {
  const session = { received: [], changes: [], configs: [], complaints: [] } as Pick<
    Session,
    "received" | "changes" | "configs" | "complaints"
  >;
  const client = makeSimpleClient(generation, {
    port: started.port,
    connectCallback: (self) =>
      void session.changes.push(`${Number(self.commandConnected)},${Number(self.telemetryConnected)}`),
    configCallback: ({ config }) => void session.configs.push(fieldsOf(config)),
    telemetryCallback: ({ header, telemetry }) => void session.received.push(hexOf(header, telemetry)),
    log: ({ level, message }) => {
      if (level === "warn" || level === "error") session.complaints.push(message);
    },
    ...options,
  });
  const close = async (): Promise<void> => {
    await client.close();
    await started.peer.close();
  };
  try {
    await client.start(LIMIT);
    await started.peer.next("connection", ({ connected }) => connected);
    await client.configuredTask;
    return { client, controller: started.peer, port: started.port, ...session, [Symbol.asyncDispose]: close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function start(generation: Gen2To4Generation, options: Gen2To4ControllerOptions = {}): Promise<Session> {
  return await connect(
    generation,
    await startGen2To4Controller({ generation, initialState: "ENABLED", telemetryIntervalMs: 20, ...options }),
  );
}

/** Resolves when telemetry says that the device was commanded there. */
async function untilCommanded({ client }: Session, position: number): Promise<void> {
  for await (const { telemetry } of client.samples({ signal: AbortSignal.timeout(LIMIT.timeoutMs) })) {
    if (telemetry.cmdPosition === position) return;
  }
}

/** What a command was rejected with. */
async function failureOf(running: Promise<unknown>): Promise<CommandFailedError> {
  const error: unknown = await running.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof CommandFailedError) return error;
  throw new Error(`not a CommandFailedError: ${String(error)}`);
}

/** Waits until the controller is told, and then has nothing more under way. */
async function settled(controller: Gen2To4ControllerPeer): Promise<void> {
  controller.send({ do: "status" });
  await controller.next("status");
}

describe("CommandTelemetryClient with a controller in Python", () => {
  for (const generation of GENERATIONS) {
    for (const split of [false, true]) {
      it(`${generation}: every field and byte is what the controller sent${split ? ", header and body in two writes" : ""}`, async () => {
        await using session = await start(generation, { split });
        const { client, controller, configs } = session;
        const received: { header: object; telemetry: object; hex: string }[] = [];
        for await (const { header, telemetry } of client.samples({ signal: AbortSignal.timeout(LIMIT.timeoutMs) })) {
          received.push({ header: fieldsOf(header), telemetry: fieldsOf(telemetry), hex: hexOf(header, telemetry) });
          if (received.length === 5) break;
        }
        expect(received).toHaveLength(5);
        for (const one of received) {
          const sent = await controller.next("telemetry", ({ hex }) => hex === one.hex);
          expect(one).toEqual({ header: sent.header, telemetry: sent.telemetry, hex: sent.hex });
        }
        expect(configs).toEqual([controller.all("config")[0]?.config]);
      });
    }

    it(`${generation}: commands have the right counter around 2^32, and the bytes that Python decodes`, async () => {
      await using session = await start(generation);
      const { client, controller } = session;
      const { MOVE, SET_STATE } = codesOf(generation);
      const first = makeCommand(generation, 99, SET_STATE);
      await client.runCommand(first, LIMIT).catch(() => {});
      client.setCommandCounter(MOVE, 2 ** 32 - 2);
      const sent = [-25, 3e-300, 0.1].map((position) => makeCommand(generation, position));
      for (const command of sent) await client.runCommand(command, LIMIT);
      const counters: number[] = [];
      for (const command of [first, ...sent]) {
        const { counter, hex, starts_with } = await controller.next("command");
        counters.push(counter);
        expect(hex).toBe(hexOf(command));
        expect(starts_with).toBe(generation === "gen4" ? 2 : 0x1234);
      }
      expect(counters).toEqual([generation === "gen2" ? 1 : 0, 4_294_967_295, 0, 1]);
      await untilCommanded(session, 0.1);
    });

    it(`${generation}: hears of a changed configuration`, async () => {
      await using session = await start(generation);
      session.controller.send({ do: "config", max_position: 20 });
      await expect.poll(() => session.configs.at(-1), { timeout: LIMIT.timeoutMs }).toMatchObject({ max_position: 20 });
      expect(session.configs).toHaveLength(2);
    });

    it(`${generation}: flushes an unknown frame between two good ones`, async () => {
      await using session = await start(generation);
      const { controller, received, complaints } = session;
      controller.send({ do: "pause" });
      await settled(controller);
      const body = "5a".repeat(LONGEST[generation]);
      controller.send({ do: "frames", list: ["telemetry", 1025, "telemetry"], body });
      const before = await controller.next("telemetry");
      const after = await controller.next("telemetry");
      await expect.poll(() => received, { timeout: LIMIT.timeoutMs }).toContain(after.hex);
      expect(received.slice(-2)).toEqual([before.hex, after.hex]);
      expect(complaints).toEqual([expect.stringContaining("unknown frame id 1025")]);
    });

    it(`${generation}: flushes an unknown frame that is shorter, and reads what comes later`, async () => {
      await using session = await start(generation);
      const { controller, received, complaints } = session;
      controller.send({ do: "pause" });
      await settled(controller);
      controller.send({ do: "frames", list: [1025], body: "5a".repeat(36) });
      await expect.poll(() => complaints.length, { timeout: LIMIT.timeoutMs }).toBe(1);
      controller.send({ do: "frames", list: ["telemetry"] });
      const { hex } = await controller.next("telemetry");
      await expect.poll(() => received.at(-1), { timeout: LIMIT.timeoutMs }).toBe(hex);
    });

    for (const socket of generation === "gen4" ? (["command"] as const) : (["telemetry", "command"] as const)) {
      for (const how of ["fin", "reset"] as const) {
        it(`${generation}: the loss of ${generation === "gen4" ? "the" : `the ${socket}`} socket (${how}) ends the link, and a new client goes on`, async () => {
          await using session = await start(generation);
          const { client, controller, changes, port } = session;
          const waiting = client.nextTelemetry({ skip: 1_000_000 });
          controller.send({ do: "drop", socket, how });
          await expect(waiting).rejects.toThrow(/was lost|has ended the link/);
          await client.doneTask;
          expect([client.connected, client.shouldBeConnected]).toEqual([false, true]);
          // The controller ends the other socket in good order, and the client may notice that one first. And Node reports
          // a reset that comes together with bytes as an ordinary end.
          const reasons = how === "fin" ? ["remote"] : ["lost", "remote"];
          expect(reasons).toContain(client.closeReason);
          expect(changes.at(-1)).toBe("0,0");
          const failure = await failureOf(client.runCommand(makeCommand(generation, 1)));
          expect(failure).toMatchObject({ code: "ERR_HEXROTCOMM_NOT_CONNECTED", outcome: "not sent" });
          await controller.next("connection", ({ command, telemetry }) => !command && !telemetry);
          await using again = await connect(generation, { peer: controller, port });
          await again.client.runCommand(makeCommand(generation, 7), LIMIT);
          const counter = generation === "gen2" ? 1 : 0;
          expect(await controller.next("command")).toMatchObject({ counter, accepted: true });
          await untilCommanded(again, 7);
          expect(again.configs).toHaveLength(1);
        });
      }
    }

    it(`${generation}: a controller that dies and is started again is served by a new client`, async () => {
      await using session = await start(generation);
      const { client, controller, port } = session;
      await controller.kill();
      await client.doneTask;
      expect([client.connected, client.shouldBeConnected]).toEqual([false, true]);
      await expect(makeSimpleClient(generation, { port }).start(LIMIT)).rejects.toThrow(`${port}`);
      const restarted = await startGen2To4Controller({ generation, initialState: "ENABLED", port });
      await using again = await connect(generation, restarted);
      await again.client.runCommand(makeCommand(generation, 3), LIMIT);
      await untilCommanded(again, 3);
    });

    it(`${generation}: a stream cut in the middle of a struct changes nothing that was received`, async () => {
      await using session = await start(generation);
      const { client, controller, received } = session;
      controller.send({ do: "pause" });
      await settled(controller);
      controller.send({ do: "frames", list: ["telemetry"] });
      const { hex } = await controller.next("telemetry");
      controller.send({ do: "raw", socket: "telemetry", hex: hex.slice(0, -20) });
      controller.send({ do: "drop", socket: "telemetry" });
      await client.doneTask;
      expect(received.at(-1)).toBe(hex);
      expect(hexOf(client.telemetry)).toBe(hex.slice(48));
      expect(client.shouldBeConnected).toBe(true);
    });

    it(`${generation}: a client that closes leaves the controller free for the next one`, async () => {
      await using session = await start(generation);
      const { client, controller, port, changes } = session;
      await client.close();
      expect([client.connected, client.shouldBeConnected, client.closeReason]).toEqual([false, false, "local"]);
      expect(changes.at(-1)).toBe("0,0");
      await controller.next("connection", ({ command, telemetry }) => !command && !telemetry);
      await using again = await connect(generation, { peer: controller, port });
      await again.client.nextTelemetry(LIMIT);
    });

    it(`${generation}: a second client is turned away, and the first is not disturbed`, async () => {
      await using session = await start(generation);
      await using second = makeSimpleClient(generation, { port: session.port });
      await second.start(LIMIT);
      await expect(second.configuredTask).rejects.toSatisfy((error) =>
        isHexrotcommError(error, "ERR_HEXROTCOMM_CONNECTION_LOST"),
      );
      await session.client.nextTelemetry(LIMIT);
      await session.client.runCommand(makeCommand(generation, 2), LIMIT);
    });
  }

  it("gen2: a command is through when it is sent, and one that is refused shows by its absence alone", async () => {
    await using session = await start("gen2");
    const { client, controller } = session;
    expect(await client.runCommand(makeCommand("gen2", 30), LIMIT)).toBe(0);
    expect(await controller.next("command")).toMatchObject({ accepted: false });
    await client.runCommand(makeCommand("gen2", -12.5), LIMIT);
    await untilCommanded(session, -12.5);
  });

  it("gen2: bytes on the command socket, where there should be none, are dropped", async () => {
    await using session = await start("gen2");
    const { client, controller, complaints } = session;
    controller.send({ do: "raw", socket: "command", hex: "c0ffee" });
    await expect.poll(() => complaints, { timeout: LIMIT.timeoutMs }).toHaveLength(1);
    await client.runCommand(makeCommand("gen2", 2), LIMIT);
    await untilCommanded(session, 2);
  });

  it("gen3: an unknown header on the command socket is skipped alone", async () => {
    await using session = await start("gen3");
    const { client, controller, complaints } = session;
    controller.send({ do: "frames", socket: "command", list: [1025] });
    await controller.next("unknown");
    await client.runCommand(makeCommand("gen3", 5), LIMIT);
    expect(complaints).toEqual([expect.stringContaining("unknown frame id 1025")]);
  });

  for (const generation of ANSWERING) {
    it(`${generation}: an ACK resolves to its duration`, async () => {
      await using session = await start(generation, { split: true });
      const { client, controller } = session;
      expect(await client.runCommand(makeCommand(generation, 1), LIMIT)).toBe(0);
      controller.send({ do: "duration", seconds: 3.25 });
      await settled(controller);
      expect(await client.runCommand(makeCommand(generation, 2), LIMIT)).toBe(3.25);
    });

    it(`${generation}: a NO_ACK rejects with the first 50 bytes of the reason, without a NUL behind them`, async () => {
      await using session = await start(generation);
      const { client, controller } = session;
      const failure = await failureOf(client.runCommand(makeCommand(generation, -1.2345678901234567e300), LIMIT));
      const { reason } = await controller.next("command");
      expect(reason?.length).toBeGreaterThan(50);
      expect(failure).toMatchObject({ code: "ERR_HEXROTCOMM_NO_ACK", outcome: "refused", counter: 0 });
      expect(failure.reason).toBe(reason?.slice(0, 50));
      expect((await controller.next("answer")).hex.slice(-2)).not.toBe("00");
      expect((await client.nextTelemetry(LIMIT)).cmdPosition).toBe(0);
      expect(session.configs).toHaveLength(1);
    });

    for (const [what, bytes, expected] of [
      ["none", "", ""],
      ["25 characters of two bytes", "c3a9".repeat(25), "é".repeat(25)],
      ["text in front of a NUL and a rest of an earlier one", "6e6f007265737400", "no"],
      ["50 bytes that end within a character", `${"78".repeat(49)}c3`, `${"x".repeat(49)}�`],
    ] as const) {
      it(`${generation}: a reason may be: ${what}`, async () => {
        await using session = await start(generation);
        const { client, controller } = session;
        controller.send({ do: "answers", are: "manual" });
        await settled(controller);
        const failure = failureOf(client.runCommand(makeCommand(generation, 1), LIMIT));
        const { counter } = await controller.next("command");
        controller.send({ do: "answer", counter, status: 2, reason_hex: bytes });
        expect((await failure).reason).toBe(expected);
      });
    }

    it(`${generation}: an answer with the counter of another command is ignored`, async () => {
      await using session = await start(generation);
      const { client, controller, complaints } = session;
      controller.send({ do: "answers", are: "manual" });
      await settled(controller);
      const running = client.runCommand(makeCommand(generation, 1), LIMIT);
      const { counter } = await controller.next("command");
      controller.send({ do: "answer", counter: counter + 1, status: 2, reason: "not yours" });
      controller.send({ do: "answer", counter: 4_294_967_295, status: 1, duration: 99 });
      controller.send({ do: "answer", counter, status: 1, duration: 0.5 });
      expect(await running).toBe(0.5);
      expect(complaints).toHaveLength(2);
    });

    it(`${generation}: a command without an answer fails after its limit, and a late answer is ignored`, async () => {
      await using session = await start(generation);
      const { client, controller } = session;
      controller.send({ do: "answers", are: "manual" });
      await settled(controller);
      const failure = await failureOf(client.runCommand(makeCommand(generation, 1), { timeoutMs: 50 }));
      expect(failure).toMatchObject({ code: "ERR_HEXROTCOMM_ACK_TIMEOUT", outcome: "unknown", counter: 0 });
      expect(client.connected).toBe(true);
      // Late once when nobody waits, and once when the next command does.
      controller.send({ do: "answer", counter: 0, status: 2, reason: "too late" });
      await controller.next("answer");
      const running = client.runCommand(makeCommand(generation, 2), LIMIT);
      const { counter } = await controller.next("command", (command) => command.counter !== 0);
      controller.send({ do: "answer", counter: 0, status: 2, reason: "far too late" });
      controller.send({ do: "answer", counter, status: 1, duration: 2.5 });
      expect(await running).toBe(2.5);
    });

    it(`${generation}: a status that is neither yes nor no is a failure of its own kind`, async () => {
      await using session = await start(generation);
      const { client, controller } = session;
      controller.send({ do: "answers", are: "manual" });
      await settled(controller);
      const failure = failureOf(client.runCommand(makeCommand(generation, 1), LIMIT));
      const { counter } = await controller.next("command");
      controller.send({ do: "answer", counter, status: 7, reason: "well" });
      expect(await failure).toMatchObject({ code: "ERR_HEXROTCOMM_UNKNOWN_STATUS", reason: "well" });
    });

    it(`${generation}: commands go one at a time, in order`, async () => {
      await using session = await start(generation);
      const { client, controller } = session;
      controller.send({ do: "answers", are: "manual" });
      await settled(controller);
      const running = [1, 2, 3].map((position) => client.runCommand(makeCommand(generation, position), LIMIT));
      for (const counter of [0, 1, 2]) {
        expect(await controller.next("command")).toMatchObject({ counter, params: [counter + 1, 0, 0, 0, 0, 0] });
        controller.send({ do: "status" });
        expect(await controller.next("status")).toMatchObject({ commands: counter + 1 });
        controller.send({ do: "answer", counter, duration: counter });
      }
      expect(await Promise.all(running)).toEqual([0, 1, 2]);
    });

    for (const how of ["fin", "reset"] as const) {
      it(`${generation}: a link lost (${how}) before the answer leaves the outcome unknown`, async () => {
        await using session = await start(generation);
        const { client, controller } = session;
        controller.send({ do: "answers", are: "manual" });
        await settled(controller);
        const failure = failureOf(client.runCommand(makeCommand(generation, 1), LIMIT));
        await controller.next("command");
        controller.send({ do: "drop", socket: "command", how });
        expect(await failure).toMatchObject({ code: "ERR_HEXROTCOMM_CONNECTION_LOST", outcome: "unknown", counter: 0 });
      });
    }
  }
});
