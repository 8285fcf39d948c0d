import { spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";

/** The processors of the two ends of a connection: what is measured has one of its own. */
export const LOAD_CPU = 0;
export const MEASURED_CPU = 1;

const TASKSET = "taskset";

let available: boolean | undefined;

/** The command prefix that pins a process to one processor; empty where that is not possible. */
export function pinning(cpu: number): string[] {
  available ??=
    availableParallelism() > 1 && spawnSync(TASKSET, ["-c", "0,1", "true"], { stdio: "ignore" }).status === 0;
  return available ? [TASKSET, "-c", String(cpu)] : [];
}
