import type { Benchmark } from "../row.ts";
import { benchmarkOf } from "./rows.ts";
import * as work from "./work.ts";

const HAND = "hand-written DataView";
const FRESH = "by hand, a new Buffer each";
const VIEWS = "by hand, new DataView per message";

/** What the generated code does, against what one would write by hand. */
export const benchmark: Benchmark = benchmarkOf("structs: codec", "structs", [
  { name: "one field through a getter", against: HAND, pair: work.oneField, reach: 0.9 },
  { name: "12 mixed fields through getters", against: HAND, pair: work.twelveFields, reach: 0.75 },
  { name: "telemetry: toJSON() of a bound view", against: HAND, pair: work.boundToObject, reach: 0.95 },
  { name: "telemetry: view and toJSON()", against: HAND, pair: work.toObject, reach: 0.95 },
  {
    name: "telemetry: set(), with its checks",
    against: "hand-written DataView, no checks",
    pair: work.fromObject,
    reach: 0.9,
  },
  { name: "telemetry: new Telemetry(values)", against: FRESH, pair: work.newStruct },
  { name: "many headers out of one chunk", against: VIEWS, pair: work.chunkOfHeaders, reach: 2 },
  { name: "many headers, 64-bit as number", against: VIEWS, pair: work.chunkOfHeadersAsNumber, reach: 3 },
  { name: "many telemetry structs out of one chunk", against: VIEWS, pair: work.chunkOfTelemetry, reach: 1.15 },
  { name: "header into a caller's buffer", against: FRESH, pair: work.encodeHeader, reach: 5 },
  { name: "header into a caller's buffer, bigint", against: FRESH, pair: work.encodeBigHeader, reach: 5 },
  { name: "telemetry into a caller's buffer", against: FRESH, pair: work.encodeTelemetry, reach: 1.5 },
  { name: "telemetry: load() into an existing struct", against: "new DataView", pair: work.loading, reach: 2.5 },
]);
