import { readFileSync } from "node:fs";
import { OneClientServer, openConnection, StreamReader } from "@obswire/tcpip";
import { expect, it } from "vitest";
import {
  CommandTelemetryClient,
  CommandTelemetryServer,
  gen1,
  gen1b,
  gen4,
  mtHexapod,
  SimpleConfig,
  SimpleTelemetry,
} from "../src/index.ts";
import { camelCase } from "./support/golden.ts";
import { LIMIT, until } from "./support/rawController.ts";

type Fields = Record<string, unknown>;

interface RecordedMessage {
  offset: number;
  length: number;
  type: "config" | "telemetry" | "command" | "command_status";
  header: Fields & { counter: number };
  config?: Fields;
  telemetry?: Fields;
  command?: Fields;
  command_status?: { status: number; duration: number; reason: string };
}

interface Leg {
  c2s: { messages: RecordedMessage[] };
  s2c: { messages: RecordedMessage[] };
}

/** Sessions of the original programs: the bytes, and what the original classes made of them. */
const folder = new URL("../../../interop/recordings/", import.meta.url);
const bytesOf = (path: string): Uint8Array => new Uint8Array(readFileSync(new URL(path, folder)));
const legOf = (name: string, leg: string): Leg => {
  const { legs } = JSON.parse(readFileSync(new URL(`${name}/decoded.json`, folder), "utf8")) as {
    legs: (Leg & { leg: string })[];
  };
  const found = legs.find((one) => one.leg === leg);
  if (found === undefined) throw new Error(`no leg ${leg}`);
  return found;
};

/** The same value with the names of this package. */
function renamed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(renamed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [camelCase(name), renamed(inner)]));
}

it("The recorded session of generation 1 is received field by field", async () => {
  const received: unknown[] = [];
  await using server = new CommandTelemetryServer({
    port: 0,
    generation: "gen1b",
    ConfigClass: SimpleConfig,
    TelemetryClass: SimpleTelemetry,
    configCallback: ({ header, config }) => void received.push({ header: header.toJSON(), config: config.toJSON() }),
    telemetryCallback: ({ header, telemetry }) =>
      void received.push({ header: header.toJSON(), telemetry: telemetry.toJSON() }),
  });
  await server.start();
  const { messages } = legOf("gen1", "telemetry").c2s;
  const { writer } = await openConnection({ host: "127.0.0.1", port: server.telemetryPort });
  writer.write(bytesOf("gen1/telemetry/c2s.bin"));
  await until(() => received.length === messages.length);
  await writer.close();
  expect(received).toEqual(
    messages.map(({ header, config, telemetry }) => renamed({ header, ...(config ? { config } : { telemetry }) })),
  );
  expect(server.header).toBeInstanceOf(gen1b.Header);
});

it("The recorded commands of generation 1 are sent byte for byte", async () => {
  await using server = new CommandTelemetryServer({
    port: 0,
    generation: "gen1b",
    ConfigClass: SimpleConfig,
    TelemetryClass: SimpleTelemetry,
  });
  await server.start();
  const { reader, writer } = await openConnection({ host: "127.0.0.1", port: server.commandPort });
  const expected = bytesOf("gen1/command/s2c.bin");
  await until(() => server.commandConnected);
  for (const { command = {} } of legOf("gen1", "command").s2c.messages) {
    const { counter: _counter, ...fields } = renamed(command) as { counter: number };
    await server.putCommand(new gen1.Command(fields));
  }
  expect(await reader.readExactly(expected.length, LIMIT)).toEqual(expected);
  await writer.close();
});

it("The recorded session of the hexapod is repeated: every byte sent, every field received, every refusal in its words", async () => {
  const { c2s, s2c } = legOf("hexapod", "link");
  const sent = bytesOf("hexapod/link/c2s.bin");
  const replies = bytesOf("hexapod/link/s2c.bin");
  await using controller = await OneClientServer.listen({ host: "127.0.0.1", port: 0 });
  const received: unknown[] = [];
  await using client = await CommandTelemetryClient.connect({
    ...mtHexapod.deviceOptions("camera"),
    port: controller.port,
    CommandCode: mtHexapod.CommandCode,
    configCallback: ({ header, config }) => void received.push({ header: header.toJSON(), config: config.toJSON() }),
    telemetryCallback: ({ header, telemetry }) =>
      void received.push({ header: header.toJSON(), telemetry: telemetry.toJSON() }),
  });
  await controller.waitConnected(LIMIT);

  let from = 0;
  for (const { offset, length, command } of c2s.messages) {
    const { counter, commander: _commander, ...fields } = renamed(command) as { counter: number; commander: number };
    const result = client.runCommand(new gen4.Command(fields)).catch((error: unknown) => error);
    expect(await controller.readExactly(length, LIMIT)).toEqual(sent.slice(offset, offset + length));
    const answer = s2c.messages.find((one) => one.type === "command_status" && one.header.counter === counter);
    const to = (answer?.offset ?? 0) + (answer?.length ?? 0);
    await controller.write(replies.subarray(from, to));
    from = to;
    const { status, duration, reason } = answer?.command_status ?? {};
    if (status === gen4.CommandStatusCode.ACK) expect(await result).toBe(duration);
    else expect(await result).toMatchObject({ code: "ERR_HEXROTCOMM_NO_ACK", reason });
  }
  await controller.write(replies.subarray(from));
  const expected = s2c.messages.filter(({ type }) => type !== "command_status");
  await until(() => received.length === expected.length);
  expect(received).toEqual(
    expected.map(({ header, config, telemetry }) => renamed({ header, ...(config ? { config } : { telemetry }) })),
  );
});

it("The recorded reasons include one of 50 bytes without a NUL", () => {
  const reasons = legOf("hexapod", "link").s2c.messages.map((one) => one.command_status?.reason ?? "");
  expect(reasons).toContain("Must call POSITION_SET before calling MOVE_POINT_T");
  expect(Math.max(...reasons.map((reason) => reason.length))).toBe(50);
});

it("The recorded bytes of the hexapod become the same structs however they are cut", async () => {
  const bytes = bytesOf("hexapod/link/s2c.bin");
  const { messages } = legOf("hexapod", "link").s2c;
  for (const size of [1, 7, 152, 673, 4096]) {
    const reader = new StreamReader();
    for (let at = 0; at < bytes.length; at += size) reader.feedData(bytes.slice(at, at + size));
    const header = new gen4.Header();
    const bodies = { config: new mtHexapod.Config(), telemetry: new mtHexapod.Telemetry() };
    const status = new gen4.CommandStatus();
    for (const message of messages) {
      await reader.readInto(header);
      const body = message.type === "config" || message.type === "telemetry" ? bodies[message.type] : status;
      await reader.readInto(body);
      expect(body.toJSON()).toEqual(renamed(message[message.type]));
    }
  }
});
