import type { Benchmark } from "../row.ts";
import { benchmark as codec } from "./codec.ts";
import { benchmark as noEval } from "./noEval.ts";
import { benchmark as peers } from "./peers.ts";
import { benchmark as python } from "./python.ts";

/** All benchmarks of `@obswire/structs`. */
export const structsBenchmarks: readonly Benchmark[] = [codec, noEval, peers, python];
