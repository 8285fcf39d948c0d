// A server of many connections: `manyServer.js <bare|ours>`. Notes when each frame arrives and how late the event loop is.
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { startServer } from "@obswire/tcpip";
import { Header } from "../../frames.ts";
import { FRAME_BYTES, FrameBody, TIME_OFFSET } from "../frame.ts";
import { quantile } from "../measure.ts";
import { HandParser } from "../receivers/handParser.ts";
import { answerRequests } from "./answering.ts";

const HOST = "127.0.0.1";
/** Connections that may wait to be accepted. */
const BACKLOG = 1024;

const [way = ""] = process.argv.slice(2);
let connections = 0;
let frames = 0;
let latenciesUs: number[] = [];
let delaysMs: number[] = [];
let cpu = process.cpuUsage();
let ticking: NodeJS.Timeout | undefined;

function note(sentNs: number): void {
  frames++;
  latenciesUs.push((Number(process.hrtime.bigint()) - sentNs) / 1000);
}

class TimingParser extends HandParser {
  protected override take(view: DataView, at: number): void {
    note(Number(view.getBigInt64(at + TIME_OFFSET, true)));
  }
}

async function startBare(): Promise<number> {
  const server = createServer({ noDelay: true }, (socket) => {
    connections++;
    const parser = new TimingParser();
    socket.on("data", (chunk) => {
      parser.feed(chunk, new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength), chunk.byteLength);
    });
    socket.on("error", () => {}).on("close", () => connections--);
  });
  await once(server.listen({ host: HOST, port: 0, backlog: BACKLOG }), "listening");
  return (server.address() as AddressInfo).port;
}

async function startOurs(): Promise<number> {
  const { port } = await startServer({
    host: HOST,
    port: 0,
    onConnection: async ({ reader }) => {
      connections++;
      try {
        const header = new Header();
        const body = new FrameBody();
        for (;;) {
          await reader.readInto(header);
          await reader.readInto(body);
          note(header.taiSec);
        }
      } finally {
        connections--;
      }
    },
  });
  return port;
}

/** As `startOurs`, but without memory of its own for each connection: what the connection itself costs. */
async function startOursIdle(): Promise<number> {
  const { port } = await startServer({
    host: HOST,
    port: 0,
    onConnection: async ({ reader }) => {
      connections++;
      try {
        for (;;) await reader.readExactly(FRAME_BYTES);
      } finally {
        connections--;
      }
    },
  });
  return port;
}

function watchLoop(): void {
  let lastMs = performance.now();
  const tick = (): void => {
    const nowMs = performance.now();
    delaysMs.push(nowMs - lastMs);
    lastMs = nowMs;
    ticking = setTimeout(tick, 1);
  };
  ticking = setTimeout(tick, 1);
}

const starts: Record<string, () => Promise<number>> = { bare: startBare, ours: startOurs, idle: startOursIdle };
const port = await (starts[way] ?? startBare)();

answerRequests<{ listen: object; seen: object; begin: object; end: object; memory: object }>({
  listen: () => ({ port }),
  seen: () => ({ frames }),
  begin: () => {
    clearTimeout(ticking);
    frames = 0;
    latenciesUs = [];
    delaysMs = [];
    watchLoop();
    cpu = process.cpuUsage();
    return {};
  },
  end: () => {
    const { user, system } = process.cpuUsage(cpu);
    clearTimeout(ticking);
    return {
      frames,
      cpuUs: user + system,
      latencyP50Us: quantile(latenciesUs, 0.5),
      latencyP99Us: quantile(latenciesUs, 0.99),
      delayP50Ms: quantile(delaysMs, 0.5),
      delayP99Ms: quantile(delaysMs, 0.99),
    };
  },
  memory: async () => {
    // Several rounds, because what is freed by one may be freed for good by the next.
    for (let i = 0; i < 5; i++) {
      globalThis.gc?.();
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return { connections, rssBytes: process.memoryUsage.rss() };
  },
});
