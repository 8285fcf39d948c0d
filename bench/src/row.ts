/** One line of the benchmark table: a ratio between two things measured in the same run. */
export interface Row {
  /** The group the row is printed under, for example "structs" or "tcpip: receive, bulk". */
  group: string;
  /** What was done, for example "decode header". */
  name: string;
  /** What it is compared with, for example "hand-written DataView". */
  against: string;
  /** The measured ratio: ours / theirs in `quantity`. */
  ratio: number;
  /** What the ratio compares. "speed" is work per second (more is better); the others are costs (less is better). */
  quantity: "speed" | "cpu" | "latency" | "memory";
  /** The value to reach: a lower bound for "speed", an upper bound for costs; absent for rows that only inform. */
  reach?: number;
  /** Absolute figures behind the ratio, with units, for example "43 ns against 94 ns". */
  detail?: string;
}

/** A row nobody could measure here, and why: `python3` is missing, a peer cannot be installed. */
export interface Skipped {
  group: string;
  name: string;
  why: string;
}

/** One benchmark file exports one of these as `benchmark`. */
export interface Benchmark {
  /** Shown by `--list` and matched by the filter argument: `pnpm bench structs`. */
  name: string;
  /** Measures; `quick` asks for a short run that proves only that the benchmark works. */
  run(options: { quick: boolean }): Promise<(Row | Skipped)[]>;
}
