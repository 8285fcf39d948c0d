import type { Benchmark } from "../row.js";
import { benchmark as acknowledge } from "./acknowledge.js";
import { benchmark as idleMemory } from "./idleMemory.js";
import { benchmark as manyConnections } from "./manyConnections.js";
import { benchmark as receiveBulk } from "./receiveBulk.js";
import { benchmark as receivePaced } from "./receivePaced.js";
import { benchmark as write } from "./write.js";

/** The benchmarks of `@obswire/tcpip`, in the order of the table. */
export const tcpipBenchmarks: readonly Benchmark[] = [
  receiveBulk,
  receivePaced,
  write,
  acknowledge,
  manyConnections,
  idleMemory,
];
