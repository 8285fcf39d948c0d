import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CommandTelemetryServer, gen1b, SimpleConfig, SimpleTelemetry } from "@obswire/hexrotcomm";
import { openConnection } from "@obswire/tcpip";
import { describe, expect, it } from "vitest";
import { fieldsOf } from "./fields.ts";

const FOLDER = join(import.meta.dirname, "..", "recordings", "gen1");

interface RecordedMessage {
  offset: number;
  length: number;
  type: string;
  header: Record<string, number>;
  config?: Record<string, number>;
  telemetry?: Record<string, number>;
  command?: Record<string, number>;
}

interface Decoded {
  legs: { leg: string; c2s: { messages: RecordedMessage[] }; s2c: { messages: RecordedMessage[] } }[];
}

const decoded = JSON.parse(readFileSync(join(FOLDER, "decoded.json"), "utf8")) as Decoded;
const messagesOf = (leg: string, direction: "c2s" | "s2c"): RecordedMessage[] =>
  decoded.legs.find((one) => one.leg === leg)?.[direction].messages ?? [];

/** Sizes of the pieces in which the recorded bytes are sent. */
const CHUNKINGS: Record<string, (total: number) => number[]> = {
  "in one piece": (total) => [total],
  "byte by byte": (total) => new Array<number>(total).fill(1),
  "in pieces of 61 bytes": (total) => new Array<number>(Math.ceil(total / 61)).fill(61),
};

describe("the recorded session of the original programs", () => {
  for (const [how, chunking] of Object.entries(CHUNKINGS)) {
    it(`is decoded field by field, sent ${how}`, async () => {
      const bytes = readFileSync(join(FOLDER, "telemetry", "c2s.bin"));
      const received: object[] = [];
      await using server = new CommandTelemetryServer({
        port: 0,
        generation: "gen1b",
        ConfigClass: SimpleConfig,
        TelemetryClass: SimpleTelemetry,
        configCallback: ({ header, config }) => {
          received.push({ header: fieldsOf(header), config: fieldsOf(config) });
        },
        telemetryCallback: ({ header, telemetry }) => {
          received.push({ header: fieldsOf(header), telemetry: fieldsOf(telemetry) });
        },
      });
      await server.start();
      const { writer } = await openConnection({ host: "127.0.0.1", port: server.telemetryPort });
      let at = 0;
      for (const size of chunking(bytes.length)) {
        writer.write(bytes.subarray(at, at + size));
        at += size;
        await new Promise(setImmediate);
      }
      const expected = messagesOf("telemetry", "c2s");
      await expect.poll(() => received.length, { timeout: 5000 }).toBe(expected.length);
      await writer.close();
      expect(received).toEqual(
        expected.map(({ header, config, telemetry }) => ({ header, ...(config ? { config } : { telemetry }) })),
      );
    });
  }

  it("has commands that encode to the recorded bytes", () => {
    const bytes = readFileSync(join(FOLDER, "command", "s2c.bin"));
    const messages = messagesOf("command", "s2c");
    expect(messages).toHaveLength(10);
    for (const { offset, length, command = {} } of messages) {
      const recorded = bytes.subarray(offset, offset + length);
      expect(fieldsOf(gen1b.Command.from(recorded))).toEqual(command);
      const { sync_pattern, counter, code, ...params } = command;
      const encoded = new gen1b.Command({
        syncPattern: sync_pattern ?? 0,
        counter: counter ?? 0,
        code: code ?? 0,
        ...params,
      });
      expect(Buffer.from(encoded.bytes).equals(recorded)).toBe(true);
    }
  });
});
