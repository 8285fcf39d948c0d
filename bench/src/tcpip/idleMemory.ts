import { readFileSync } from "node:fs";
import type { Benchmark, Row, Skipped } from "../row.ts";
import { Child } from "./child.ts";
import { inTurns } from "./measure.ts";
import { LOAD_CPU, MEASURED_CPU } from "./pinning.ts";

const GROUP = "tcpip: memory of an idle connection (server side)";
const CONNECTIONS = 4000;
/** Connections that are there before counting begins: what the first ones cost is paid once. */
const FIRST = 500;
const LIMIT_KB = 7;

type Name = "idle" | "ours" | "bare";

/** Resident memory of a connection over which nothing was ever sent, with a read waiting. */
export const benchmark: Benchmark = {
  name: "tcpip: idle memory",
  async run({ quick }): Promise<(Row | Skipped)[]> {
    const count = quick ? CONNECTIONS / 4 : CONNECTIONS;
    const allowed = openFilesLimit();
    if (allowed < count + FIRST + 100) {
      return [{ group: GROUP, name: `${count} connections`, why: `only ${allowed} open files allowed (ulimit -n)` }];
    }
    await using clients = Child.node("manyClients", [], LOAD_CPU);
    const results = await inTurns<Name, number>(
      ["idle", "ours", "bare"],
      quick ? 1 : 3,
      (name) => kilobytesPerConnection(name, clients, count),
      false, // Each run is a process of its own.
    );
    const kb = (value: number): number => value;
    const text = (name: Name): string => `${results.median(name, kb).toFixed(1)} KB`;
    return [
      {
        ...{ group: GROUP, name: "startServer, read waiting", against: `${LIMIT_KB} KB`, quantity: "memory" },
        ...{ ratio: results.median("idle", kb) / LIMIT_KB, reach: 1, detail: text("idle") },
      },
      {
        ...{ group: GROUP, name: "startServer, read waiting", against: "net by hand", quantity: "memory" },
        ...{ ratio: results.ratio("idle", "bare", kb), detail: `${text("idle")} against ${text("bare")}` },
      },
      {
        ...{ group: GROUP, name: "with two structs (700 bytes)", against: "net by hand", quantity: "memory" },
        ...{ ratio: results.ratio("ours", "bare", kb), detail: `${text("ours")} against ${text("bare")}` },
      },
    ];
  },
};

async function kilobytesPerConnection(name: Name, clients: Child, count: number): Promise<number> {
  // A new process each time: freed memory does not go back to the system.
  await using server = Child.node("manyServer", [name], MEASURED_CPU, ["--expose-gc"]);
  const { port } = await server.ask<{ port: number }>({ do: "listen" });
  await clients.ask({ do: "open", port, count: FIRST });
  const before = await server.ask<Memory>({ do: "memory" });
  await clients.ask({ do: "open", port, count });
  const after = await server.ask<Memory>({ do: "memory" });
  await clients.ask({ do: "close" });
  if (after.connections - before.connections !== count) {
    throw new Error(`${name} has ${after.connections - before.connections} new connections, opened were ${count}`);
  }
  return (after.rssBytes - before.rssBytes) / count / 1024;
}

interface Memory {
  connections: number;
  rssBytes: number;
}

function openFilesLimit(): number {
  try {
    const limit = /^Max open files\s+(\S+)/m.exec(readFileSync("/proc/self/limits", "utf8"))?.[1];
    return limit === undefined || limit === "unlimited" ? Number.POSITIVE_INFINITY : Number(limit);
  } catch {
    return Number.POSITIVE_INFINITY; // No such file on this system: opening the connections will tell.
  }
}
