// One receiver: `receive.js <way> [client|server]`. As a client it connects to the port it is told; as a server it says its own.
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { type Connection, openConnection, startServer } from "@obswire/tcpip";
import type { Tally } from "../frame.ts";
import { countByOnread, receiveByData, receiveByOnread } from "../receivers/bareNet.ts";
import { ways } from "../receivers/streamReader.ts";
import { answerRequests } from "./answering.ts";

const HOST = "127.0.0.1";
const [way = "", role = "client"] = process.argv.slice(2);

/** Receives so many frames over one connection, and calls `begin` when that begins. */
type Receive = (frames: number, port: number, begin: () => void) => Promise<Tally>;

async function receiveOver({ reader, writer }: Connection, frames: number): Promise<Tally> {
  const tally = await ways[way as keyof typeof ways](reader, frames);
  await writer.close();
  return tally;
}

/** Calls of `accepted` are answered by the connections, whichever comes first. */
function handOver<T>(): { put(item: T): void; next(): Promise<T> } {
  const items: T[] = [];
  const takers: ((item: T) => void)[] = [];
  return {
    put(item) {
      const taker = takers.shift();
      if (taker === undefined) items.push(item);
      else taker(item);
    },
    async next() {
      return items.shift() ?? new Promise((resolve) => takers.push(resolve));
    },
  };
}

async function makeServer(): Promise<{ port: number; receive: Receive }> {
  if (way === "data") {
    const accepted = handOver<Socket>();
    const server = createServer((socket) => accepted.put(socket));
    await once(server.listen(0, HOST), "listening");
    const { port } = server.address() as AddressInfo;
    return {
      port,
      receive: async (frames, _, begin) => {
        const socket = await accepted.next();
        begin();
        return receiveByData(socket, frames);
      },
    };
  }
  const accepted = handOver<Connection>();
  const { port } = await startServer({ host: HOST, port: 0, onConnection: (connection) => accepted.put(connection) });
  return {
    port,
    receive: async (frames, _, begin) => {
      const connection = await accepted.next();
      begin();
      return receiveOver(connection, frames);
    },
  };
}

function receiveAsClient(frames: number, port: number, begin: () => void): Promise<Tally> {
  begin();
  switch (way) {
    case "onread":
      return receiveByOnread(port, frames);
    case "count":
      return countByOnread(port, frames);
    case "data":
      return receiveByData(connect({ host: HOST, port }), frames);
    default:
      return openConnection({ host: HOST, port }).then((connection) => receiveOver(connection, frames));
  }
}

const { port: ownPort, receive } = role === "server" ? await makeServer() : { port: 0, receive: receiveAsClient };

answerRequests<{ listen: object; receive: { frames: number; port: number } }>({
  listen: () => ({ port: ownPort }),
  receive: async ({ frames, port }) => {
    let startedMs = 0;
    let cpu = process.cpuUsage();
    const { frames: seen, checksum } = await receive(frames, port, () => {
      startedMs = performance.now();
      cpu = process.cpuUsage();
    });
    const { user, system } = process.cpuUsage(cpu);
    return { frames: seen, checksum, seconds: (performance.now() - startedMs) / 1000, cpuUs: user + system };
  },
});
