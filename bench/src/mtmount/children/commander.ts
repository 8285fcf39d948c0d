// The commanding side: `commander.js <ours|pair|echo>`. A track command until it is acknowledged, by a commander or by hand on the same
// pair of sockets; or a line of the same length until it has come back on the same socket.
import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { AzimuthAxisTrack, MountCommander } from "@obswire/mtmount";
import { answerRequests } from "../../tcpip/children/answering.ts";
import { quantile } from "../../tcpip/measure.ts";

const HOST = "127.0.0.1";
const CR = 0x0d;
const LF = 0x0a;
const [way = ""] = process.argv.slice(2);

interface Request {
  echo: number;
  command: number;
  replyPort: number;
  rounds: number;
}

const track = (round: number) =>
  AzimuthAxisTrack({ positionDeg: 45 + round * 0.001, velocityDegPerSec: 0.00417, taiUnixSec: 1.7e9 + round / 10 });

/** Sends lines and takes the answers by hand; each answer is a line. */
async function rounds(count: number, send: Socket, receive: Socket): Promise<Float64Array> {
  const timesUs = new Float64Array(count);
  const line = Buffer.from(track(0).encode());
  await new Promise<void>((resolve, reject) => {
    let round = 0;
    let sentNs = 0n;
    const write = (): void => {
      sentNs = process.hrtime.bigint();
      send.write(line);
    };
    send.on("error", reject);
    receive.on("error", reject).on("data", (chunk: Buffer) => {
      if (chunk[chunk.length - 1] !== LF || chunk[chunk.length - 2] !== CR) return;
      timesUs[round] = Number(process.hrtime.bigint() - sentNs) / 1000;
      round++;
      if (round === count) resolve();
      else write();
    });
    write();
  });
  return timesUs;
}

async function connected(port: number): Promise<Socket> {
  const socket = connect({ host: HOST, port, noDelay: true });
  await once(socket, "connect");
  return socket;
}

/** A line echo on one socket, by hand. */
async function echoed({ echo, rounds: count }: Request): Promise<Float64Array> {
  const socket = await connected(echo);
  return rounds(count, socket, socket).finally(() => socket.destroy());
}

/** Commands and acknowledgements on the pair of sockets, by hand. */
async function byHand({ command, replyPort, rounds: count }: Request): Promise<Float64Array> {
  const server = createServer({ noDelay: true });
  const accepted = once(server, "connection");
  server.listen(replyPort, HOST);
  const send = await connected(command);
  const [receive] = (await accepted) as [Socket];
  return rounds(count, send, receive).finally(() => {
    send.destroy();
    receive.destroy();
    server.close();
  });
}

/** The same with a commander. For both the controller was told to connect to `replyPort`. */
async function ours({ command, replyPort, rounds: count }: Request): Promise<Float64Array> {
  const timesUs = new Float64Array(count);
  const address = { host: HOST, commandPort: command, replyPort };
  await using mount = await MountCommander.connect(address, { timeoutMs: 10_000 });
  for (let round = 0; round < count; round++) {
    const sentNs = process.hrtime.bigint();
    await mount.run(track(round));
    timesUs[round] = Number(process.hrtime.bigint() - sentNs) / 1000;
  }
  return timesUs;
}

answerRequests<{ run: Request }>({
  run: async (request) => {
    const timesUs = await (way === "echo" ? echoed : way === "pair" ? byHand : ours)(request);
    return { p50Us: quantile(timesUs, 0.5), p99Us: quantile(timesUs, 0.99) };
  },
});
