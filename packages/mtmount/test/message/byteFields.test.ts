import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commands, parseCommand, parseReply, replies } from "../../src/index.ts";
import { type AnyMessage, kindsOf, valuesFor } from "../support/randomMessages.ts";

/** What parsing gives: the message as text, or what is wrong with it. */
function resultOf(parse: () => AnyMessage): string {
  try {
    const message = parse();
    return `${message.kind} ${message.toText()}`;
  } catch (error) {
    return String(error);
  }
}

/** Random texts of fields: usual ones, unusual ones, wrong ones. */
const oddTexts = fc.oneof(
  fc.constantFrom(
    "",
    "-",
    "1",
    "0",
    "-0",
    "-0.0",
    "007",
    "1e5",
    "1E-05",
    ".5",
    "5.",
    ".",
    "nan",
    "-inf",
    " 1 ",
    "1_0",
    "+1",
  ),
  fc.constantFrom(
    "9007199254740993",
    "1234567890.123456789",
    "0.1234567890123456789012345",
    "1..2",
    "1.2.3",
    "--1",
    "1\r",
  ),
  fc.constantFrom("2021-02-01T23:03:55.123", "2021-02-01T24:03:55.123", "2021-02-01T23:03:5x.123", "2021-02-01"),
  fc.double().map(String),
  fc.integer().map(String),
  fc.string({ unit: "grapheme", maxLength: 8 }).filter((text) => !text.includes("\n")),
);

const tables = [
  { what: "commands", kinds: kindsOf(commands), parse: parseCommand as (received: string | Uint8Array) => AnyMessage },
  { what: "replies", kinds: kindsOf(replies), parse: parseReply as (received: string | Uint8Array) => AnyMessage },
];

describe.each(tables)("$what received as bytes and as text", ({ kinds, parse }) => {
  const messages = fc.oneof(...kinds.map((kind) => valuesFor(kind, "all").map((values) => kind(values))));

  it("are parsed to the same message, or refused with the same error, whatever their fields look like", () => {
    const mutated = fc.tuple(messages, fc.nat(12), oddTexts, fc.boolean()).map(([message, at, text, replaces]) => {
      const texts = message.toText().split("\n");
      texts.splice(at % (texts.length + 1), replaces ? 1 : 0, text);
      return texts.join("\n");
    });
    fc.assert(
      fc.property(mutated, fc.boolean(), (text, terminated) => {
        const received = terminated ? `${text}\r\n` : text;
        // Bytes of their own: nothing lies behind them.
        expect(resultOf(() => parse(Uint8Array.from(Buffer.from(received))))).toBe(resultOf(() => parse(received)));
      }),
      { numRuns: 3000 },
    );
  });
});
