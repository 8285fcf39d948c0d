// A controller written with `net` by hand. To whoever connects to `echo` it sends each line back; what comes to `command` it
// acknowledges on the connection that `connect` makes.
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { answerRequests } from "../../tcpip/children/answering.ts";

const HOST = "127.0.0.1";

/** Calls back with each line, CR LF included. */
function onLines(socket: Socket, take: (line: Buffer) => void): void {
  let rest: Buffer = Buffer.alloc(0);
  socket.on("error", () => {});
  socket.on("data", (chunk: Buffer) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (let end = rest.indexOf("\r\n"); end >= 0; end = rest.indexOf("\r\n")) {
      take(rest.subarray(0, end + 2));
      rest = rest.subarray(end + 2);
    }
  });
}

async function listen(serve: (socket: Socket) => void): Promise<Server> {
  const server = createServer({ noDelay: true }, serve);
  await once(server.listen(0, HOST), "listening");
  return server;
}

/** Tries until somebody listens. The benchmark has a limit. */
async function connected(port: number): Promise<Socket> {
  for (;;) {
    const socket = connect({ host: HOST, port, noDelay: true });
    try {
      await once(socket, "connect");
      return socket.on("error", () => {});
    } catch {
      await pause(5);
    }
  }
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

let replies: Socket | undefined;
const echo = await listen((socket) => onLines(socket, (line) => socket.write(line)));
const command = await listen((socket) =>
  onLines(socket, (line) => {
    const [sequenceId, , source, timestamp] = line.toString("latin1").split("\n");
    replies?.write(`0\n${sequenceId}\n${source}\n${timestamp}\n0\r\n`);
  }),
);

answerRequests<{ ports: object; connect: { port: number } }>({
  ports: () => ({ echo: portOf(echo), command: portOf(command) }),
  connect: async ({ port }) => {
    replies?.destroy();
    replies = await connected(port);
    return {};
  },
});
