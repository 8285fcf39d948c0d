import type { Benchmark, Row, Skipped } from "../row.ts";
import type { Child } from "./child.ts";
import { FRAME_BYTES } from "./frame.ts";
import { inTurns, withChildren } from "./measure.ts";
import { python } from "./python.ts";
import { nodeReceiver, pythonReceiver, type Received, type Receiver, receiveOnce, startSender } from "./receiving.ts";

const GROUP = "tcpip: receive, bulk (frames of 700 bytes, sender faster than any receiver)";

const RECEIVERS = {
  onread: nodeReceiver("onread", "client"),
  python: pythonReceiver,
  "await readInto, client": nodeReceiver("await", "client"),
  "await readInto, server": nodeReceiver("await", "server"),
  "tryReadInto, client": nodeReceiver("try", "client"),
  "tryReadInto, server": nodeReceiver("try", "server"),
  "batches, client": nodeReceiver("batches", "client"),
  "batches, server": nodeReceiver("batches", "server"),
  data: nodeReceiver("data", "client"),
  count: { ...nodeReceiver("count", "client"), blind: true },
} as const satisfies Record<string, Receiver>;

type Name = keyof typeof RECEIVERS;

/** What has to be reached: against the limit, and against asyncio. */
const GOALS: readonly [name: Name, againstLimit: number, againstPython: number][] = [
  ["await readInto, client", 0.45, 5],
  ["await readInto, server", 0.38, 4.5],
  ["tryReadInto, client", 0.8, 6],
  ["tryReadInto, server", 0.5, 6],
  ["batches, client", 1, 9],
  ["batches, server", 0.7, 9],
];

/** Received frames per second when the sender is always ahead. */
export const benchmark: Benchmark = {
  name: "tcpip: receive bulk",
  async run({ quick }) {
    const names = (Object.keys(RECEIVERS) as Name[]).filter((name) => name !== "python" || python() !== undefined);
    await using sender = startSender();
    const results = await withChildren<Name, Child, Awaited<ReturnType<typeof measure>>>(
      names,
      (name) => RECEIVERS[name].start(),
      (child) => measure(names, sender, child, quick),
    );

    const rows: (Row | Skipped)[] = [];
    const rate = ({ frames, seconds }: Received): number => frames / seconds;
    const text = (name: Name): string => {
      const perSecond = results.median(name, rate);
      const cpu = results.median(name, ({ cpuUs, frames }) => cpuUs / frames);
      return `${(perSecond / 1e6).toFixed(2)} M/s, ${cpu.toFixed(2)} µs CPU`;
    };
    const compare = (name: Name, to: Name, against: string, reach?: number): Row => ({
      ...{ group: GROUP, name, against, quantity: "speed", ratio: results.ratio(name, to, rate) },
      ...(reach === undefined ? {} : { reach }),
      detail: `${text(name)} against ${text(to)}`,
    });
    for (const [name, limit] of GOALS) rows.push(compare(name, "onread", "net by hand, onread", limit));
    for (const [name, , reach] of GOALS) {
      const against = "Python asyncio";
      rows.push(
        results.has("python")
          ? compare(name, "python", against, reach)
          : { group: GROUP, name: `${name} against ${against}`, why: "python3 is missing" },
      );
    }
    rows.push(compare("data", "onread", "net by hand, onread"));
    const gigabytes = results.median("count", (result) => (rate(result) * FRAME_BYTES) / 1e9);
    rows.push({
      ...compare("count", "onread", "net by hand, onread"),
      name: "bytes only counted (how far ahead the sender is)",
      detail: `${gigabytes.toFixed(2)} GB/s`,
    });
    return rows;
  },
};

function measure(names: readonly Name[], sender: Child, child: (name: Name) => Child, quick: boolean) {
  return inTurns(names, quick ? 1 : 11, (name) => {
    const frames = (quick ? 60_000 : 1_000_000) / (name === "python" ? 5 : 1);
    return receiveOnce(name, sender, RECEIVERS[name], child(name), frames, 0);
  });
}
