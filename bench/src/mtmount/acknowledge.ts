import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import type { Benchmark, Row } from "../row.ts";
import { Child } from "../tcpip/child.ts";
import { inTurns, withChildren } from "../tcpip/measure.ts";
import { LOAD_CPU, MEASURED_CPU } from "../tcpip/pinning.ts";

interface Times {
  p50Us: number;
  p99Us: number;
}

type Name = "ours" | "pair" | "echo";
const NAMES: readonly Name[] = ["ours", "pair", "echo"];

/**
 * A track command until it is acknowledged. By hand the same lines travel on the same pair of sockets; an echo on a single
 * socket is shown beside it. The other end is `net` by hand in all of them.
 */
export const benchmark: Benchmark = {
  name: "mtmount: acknowledge",
  async run({ quick }) {
    await using controller = Child.node("../../mtmount/children/controller", [], LOAD_CPU);
    const ports = await controller.ask<{ echo: number; command: number }>({ do: "ports" });
    const start = (name: Name): Child => Child.node("../../mtmount/children/commander", [name], MEASURED_CPU);
    const results = await withChildren(NAMES, start, (child) =>
      inTurns<Name, Times>(NAMES, quick ? 1 : 9, async (name) => {
        const replyPort = await freePort();
        const rounds = quick ? 500 : 8000;
        const [times] = await Promise.all([
          child(name).ask<Times>({ do: "run", ...ports, replyPort, rounds }),
          name !== "echo" ? controller.ask({ do: "connect", port: replyPort }) : undefined,
        ]);
        return times;
      }),
    );
    const p50 = ({ p50Us }: Times): number => p50Us;
    const row = (to: Name, against: string): Row => ({
      ...{ group: "mtmount: command to acknowledgement", name: "p50, back to back", against, quantity: "latency" },
      ratio: results.ratio("ours", to, p50),
      detail: `${results.median("ours", p50).toFixed(1)} µs against ${results.median(to, p50).toFixed(1)} µs`,
    });
    return [{ ...row("pair", "lines by hand, same sockets"), reach: 1.15 }, row("echo", "echo by hand, one socket")];
  },
};

async function freePort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
