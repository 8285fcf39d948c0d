import { parseCommand, parseReply } from "@obswire/mtmount";
import type { Benchmark, Row, Skipped } from "../row.ts";
import { type Compared, compare, nanoseconds } from "../structs/measure.ts";
import { byHand, type RoundTrip } from "./hand.ts";
import { type Kind, kinds, messagesOf } from "./messages.ts";
import { pythonNs } from "./python.ts";

const GROUP = "mtmount: parse and encode a message";

/** Does the work as often as it is told, on one message after the other. */
function repeated(messages: readonly Buffer[], roundTrip: (bytes: Buffer) => Uint8Array): (times: number) => number {
  return (times) => {
    let bytes = 0;
    for (let i = 0; i < times; i++) bytes += roundTrip(messages[i % messages.length] as Buffer).length;
    return bytes;
  };
}

/** Ours against hand-written code for that one message; both must give the bytes back that they were given. */
function measure(kind: Kind, quick: boolean): Compared {
  const messages = messagesOf(kind);
  const ours: RoundTrip = kind.endsWith("Reply")
    ? (bytes) => parseReply(bytes).encode() as Buffer
    : (bytes) => parseCommand(bytes).encode() as Buffer;
  for (const message of messages) {
    for (const roundTrip of [ours, byHand[kind]]) {
      if (!message.equals(roundTrip(message))) throw new Error(`${kind}: other bytes came back`);
    }
  }
  return compare(repeated(messages, ours), repeated(messages, byHand[kind]), { quick });
}

export const benchmark: Benchmark = {
  name: "mtmount: messages",
  async run({ quick }) {
    const theirs = pythonNs(quick);
    const rows: (Row | Skipped)[] = [];
    for (const kind of kinds) {
      const compared = measure(kind, quick);
      const row = { group: GROUP, name: kind, quantity: "speed" } as const;
      rows.push({ ...row, against: "by hand", ratio: compared.speed, reach: 0.5, detail: nanoseconds(compared) });
      if (theirs === undefined) {
        rows.push({ group: GROUP, name: `${kind} against Python`, why: "python3 is missing" });
        continue;
      }
      const python = theirs[kind];
      const detail = nanoseconds({ ours: compared.ours, theirs: python, speed: 0 });
      rows.push({ ...row, against: "plain Python", ratio: python / compared.ours, reach: 5, detail });
    }
    return rows;
  },
};
