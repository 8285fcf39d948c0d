import type { Benchmark } from "../row.ts";
import { benchmark as acknowledge } from "./acknowledge.ts";
import { benchmark as idleMemory } from "./idleMemory.ts";
import { benchmark as manyConnections } from "./manyConnections.ts";
import { benchmark as receiveBulk } from "./receiveBulk.ts";
import { benchmark as receivePaced } from "./receivePaced.ts";
import { benchmark as write } from "./write.ts";

/** The benchmarks of `@obswire/tcpip`, in the order of the table. */
export const tcpipBenchmarks: readonly Benchmark[] = [
  receiveBulk,
  receivePaced,
  write,
  acknowledge,
  manyConnections,
  idleMemory,
];
