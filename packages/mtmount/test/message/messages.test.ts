import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CommandCode } from "../../src/commandCode.ts";
import { commands } from "../../src/commands/commands.ts";
import { ReplyCode, Source } from "../../src/enums.ts";
import { isAckOnly, parseCommand, parseReply } from "../../src/parseMessages.ts";
import { replies } from "../../src/replies.ts";
import { type AnyMessage, fieldsOf, kindsOf, valuesFor } from "../support/randomMessages.ts";

interface VectorField {
  name: string;
  type: string;
  default?: unknown;
  required?: boolean;
}
interface Vector {
  class: string;
  code_name: string;
  code: number;
  ack_only?: boolean;
  parameters?: VectorField[];
  fields?: VectorField[];
  example: { values: Record<string, unknown>; bytes_utf8: string };
}
const vectors = JSON.parse(readFileSync(join(import.meta.dirname, "../vectors/messages.json"), "utf8")) as {
  commands: Vector[];
  replies: Vector[];
  commandCodes: Record<string, number>;
};

const commandKinds = new Map(kindsOf(commands).map((kind) => [kind.kind, kind]));
const replyKinds = new Map(kindsOf(replies).map((kind) => [kind.kind, kind]));
const all = [
  ...vectors.commands.map((vector) => ({
    vector,
    kind: commandKinds.get(vector.class),
    parse: parseCommand,
    codes: CommandCode,
  })),
  ...vectors.replies.map((vector) => ({
    vector,
    kind: replyKinds.get(vector.class),
    parse: parseReply,
    codes: ReplyCode,
  })),
].map((one) => ({ ...one, name: one.vector.class }));

function kindIn(one: (typeof all)[number]) {
  if (one.kind === undefined) throw new Error(`${one.name} is missing`);
  return one.kind;
}

describe("the table of messages", () => {
  it("has the 52 commands and 7 replies of the original, and all its codes", () => {
    expect([...commandKinds.keys()].sort()).toEqual(vectors.commands.map((one) => one.class).sort());
    expect([...replyKinds.keys()].sort()).toEqual(vectors.replies.map((one) => one.class).sort());
    expect(commandKinds.size).toBe(52);
    expect(replyKinds.size).toBe(7);
    expect(CommandCode).toEqual(vectors.commandCodes);
  });

  it.each(all)("$name has the fields, types and defaults of the original", (one) => {
    const kind = kindIn(one);
    const header = ["sequence_id", "source", "timestamp"];
    const wanted = one.vector.parameters ?? (one.vector.fields ?? []).filter(({ name }) => name !== "reply_code");
    const skip = one.vector.parameters === undefined ? [] : header;
    const typeNames: Record<string, string> = { str: "text", enum: "Source" };
    const ours = fieldsOf(kind)
      .filter(([, { wireName }]) => !skip.includes(wireName) && wireName !== "extra_data")
      .map(([, { wireName, type, optional, defaultValue }]) => {
        const hasFixedDefault = optional && wireName !== "timestamp";
        return [wireName, type.name, !optional, hasFixedDefault ? defaultValue?.() : undefined];
      });
    expect(ours).toEqual(
      wanted.map(({ name, type, required = false, default: value }) => [
        name,
        typeNames[type] ?? type,
        required,
        name === "timestamp" ? undefined : value === "CSC" ? Source.CSC : value,
      ]),
    );
    expect(kind.code).toBe(one.codes[one.vector.code_name as keyof typeof one.codes]);
    expect(kind.code).toBe(one.vector.code);
  });

  it.each(all)("$name: the bytes of the original round-trip, and mean the same", (one) => {
    const { bytes_utf8: wire, values } = one.vector.example;
    const message: AnyMessage = one.parse(Buffer.from(wire));
    expect(Buffer.from(message.encode()).toString()).toBe(wire);
    expect(message.kind).toBe(one.name);
    const made: Record<string, unknown> = {};
    for (const [name, { wireName }] of fieldsOf(kindIn(one))) {
      const value = values[wireName];
      made[name] =
        wireName === "timestamp"
          ? new Date(`${value}Z`)
          : typeof value === "string" && value in Source
            ? Source[value as keyof typeof Source]
            : value;
    }
    expect(kindIn(one)(made).equals(message)).toBe(true);
  });

  it("knows which commands are acknowledged only", () => {
    const ours = kindsOf(commands).filter(({ code }) => isAckOnly({ commandCode: code }));
    expect(ours.map(({ kind }) => kind).sort()).toEqual(
      vectors.commands
        .filter(({ ack_only }) => ack_only === true)
        .map((one) => one.class)
        .sort(),
    );
  });
});

describe("random messages", () => {
  for (const which of ["all", "required"] as const) {
    const title = which === "all" ? "with all fields given" : "with only the fields given that have no default";
    it.each(all)(`of kind $name, ${title}, survive writing and reading unchanged`, (one) => {
      const kind = kindIn(one);
      fc.assert(
        fc.property(valuesFor(kind, which), (values) => {
          const message = kind(values);
          const read = kind.fromFields(kind.toFields(message));
          expect(read).toEqual(message);
          expect(read.equals(message)).toBe(true);
          expect(one.parse(message.encode())).toEqual(message);
          expect(one.parse(message.toText()).toText()).toBe(message.toText());
        }),
        { numRuns: 10 },
      );
    });
  }
});
