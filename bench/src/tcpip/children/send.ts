// The load: big pre-built blocks as fast as the receiver takes them, or single frames at a given rate.
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { DISTINCT_FRAMES, FRAME_BYTES, frameBlock } from "../frame.ts";
import { answerRequests } from "./answering.ts";

/** Blocks given to the socket ahead of time, so that it never waits for this program. */
const BLOCKS_AHEAD = 4;

const block = frameBlock();

interface Load {
  frames: number;
  /** Frames per second, each in a write of its own; 0: as fast as possible. */
  rate: number;
}

function sendBulk(socket: Socket, frames: number): void {
  let left = frames;
  const next = (): void => {
    if (left === 0) return;
    const count = Math.min(left, DISTINCT_FRAMES);
    left -= count;
    socket.write(count === DISTINCT_FRAMES ? block : block.subarray(0, count * FRAME_BYTES), next);
  };
  for (let i = 0; i < BLOCKS_AHEAD; i++) next();
}

/** Calls `bunched` with the number of frames that did not leave at their own time, because this process was held up. */
function sendPaced(socket: Socket, frames: number, rate: number, bunched: (late: number) => void): void {
  const startedMs = performance.now();
  let sent = 0;
  const turn = (): void => {
    const due = Math.min(frames, Math.floor(((performance.now() - startedMs) / 1000) * rate));
    if (due > sent + 1) bunched(due - sent - 1);
    for (; sent < due; sent++) {
      const at = (sent % DISTINCT_FRAMES) * FRAME_BYTES;
      socket.write(block.subarray(at, at + FRAME_BYTES));
    }
    // A timer is too coarse for 50 µs: this process spins, on a processor of its own.
    if (sent < frames && !socket.destroyed) setImmediate(turn);
  };
  turn();
}

async function send(socket: Socket, { frames, rate }: Load): Promise<object> {
  socket.setNoDelay(true);
  socket.on("error", () => {}); // A receiver that has seen enough may leave abruptly; it is the one that counts.
  socket.resume();
  const closed = once(socket, "close");
  let bunched = 0;
  if (rate === 0) {
    sendBulk(socket, frames);
  } else {
    sendPaced(socket, frames, rate, (late) => {
      bunched += late;
    });
  }
  await closed; // The receiver ends the connection when it has all frames.
  return { bunched: bunched / frames };
}

const server = createServer();
await once(server.listen(0, "127.0.0.1"), "listening");

answerRequests<{ listen: object; serve: Load; connect: Load & { port: number } }>({
  listen: () => ({ port: (server.address() as AddressInfo).port }),
  serve: async (load) => {
    const [socket] = (await once(server, "connection")) as [Socket];
    return send(socket, load);
  },
  connect: async ({ port, ...load }) => {
    const socket = connect({ host: "127.0.0.1", port });
    await once(socket, "connect");
    return send(socket, load);
  },
});
