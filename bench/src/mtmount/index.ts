import type { Benchmark } from "../row.ts";
import { benchmark as acknowledge } from "./acknowledge.ts";
import { benchmark as codec } from "./codec.ts";

/** All benchmarks of `@obswire/mtmount`. */
export const mtmountBenchmarks: readonly Benchmark[] = [codec, acknowledge];
