import type { Benchmark, Row, Skipped } from "../row.ts";
import { Child } from "./child.ts";
import { checkTally } from "./frame.ts";
import { inTurns, withChildren } from "./measure.ts";
import { LOAD_CPU, MEASURED_CPU } from "./pinning.ts";
import { python } from "./python.ts";
import type { Received } from "./receiving.ts";

const GROUP = "tcpip: send (header 24 + body 676 bytes)";

interface Written {
  frames: number;
  seconds: number;
  cpuUs: number;
  writeCalls?: number;
}

type Name = "alone" | "batched" | "byHand" | "python";

/** Frames of one run, each way for about half a second. */
const FRAMES: Record<Name, number> = { alone: 80_000, batched: 600_000, byHand: 80_000, python: 50_000 };

/** `writeFrom(header, telemetry)` alone and many in one turn. */
export const benchmark: Benchmark = {
  name: "tcpip: write",
  async run({ quick }) {
    const names: Name[] = ["alone", "batched", "byHand", ...(python() === undefined ? [] : (["python"] as const))];
    await using receiver = Child.node("receive", ["data", "server"], LOAD_CPU);
    const { port } = await receiver.ask<{ port: number }>({ do: "listen" });
    const results = await withChildren<Name, Child, Awaited<ReturnType<typeof measure>>>(
      names,
      (name) =>
        name === "python" ? Child.python("write.py", [], MEASURED_CPU) : Child.node("write", [name], MEASURED_CPU),
      (child) => measure(names, receiver, port, child, quick),
    );

    const rate = ({ frames, seconds }: Written): number => frames / seconds;
    const text = (name: Name): string => {
      const cpu = results.median(name, ({ cpuUs, frames }) => cpuUs / frames);
      return `${(results.median(name, rate) / 1e3).toFixed(0)} k/s, ${cpu.toFixed(2)} µs CPU`;
    };
    const compare = (label: string, name: Name, to: Name, against: string, reach?: number): Row | Skipped => {
      if (!results.has(to)) return { group: GROUP, name: `${label} against ${against}`, why: "python3 is missing" };
      return {
        ...{ group: GROUP, name: label, against, quantity: "speed", ratio: results.ratio(name, to, rate) },
        ...(reach === undefined ? {} : { reach }),
        detail: `${text(name)} against ${text(to)}`,
      };
    };
    const calls = results.median("alone", ({ writeCalls, frames }) => (writeCalls ?? Number.NaN) / frames);
    return [
      Number.isNaN(calls)
        ? { group: GROUP, name: "system calls per writeFrom", why: "no /proc/self/io on this system" }
        : {
            ...{ group: GROUP, name: "writeFrom(header, body) alone: system calls", against: "one", quantity: "cpu" },
            ...{ ratio: calls, reach: 1.01 },
          },
      compare("writeFrom(header, body) alone", "alone", "python", "Python asyncio write_from", 1.7),
      compare("writeFrom(header, body) alone", "alone", "byHand", "net by hand, one write per frame"),
      compare("writeFrom, 100 in one turn", "batched", "byHand", "net by hand, one write per frame", 5),
      compare("writeFrom, 100 in one turn", "batched", "python", "Python asyncio write_from", 10),
    ];
  },
};

function measure(names: readonly Name[], receiver: Child, port: number, child: (name: Name) => Child, quick: boolean) {
  return inTurns<Name, Written>(names, quick ? 1 : 9, async (name) => {
    const frames = FRAMES[name] / (quick ? 10 : 1);
    const received = receiver.ask<Received>({ do: "receive", frames, port });
    const written = await child(name).ask<Written>({ do: "write", frames, port });
    checkTally(`the receiver of ${name}`, await received, frames);
    return written;
  });
}
