import type { Benchmark } from "../row.ts";
import { benchmark as load } from "./load.ts";

/** The benchmarks of `@obswire/hexrotcomm` and `@obswire/mocks`, in the order of the table. */
export const hexrotcommBenchmarks: readonly Benchmark[] = [load];
