import type { Benchmark, Row, Skipped } from "../row.ts";
import type { Child } from "./child.ts";
import { inTurns, withChildren } from "./measure.ts";
import { python } from "./python.ts";
import { nodeReceiver, pythonReceiver, type Received, type Receiver, receiveOnce, startSender } from "./receiving.ts";

const GROUP = "tcpip: receive, 20,000 frames/s, one write each (CPU per frame)";
const RATE = 20_000;
/** With more bunched frames than this a run is repeated, for a receiver that gets many at once has an easy life. */
const MAX_BUNCHED = 0.03;
const ATTEMPTS = 3;

const RECEIVERS = {
  ours: nodeReceiver("await", "client"),
  data: nodeReceiver("data", "client"),
  python: pythonReceiver,
  try: nodeReceiver("try", "client"),
  "ours, server": nodeReceiver("await", "server"),
  "data, server": nodeReceiver("data", "server"),
} as const satisfies Record<string, Receiver>;

type Name = keyof typeof RECEIVERS;

/** Processor time per frame when frames come one by one. */
export const benchmark: Benchmark = {
  name: "tcpip: receive paced",
  async run({ quick }) {
    const names = (Object.keys(RECEIVERS) as Name[]).filter((name) => name !== "python" || python() !== undefined);
    await using sender = startSender();
    const results = await withChildren<Name, Child, Awaited<ReturnType<typeof measure>>>(
      names,
      (name) => RECEIVERS[name].start(),
      (child) => measure(names, sender, child, quick),
    );

    const cpu = ({ cpuUs, frames }: Received): number => cpuUs / frames;
    const compare = (label: string, name: Name, to: Name, against: string, reach?: number): Row => ({
      ...{ group: GROUP, name: label, against, quantity: "cpu", ratio: results.ratio(name, to, cpu) },
      ...(reach === undefined ? {} : { reach }),
      detail: `${results.median(name, cpu).toFixed(1)} µs against ${results.median(to, cpu).toFixed(1)} µs`,
    });
    const rows: (Row | Skipped)[] = [compare("await readInto, client", "ours", "data", "net by hand, 'data'", 1.15)];
    rows.push(
      results.has("python")
        ? compare("await readInto, client", "ours", "python", "Python asyncio", 0.6)
        : { group: GROUP, name: "await readInto against Python asyncio", why: "python3 is missing" },
      compare("tryReadInto, client", "try", "data", "net by hand, 'data'"),
      compare("await readInto, server", "ours, server", "data, server", "net by hand, 'data', server"),
    );
    return rows;
  },
};

function measure(names: readonly Name[], sender: Child, child: (name: Name) => Child, quick: boolean) {
  const frames = RATE * (quick ? 0.5 : 1.25);
  return inTurns(names, quick ? 1 : 5, async (name) => {
    let best = await receiveOnce(name, sender, RECEIVERS[name], child(name), frames, RATE);
    for (let attempt = 1; best.bunched > MAX_BUNCHED && attempt < (quick ? 1 : ATTEMPTS); attempt++) {
      const next = await receiveOnce(name, sender, RECEIVERS[name], child(name), frames, RATE);
      if (next.bunched < best.bunched) best = next;
    }
    return best;
  });
}
