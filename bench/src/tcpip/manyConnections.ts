import type { Benchmark, Row, Skipped } from "../row.ts";
import { Child } from "./child.ts";
import { inTurns, type Results, withChildren } from "./measure.ts";
import { LOAD_CPU, MEASURED_CPU } from "./pinning.ts";
import { python } from "./python.ts";

const GROUP = "tcpip: 1,000 connections, 20 frames/s each";
const CONNECTIONS = 1000;
const RATE_HZ = 20;

interface Served {
  frames: number;
  cpuUs: number;
  latencyP50Us: number;
  latencyP99Us: number;
  delayP50Ms: number;
  delayP99Ms: number;
}

type Name = "ours" | "bare" | "python";
type Pattern = "spread" | "burst";

/** One process that serves a thousand slow connections. */
export const benchmark: Benchmark = {
  name: "tcpip: many connections",
  async run({ quick }) {
    const names: Name[] = ["ours", "bare", ...(python() === undefined ? [] : (["python"] as const))];
    await using clients = Child.node("manyClients", [], LOAD_CPU);
    return await withChildren<Name, Child, (Row | Skipped)[]>(
      names,
      (name) =>
        name === "python"
          ? Child.python("many_server.py", [], MEASURED_CPU)
          : Child.node("manyServer", [name], MEASURED_CPU),
      async (child) => {
        const measure = (pattern: Pattern): Promise<Results<Name, Served>> =>
          inTurns<Name, Served>(names, quick ? 1 : 3, (name) =>
            serveOnce(name, clients, child(name), pattern, quick ? 0.5 : 2.5),
          );
        return [...spreadRows(await measure("spread")), ...burstRows(await measure("burst"))];
      },
    );
  },
};

async function serveOnce(
  name: string,
  clients: Child,
  server: Child,
  pattern: Pattern,
  seconds: number,
): Promise<Served> {
  const { port } = await server.ask<{ port: number }>({ do: "listen" });
  await clients.ask({ do: "open", port, count: CONNECTIONS });
  /** Counts from now on, sends, and waits until all of it has arrived. */
  const serve = async (duration: number): Promise<void> => {
    await server.ask({ do: "begin" });
    const { sent } = await clients.ask<{ sent: number }>({ do: "run", pattern, seconds: duration, rateHz: RATE_HZ });
    for (let patience = 100; ; patience--) {
      const { frames } = await server.ask<{ frames: number }>({ do: "seen" });
      if (frames === sent) return;
      if (frames > sent || patience === 0) throw new Error(`${name} saw ${frames} frames, sent were ${sent}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  await serve(0.3); // New connections are slower than old ones.
  await serve(seconds);
  const served = await server.ask<Served>({ do: "end" });
  await clients.ask({ do: "close" });
  return served;
}

function spreadRows(results: Results<Name, Served>): (Row | Skipped)[] {
  const cpu = ({ cpuUs, frames }: Served): number => cpuUs / frames;
  const p50 = ({ latencyP50Us }: Served): number => latencyP50Us;
  return [
    row(results, "evenly spread", "cpu", "bare", cpu, "µs per frame", 1.2),
    row(results, "evenly spread", "cpu", "python", cpu, "µs per frame", 0.85),
    row(results, "evenly spread: send to handler, p50", "latency", "bare", p50, "µs"),
  ];
}

function burstRows(results: Results<Name, Served>): (Row | Skipped)[] {
  const cpu = ({ cpuUs, frames }: Served): number => cpuUs / frames;
  const latency = ({ latencyP99Us }: Served): number => latencyP99Us / 1000;
  const delay = ({ delayP99Ms }: Served): number => delayP99Ms;
  return [
    row(results, "all at once: send to handler, p99", "latency", "python", latency, "ms", 0.3),
    row(results, "all at once: event loop delay, p99", "latency", "python", delay, "ms", 0.3),
    row(results, "all at once: send to handler, p99", "latency", "bare", latency, "ms"),
    row(results, "all at once", "cpu", "bare", cpu, "µs per frame"),
  ];
}

function row(
  results: Results<Name, Served>,
  name: string,
  quantity: Row["quantity"],
  to: "bare" | "python",
  figure: (served: Served) => number,
  unit: string,
  reach?: number,
): Row | Skipped {
  const against = to === "bare" ? "net by hand" : "Python asyncio";
  if (!results.has(to)) return { group: GROUP, name: `${name} against ${against}`, why: "python3 is missing" };
  return {
    ...{ group: GROUP, name, against, quantity, ratio: results.ratio("ours", to, figure) },
    ...(reach === undefined ? {} : { reach }),
    detail: `${results.median("ours", figure).toFixed(1)} ${unit} against ${results.median(to, figure).toFixed(1)} ${unit}`,
  };
}
