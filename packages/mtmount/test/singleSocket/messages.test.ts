import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UnparsableMessageError } from "../../src/errors.ts";
import { commands } from "../../src/singleSocket/commands/commands.ts";
import { ReplyId, System, ThermalMode } from "../../src/singleSocket/enums.ts";
import { isAckOnly, parseCommand, parseReply } from "../../src/singleSocket/parseMessages.ts";
import { CmdAcknowledgedReply, PowerStateReply, replies } from "../../src/singleSocket/replies.ts";
import { type AnyJsonKind, type AnyMessage, fieldsOf, kindsOf, valuesFor } from "../support/randomMessages.ts";

interface Vector {
  class: string;
  code: number;
  ack_only: boolean;
  parameters: { name: string; type: string; required?: boolean; default?: unknown }[];
  example_bytes_utf8: string;
}
const { commands: vectors } = JSON.parse(
  readFileSync(join(import.meta.dirname, "../vectors/singleSocketCommands.json"), "utf8"),
) as { commands: Vector[] };
const kinds = new Map(kindsOf(commands).map((kind) => [kind.kind, kind]));
const named = vectors.map((vector) => ({ name: vector.class, vector, kind: kinds.get(vector.class) }));

describe("the commands of the single-socket protocol", () => {
  it("are the 82 of the original", () => {
    expect([...kinds.keys()].sort()).toEqual(vectors.map((one) => one.class).sort());
    expect(kinds.size).toBe(82);
  });

  it.each(named)("$name has the fields, types and defaults of the original", ({ vector, kind }) => {
    expect(kind?.code).toBe(vector.code);
    const ours = kind === undefined ? [] : fieldsOf(kind).slice(3);
    const typeNames: Record<string, string> = { str: "text" };
    expect(
      ours.map(([, { wireName, type, optional, defaultValue }]) => [wireName, type.name, !optional, defaultValue?.()]),
    ).toEqual(
      vector.parameters.map(({ name, type, required = false, default: value, ...rest }) => [
        name,
        type === "enum" ? (rest as { enum: string }).enum : (typeNames[type] ?? type),
        required,
        value === "CSC" ? 1 : value === "TRACK_SETPOINT" ? ThermalMode.TRACK_SETPOINT : value,
      ]),
    );
  });

  it.each(named)("$name: the bytes of the original round-trip", ({ name, vector }) => {
    const message: AnyMessage = parseCommand(Buffer.from(vector.example_bytes_utf8));
    expect(message.kind).toBe(name);
    expect(Buffer.from(message.encode()).toString()).toBe(vector.example_bytes_utf8);
  });

  for (const which of ["all", "required"] as const) {
    const title = which === "all" ? "with all fields given" : "with only the fields given that have no default";
    it.each(named)(`random $name, ${title}, survive writing and reading unchanged`, ({ kind }) => {
      if (kind === undefined) throw new Error("it is missing");
      const read = (message: AnyMessage): AnyMessage => kind.fromFields(kind.toFields(message));
      fc.assert(
        fc.property(valuesFor(kind, which), (values) => {
          const message = kind(values);
          expect(read(message)).toEqual(message);
        }),
        { numRuns: 10 },
      );
    });
  }

  it("carry sequence id 0 and time 0 until the commander sends them", () => {
    expect(commands.Heartbeat()).toMatchObject({ sequenceId: 0, timestampTaiUnixSec: 0, commandCode: 3000 });
  });

  it("are parsed with blanks and ends of lines around them", () => {
    expect(parseCommand(" 7\n3000\n1\n0.0\n \r\n").kind).toBe("Heartbeat");
  });

  it("are acknowledged only where the original says so", () => {
    const ours = kindsOf(commands).filter(({ code }) => isAckOnly({ commandCode: code }));
    const theirs = vectors.filter(({ ack_only }) => ack_only);
    expect(ours.map(({ kind }) => kind).sort()).toEqual(theirs.map((one) => one.class).sort());
  });
});

describe("the JSON replies", () => {
  it("have a kind for every id", () => {
    expect(
      kindsOf<AnyJsonKind>(replies)
        .map(({ code }) => code)
        .sort(),
    ).toEqual(Object.values(ReplyId).sort());
  });

  it.each(kindsOf<AnyJsonKind>(replies).map((kind) => ({ name: kind.kind, kind })))(
    "random $name survive writing and reading unchanged",
    ({ kind }) => {
      fc.assert(
        fc.property(valuesFor(kind, "all"), (values) => {
          const message = kind(values);
          const read: AnyMessage = parseReply(message.encode());
          expect(read).toEqual(message);
          expect(read.equals(message)).toBe(true);
        }),
        { numRuns: 20 },
      );
    },
  );

  it("are written as Python writes JSON", () => {
    const reply = CmdAcknowledgedReply({ timestampTaiUnixSec: 1.7e9, commander: 1, sequenceId: 7, timeoutSec: 12 });
    expect(reply.toText()).toBe(
      '{"id": 1, "timestamp": 1700000000.0, "parameters": {"commander": 1, "sequenceId": 7, "timeout": 12.0}}',
    );
  });

  it("keep nested settings as they are", () => {
    const text = '{"id": 40, "timestamp": 1.5, "parameters": {"MainAxis": {"Azimuth": {"limit": [1, 2.5]}}}}\r\n';
    expect(parseReply(text)).toMatchObject({ parameters: { MainAxis: { Azimuth: { limit: [1, 2.5] } } } });
  });

  it("need not say the states of elements", () => {
    const text = '{"id": 100, "timestamp": 1.5, "parameters": {"system": 15, "powerState": 1}}';
    expect(parseReply(text)).toEqual(
      PowerStateReply({ timestampTaiUnixSec: 1.5, system: System.MAIN_AXES_POWER_SUPPLY, powerState: 1 }),
    );
  });

  it("may contain NaN and infinities, as Python's do", () => {
    const text = '{"id": 101, "timestamp": -Infinity, "parameters": {"axis": 0, "state": 1, "position": NaN}}';
    expect(parseReply(text)).toMatchObject({ timestampTaiUnixSec: Number.NEGATIVE_INFINITY, positionDeg: Number.NaN });
    expect(parseReply(parseReply(text).encode())).toEqual(parseReply(text));
    expect(
      parseReply('{"id": 2, "timestamp": 1, "parameters": {"commander": 1, "sequenceId": 7, "explanation": "NaN"}}'),
    ).toMatchObject({ explanation: "NaN" });
  });

  it.each([
    ["it is not JSON", "nonsense"],
    ['"999" is not the code of a reply', '{"id": 999, "timestamp": 1, "parameters": {}}'],
    ['"undefined" is not the code of a reply', "[]"],
    [
      "CmdSucceededReply.sequenceId must be a whole number, not undefined",
      '{"id": 3, "timestamp": 1, "parameters": {"commander": 1}}',
    ],
    [
      "CmdSucceededReply.timestampTaiUnixSec must be a number",
      '{"id": 3, "parameters": {"commander": 1, "sequenceId": 3}}',
    ],
    ["CmdSucceededReply.parameters must be an object, not an array", '{"id": 3, "timestamp": 1, "parameters": []}'],
  ])("say what is wrong with them: %s", (message, text) => {
    expect(() => parseReply(text)).toThrow(UnparsableMessageError);
    expect(() => parseReply(text)).toThrow(message);
  });
});
