import { isDeepStrictEqual } from "node:util";
import { Telemetry } from "../frames.ts";
import type { Benchmark, Row, Skipped } from "../row.ts";
import type { PlainTelemetry } from "./hand.ts";
import { slices, telemetries, telemetryObjects } from "./input.ts";
import { compare, nanoseconds } from "./measure.ts";
import { makers, type PeerCodec } from "./peerCodecs.ts";

const group = "structs, npm peers";
const messages = slices(telemetries, Telemetry.size);

/** Why this peer cannot be compared: it has to read and write the same before it is timed. */
function faultOf(peer: PeerCodec): string | undefined {
  for (const [i, message] of messages.entries()) {
    const values = telemetryObjects[i] as PlainTelemetry;
    if (!isDeepStrictEqual(JSON.parse(JSON.stringify(peer.decode(message))), JSON.parse(JSON.stringify(values))))
      return `${peer.name} reads other values`;
    if (Buffer.compare(peer.encode(values), message) !== 0) return `${peer.name} writes other bytes`;
  }
  return undefined;
}

function decodeRow(peer: PeerCodec, quick: boolean): Row {
  const compared = compare(
    (times) => {
      let out: unknown;
      for (let i = 0; i < times; i++) out = Telemetry.view(messages[i & 63] as Buffer).toJSON();
      return out;
    },
    (times) => {
      let out: unknown;
      for (let i = 0; i < times; i++) out = peer.decode(messages[i & 63] as Buffer);
      return out;
    },
    { quick },
  );
  return {
    group,
    name: "telemetry: toJSON()",
    against: peer.name,
    ratio: compared.speed,
    quantity: "speed",
    reach: 3,
    detail: nanoseconds(compared),
  };
}

function encodeRow(peer: PeerCodec, quick: boolean): Row {
  const own = new Telemetry();
  const compared = compare(
    (times) => {
      for (let i = 0; i < times; i++) own.set(telemetryObjects[i & 63] as never);
      return own;
    },
    (times) => {
      let out: unknown;
      for (let i = 0; i < times; i++) out = peer.encode(telemetryObjects[i & 63] as PlainTelemetry);
      return out;
    },
    { quick },
  );
  return {
    group,
    name: "telemetry: set()",
    against: peer.name,
    ratio: compared.speed,
    quantity: "speed",
    reach: 3,
    detail: nanoseconds(compared),
  };
}

export const benchmark: Benchmark = {
  name: "structs: npm peers",
  async run({ quick }) {
    // typed-struct loads its text functions in a later tick.
    await new Promise((resolve) => setTimeout(resolve, 200));
    const rows: (Row | Skipped)[] = [];
    for (const make of makers) {
      let peer: PeerCodec;
      try {
        peer = make();
        const why = faultOf(peer);
        if (why !== undefined) rows.push({ group, name: peer.name, why });
        else rows.push(decodeRow(peer, quick), encodeRow(peer, quick));
      } catch (error) {
        rows.push({ group, name: make.name, why: String(error) });
      }
    }
    return rows;
  },
};
