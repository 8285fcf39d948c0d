import type { Benchmark, Row, Skipped } from "../row.ts";
import { Child } from "./child.ts";
import { inTurns, median, type Results, withChildren } from "./measure.ts";
import { LOAD_CPU, MEASURED_CPU } from "./pinning.ts";
import { python } from "./python.ts";

const GROUP = "tcpip: command to acknowledgement (two structs each way)";

/** How long Nagle's algorithm and a delayed acknowledgement keep the second struct back, in microseconds. */
const NAGLE_US = 40_000;

interface Times {
  p50Us: number;
  p99Us: number;
  p999Us: number;
  stalls: number;
}

type Name = "ours" | "bare" | "python";

/** Round trips of commands, back to back and with pauses. */
export const benchmark: Benchmark = {
  name: "tcpip: acknowledge",
  async run({ quick }) {
    const names: Name[] = ["ours", "bare", ...(python() === undefined ? [] : (["python"] as const))];
    await using commander = Child.node("command", [], LOAD_CPU);
    return await withChildren<Name, Child, (Row | Skipped)[]>(
      names,
      (name) =>
        name === "python"
          ? Child.python("acknowledge.py", [], MEASURED_CPU)
          : Child.node("acknowledge", [name], MEASURED_CPU),
      async (child) => {
        const measure = (rounds: number, pauseMs: number): Promise<Results<Name, Times>> =>
          inTurns<Name, Times>(names, quick ? 1 : 9, async (name) => {
            const { port } = await child(name).ask<{ port: number }>({ do: "listen" });
            return commander.ask<Times>({ do: "command", port, rounds, pauseMs });
          });
        const busy = await measure(quick ? 1000 : 8000, 0);
        const idle = await measure(quick ? 100 : 600, 1);
        return [...rows("back to back", busy, true), stallRow(busy, idle), ...rows("1 ms apart", idle, false)];
      },
    );
  },
};

function rows(label: string, results: Results<Name, Times>, bounded: boolean): (Row | Skipped)[] {
  const p50 = ({ p50Us }: Times): number => p50Us;
  const name = `p50, ${label}`;
  const compare = (to: Name, against: string, reach: number): Row | Skipped => {
    if (!results.has(to)) return { group: GROUP, name: `${name} against ${against}`, why: "python3 is missing" };
    return {
      ...{ group: GROUP, name, against, quantity: "latency", ratio: results.ratio("ours", to, p50) },
      ...(bounded ? { reach } : {}),
      detail: `${results.median("ours", p50).toFixed(1)} µs against ${results.median(to, p50).toFixed(1)} µs`,
    };
  };
  return [compare("bare", "net by hand", 1.08), compare("python", "Python asyncio", 0.8)];
}

function stallRow(busy: Results<Name, Times>, idle: Results<Name, Times>): Row {
  const both = [busy, idle];
  const p999 = Math.max(...both.map((results) => results.median("ours", ({ p999Us }) => p999Us)));
  const stalls = median(both.map((results) => results.median("ours", (times) => times.stalls)));
  return {
    ...{ group: GROUP, name: "no Nagle stall: p99.9", against: "40 ms", quantity: "latency" },
    ...{ ratio: p999 / NAGLE_US, reach: 0.5 },
    detail: `${(p999 / 1000).toFixed(2)} ms, ${stalls} round trips of 35 ms or more`,
  };
}
