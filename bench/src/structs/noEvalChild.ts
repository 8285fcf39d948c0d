/** Started by `noEval.ts`, with the flag of Node that forbids code from strings; prints its rows as JSON. */
import { measureAll } from "./rows.ts";
import * as work from "./work.ts";

let allowed = true;
try {
  new Function("");
} catch {
  allowed = false;
}
if (allowed) throw new Error("code generation from strings is allowed in this process");

const rows = measureAll(
  "structs, no code generation",
  [
    { name: "one field through a getter", against: "hand-written DataView", pair: work.oneField, reach: 0.85 },
    { name: "12 mixed fields through getters", against: "hand-written DataView", pair: work.twelveFields, reach: 0.75 },
    { name: "telemetry: view and toJSON()", against: "hand-written DataView", pair: work.toObject, reach: 0.15 },
    { name: "telemetry: set()", against: "by hand, a new Buffer each", pair: work.fromObjectFresh, reach: 0.7 },
    {
      name: "telemetry: set(), both into existing memory",
      against: "hand-written DataView, no checks",
      pair: work.fromObject,
    },
  ],
  process.argv.includes("--quick"),
);
process.stdout.write(JSON.stringify(rows));
