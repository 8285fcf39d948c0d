import { spawnSync } from "node:child_process";
import { arch, cpus, loadavg, platform, release, totalmem } from "node:os";
import { pinning } from "./tcpip/pinning.ts";
import { python } from "./tcpip/python.ts";

/** Where the figures were measured; ratios travel to other machines, absolute figures do not. */
export interface Machine {
  cpu: string;
  cpus: number;
  memoryGb: number;
  system: string;
  node: string;
  v8: string;
  /** Version of the Python that the peers ran on; absent where there is none. */
  python?: string;
  /** Whether both ends of a connection had a processor of their own. */
  pinned: boolean;
  /** Load before the first benchmark: what else is running takes part in the measurement. */
  load: number;
}

/** Describes this machine. */
export function describeMachine(): Machine {
  const all = cpus();
  const found = python();
  return {
    cpu: all[0]?.model.trim() ?? "unknown",
    cpus: all.length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${release()} ${arch()}`,
    node: process.version,
    v8: process.versions.v8,
    ...(found === undefined ? {} : { python: versionOf(found) }),
    pinned: pinning(0).length > 0,
    load: loadavg()[0] ?? 0,
  };
}

/** One line for people. */
export function formatMachine(machine: Machine): string {
  const { cpu, cpus: count, system, node, pinned, load } = machine;
  const peers = machine.python === undefined ? "no python3" : `Python ${machine.python}`;
  return `${cpu}, ${count} CPUs${pinned ? " (pinned)" : ""}, load ${load.toFixed(1)}, ${system}, Node ${node}, ${peers}`;
}

function versionOf(command: string): string {
  const { stdout } = spawnSync(command, ["-c", "import platform; print(platform.python_version())"], {
    encoding: "utf8",
  });
  return stdout.trim();
}
