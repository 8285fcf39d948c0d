import type { Benchmark, Row, Skipped } from "../row.ts";
import { Child } from "../tcpip/child.ts";
import { inTurns, type Results, withChildren } from "../tcpip/measure.ts";
import { LOAD_CPU, MEASURED_CPU } from "../tcpip/pinning.ts";
import { python } from "../tcpip/python.ts";

const INTERVAL_MS = 50;
/** How long new connections run before anything counts, and how long it counts, in milliseconds. */
const WARM_UP_MS = 500;

interface Cost {
  frames: number;
  cpuUs: number;
  delayP99Ms: number;
  rssBytes: number;
}

/** What it cost, and how many frames there really were. */
interface Measured extends Cost {
  framesPerSec: number;
}

type MonitorName = "ours" | "bare" | "python";
type MocksName = "ours" | "python";

const MONITORS: Readonly<Record<MonitorName, (cpu: number) => Child>> = {
  ours: (cpu) => Child.node("../../hexrotcomm/children/monitor", ["ours"], cpu),
  bare: (cpu) => Child.node("../../hexrotcomm/children/monitor", ["bare"], cpu),
  python: (cpu) => Child.python("../src/hexrotcomm/python/hexapod_monitor.py", [], cpu),
};
const MOCKS: Readonly<Record<MocksName, (cpu: number) => Child>> = {
  ours: (cpu) => Child.node("../../hexrotcomm/children/mocks", [], cpu),
  python: (cpu) => Child.python("../src/hexrotcomm/python/hexapod_mocks.py", [], cpu),
};

/** A thousand hexapods at 20 Hz: one process that monitors them, and one process that is them. */
export const benchmark: Benchmark = {
  name: "hexrotcomm: load",
  async run({ quick }) {
    const count = quick ? 100 : 1000;
    const repeats = quick ? 1 : 3;
    const ms = quick ? 500 : 3000;
    const withPython = python() !== undefined;
    const monitors = await measureMonitors(["ours", "bare", ...(withPython ? (["python"] as const) : [])], {
      ...{ count, repeats, ms },
    });
    const mocks = await measureMocks(["ours", ...(withPython ? (["python"] as const) : [])], { count, repeats, ms });
    return [...monitorRows(monitors, count), ...mockRows(mocks, count)];
  },
};

interface Extent {
  count: number;
  repeats: number;
  ms: number;
}

async function measureMonitors(
  names: readonly MonitorName[],
  { count, repeats, ms }: Extent,
): Promise<Results<MonitorName, Measured>> {
  await using mocks = MOCKS.ours(LOAD_CPU);
  const { ports } = await mocks.ask<{ ports: number[] }>({ do: "open", count, intervalMs: INTERVAL_MS });
  return await withChildren(
    names,
    (name) => MONITORS[name](MEASURED_CPU),
    (child) => inTurns(names, repeats, (name) => monitorOnce(child(name), child(name), ports, ms)),
  );
}

async function measureMocks(
  names: readonly MocksName[],
  { count, repeats, ms }: Extent,
): Promise<Results<MocksName, Measured>> {
  await using monitor = MONITORS.bare(LOAD_CPU);
  return await withChildren(
    names,
    (name) => MOCKS[name](MEASURED_CPU),
    async (child) => {
      const ports = new Map<MocksName, number[]>();
      for (const name of names) {
        const opened = await child(name).ask<{ ports: number[] }>({ do: "open", count, intervalMs: INTERVAL_MS });
        ports.set(name, opened.ports);
      }
      return await inTurns(names, repeats, (name) => monitorOnce(monitor, child(name), ports.get(name) ?? [], ms));
    },
  );
}

/** What `measured` needs while the monitor watches these ports; the frames are counted by the monitor. */
async function monitorOnce(monitor: Child, measured: Child, ports: readonly number[], ms: number): Promise<Measured> {
  await monitor.ask({ do: "open", ports });
  await sleep(WARM_UP_MS);
  await monitor.ask({ do: "begin" });
  if (measured !== monitor) await measured.ask({ do: "begin" });
  await sleep(ms);
  const seen = await monitor.ask<Cost>({ do: "end" });
  const cost = measured === monitor ? seen : await measured.ask<Cost>({ do: "end" });
  await monitor.ask({ do: "close" });
  const expected = (ports.length * ms) / INTERVAL_MS;
  // Less than was due: other work on the machine. The cost of a frame can be compared, as long as there are frames.
  if (seen.frames < expected / 10) throw new Error(`${seen.frames} frames were seen, about ${expected} were due`);
  return { ...cost, frames: seen.frames, framesPerSec: (seen.frames / ms) * 1000 };
}

function monitorRows(results: Results<MonitorName, Measured>, count: number): (Row | Skipped)[] {
  const group = `hexrotcomm: one process monitors ${count} hexapods at 20 Hz`;
  return [
    row(results, {
      group,
      name: "CPU",
      quantity: "cpu",
      to: "bare",
      figure: cpuPerFrame,
      unit: "µs a frame",
      reach: 1.25,
    }),
    row(results, {
      group,
      name: "CPU",
      quantity: "cpu",
      to: "python",
      figure: cpuPerFrame,
      unit: "µs a frame",
      reach: 0.6,
    }),
    row(results, {
      group,
      name: "event loop delay, p99",
      quantity: "latency",
      to: "python",
      figure: delay,
      unit: "ms",
    }),
    row(results, { group, name: "memory of the process", quantity: "memory", to: "bare", figure: memory, unit: "MB" }),
  ];
}

function mockRows(results: Results<MocksName, Measured>, count: number): (Row | Skipped)[] {
  const group = `mocks: one process is ${count} hexapods at 20 Hz`;
  return [
    row(results, {
      group,
      name: "CPU",
      quantity: "cpu",
      to: "python",
      figure: cpuPerFrame,
      unit: "µs a frame",
      reach: 0.6,
    }),
    row(results, {
      group,
      name: "event loop delay, p99",
      quantity: "latency",
      to: "python",
      figure: delay,
      unit: "ms",
    }),
    row(results, {
      group,
      name: "memory of the process",
      quantity: "memory",
      to: "python",
      figure: memory,
      unit: "MB",
    }),
  ];
}

const cpuPerFrame = ({ cpuUs, frames }: Cost): number => cpuUs / frames;
const delay = ({ delayP99Ms }: Cost): number => delayP99Ms;
const memory = ({ rssBytes }: Cost): number => rssBytes / 1e6;

interface RowOf {
  group: string;
  name: string;
  quantity: Row["quantity"];
  to: "bare" | "python";
  figure: (cost: Cost) => number;
  unit: string;
  reach?: number;
}

function row<Name extends string>(
  results: Results<Name | "ours" | "bare" | "python", Measured>,
  { group, name, quantity, to, figure, unit, reach }: RowOf,
): Row | Skipped {
  const against = to === "bare" ? "net by hand" : "Python asyncio";
  if (!results.has(to)) return { group, name: `${name} against ${against}`, why: "python3 is missing" };
  const [ours, theirs] = (["ours", to] as const).map((of) => {
    const rate = results.median(of, ({ framesPerSec }) => framesPerSec) / 1000;
    return `${results.median(of, figure).toFixed(1)} ${unit} (${rate.toFixed(1)} k frames/s)`;
  });
  return {
    ...{ group, name, against, quantity, ratio: results.ratio("ours", to, figure) },
    ...(reach === undefined ? {} : { reach }),
    detail: `${ours} against ${theirs}`,
  };
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
