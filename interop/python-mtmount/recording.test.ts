import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ManualClock, MockMTMountController } from "@obswire/mocks";
import {
  type Command,
  Communicator,
  commands,
  encodeTelemetry,
  parseCommand,
  parseReply,
  parseTelemetry,
  type Reply,
  replies,
  type Telemetry,
  telemetryTopics,
} from "@obswire/mtmount";
import { describe, expect, it, vi } from "vitest";

interface Message {
  offset: number;
  length: number;
  t: number;
  type: string;
  fields?: Record<string, unknown>;
  extra_data?: string[];
  telemetry?: Record<string, number>;
}
interface Decoded {
  legs: { leg: string; c2s: { messages: Message[] }; s2c: { messages: Message[] } }[];
}
interface Chunks {
  t0_unix: number;
  chunks: { t: number; dir: string; what: string; offset: number; length: number }[];
}

const FOLDER = join(import.meta.dirname, "..", "recordings", "mtmount");
const LIMIT = { timeoutMs: 10_000 };
const decoded = JSON.parse(readFileSync(join(FOLDER, "decoded.json"), "utf8")) as Decoded;

/** One connection of the recorded session. */
function leg(name: string, direction: "c2s" | "s2c") {
  const bytes = readFileSync(join(FOLDER, name, `${direction}.bin`));
  const { t0_unix: startSec, chunks } = JSON.parse(readFileSync(join(FOLDER, name, "chunks.json"), "utf8")) as Chunks;
  const messages = decoded.legs.find((one) => one.leg === name)?.[direction].messages ?? [];
  return {
    bytes,
    startSec,
    messages,
    chunks: chunks
      .filter(({ dir, what }) => dir === direction && what === "data")
      .map(({ t, offset, length }) => ({ t, bytes: bytes.subarray(offset, offset + length) })),
    part: ({ offset, length }: Message): Buffer => bytes.subarray(offset, offset + length),
  };
}

const recordedCommands = leg("command", "c2s");
const recordedReplies = leg("reply", "c2s");
const recordedTelemetry = leg("telemetry", "s2c");

/** The fields of one of our messages under the names of the original. */
function originalFields(message: Command | Reply): Record<string, unknown> {
  const kind: { fields: object } = { ...commands, ...replies }[message.kind];
  const fields = Object.entries(kind.fields) as [string, { wireName: string }][];
  return Object.fromEntries(
    fields.map(([name, { wireName }]) => {
      const value: unknown = message[name as keyof typeof message];
      return [wireName, value instanceof Date ? value.toISOString().slice(0, -1) : value];
    }),
  );
}

/** What the original decoded, without the code, which is our kind. */
function recordedFields({ fields = {}, extra_data }: Message): Record<string, unknown> {
  const { command_code: _command, reply_code: _reply, ...rest } = fields;
  return extra_data === undefined ? rest : { ...rest, extra_data };
}

describe("the recorded session of the original", () => {
  it.each([
    ["commands", recordedCommands, parseCommand, 15],
    ["replies", recordedReplies, parseReply, 32],
  ] as const)(
    "has %s that decode to the same kinds and fields, and encode to the same bytes",
    (_, recorded, parse, count) => {
      expect(recorded.messages).toHaveLength(count);
      for (const message of recorded.messages) {
        const parsed = parse(recorded.part(message));
        expect(parsed.kind).toBe(message.type);
        expect(originalFields(parsed)).toEqual(recordedFields(message));
        expect(Buffer.from(parsed.encode())).toEqual(recorded.part(message));
      }
    },
  );

  it("has telemetry that decodes to the same numbers, and encodes to the same bytes", () => {
    expect(recordedTelemetry.messages).toHaveLength(132);
    for (const message of recordedTelemetry.messages) {
      const bytes = recordedTelemetry.part(message);
      const sample = parseTelemetry(bytes) as Telemetry;
      const { id, fields } = telemetryTopics[sample.topic];
      const values = sample as unknown as Record<string, number>;
      const received = Object.entries(fields).map(([name, { wireName }]) => [wireName, values[name]]);
      expect({ topicID: id, ...Object.fromEntries(received) }).toEqual(message.telemetry);
      expect(Buffer.from(encodeTelemetry(sample))).toEqual(bytes);
    }
  });

  it("replayed chunk by chunk arrives whole at both ends", async () => {
    const address = { clientHost: "127.0.0.1", clientPort: 0, serverHost: "127.0.0.1", serverPort: 0 };
    await using csc = new Communicator({ ...address, readReplies: true });
    await using controller = new Communicator({ ...address, readReplies: false });
    await Promise.all([csc.start(), controller.start()]);
    await Promise.all([
      csc.connect({ port: controller.serverPort, ...LIMIT }),
      controller.connect({ port: csc.serverPort, ...LIMIT }),
    ]);
    for (const { bytes } of recordedCommands.chunks) await csc.client?.write(bytes);
    for (const { bytes } of recordedReplies.chunks) await controller.client?.write(bytes);
    for (const { type } of recordedCommands.messages) expect((await controller.read(LIMIT)).kind).toBe(type);
    for (const { type } of recordedReplies.messages) expect((await csc.read(LIMIT)).kind).toBe(type);
  });

  it("given to our mock at the recorded moments, is answered with the same answers", async () => {
    const clock = new ManualClock(recordedCommands.startSec * 1000);
    await using mock = await MockMTMountController.listen({ clock });
    await using csc = new Communicator({
      clientHost: "127.0.0.1",
      clientPort: mock.commandPort,
      serverHost: "127.0.0.1",
      serverPort: mock.replyPort,
      readReplies: true,
    });
    await csc.start();
    await csc.connect(LIMIT);
    const answers: Reply[] = [];
    const isAnswer = (reply: Reply): boolean => "sequenceId" in reply;
    const wanted = recordedReplies.messages
      .map((message) => parseReply(recordedReplies.part(message)))
      .filter(isAnswer);
    const listening = (async () => {
      while (answers.length < wanted.length) answers.push(await csc.read(LIMIT));
    })();
    for (const { t, bytes } of recordedCommands.chunks) {
      await clock.advance(Math.max(0, (recordedCommands.startSec + t) * 1000 - clock.nowMs()));
      const expected = mock.received.length + 1;
      await csc.client?.write(bytes);
      // The clock stands still until the command is obeyed: it belongs to the recorded moment.
      await vi.waitFor(() => expect(mock.received).toHaveLength(expected), { timeout: 10_000, interval: 1 });
    }
    await clock.advance(1000);
    await listening;
    const essence = (reply: Reply): unknown[] =>
      "sequenceId" in reply ? [reply.sequenceId, reply.kind, "explanation" in reply ? reply.explanation : ""] : [];
    expect(answers.map(essence)).toEqual(wanted.map(essence));
    for (const [index, reply] of wanted.entries()) {
      if (reply.kind === "AckReply")
        expect(answers[index]).toMatchObject({ timeoutMs: expect.closeTo(reply.timeoutMs, -1) });
    }
  });
});
