import type { Benchmark, Row } from "../row.ts";
import { compare, nanoseconds } from "./measure.ts";
import type { Pair } from "./work.ts";

/** One comparison of the table, before it is measured. */
export interface Case {
  readonly name: string;
  readonly against: string;
  readonly pair: Pair;
  readonly reach?: number;
}

export function measureAll(group: string, cases: readonly Case[], quick: boolean): Row[] {
  return cases.map(({ name, against, pair, reach }) => {
    const compared = compare(pair.ours, pair.theirs, { quick });
    const row: Row = { group, name, against, ratio: compared.speed, quantity: "speed", detail: nanoseconds(compared) };
    return reach === undefined ? row : { ...row, reach };
  });
}

export function benchmarkOf(name: string, group: string, cases: readonly Case[]): Benchmark {
  return { name, run: async ({ quick }) => measureAll(group, cases, quick) };
}
