// Many connections: opens them, and sends a time-stamped frame over each of them at a given rate.
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { FRAME_BYTES, TIME_OFFSET } from "../frame.ts";
import { answerRequests } from "./answering.ts";

/** Connections that are opened at the same time. */
const AT_ONCE = 50;

const sockets: Socket[] = [];

async function open({ port, count }: { port: number; count: number }): Promise<object> {
  for (let opened = 0; opened < count; opened += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, count - opened) }, () =>
      connect({ host: "127.0.0.1", port, noDelay: true }),
    );
    await Promise.all(some.map((socket) => once(socket, "connect")));
    for (const socket of some) socket.on("error", () => {});
    sockets.push(...some);
  }
  return { count: sockets.length };
}

function sendFrame(socket: Socket | undefined): void {
  const frame = Buffer.alloc(FRAME_BYTES);
  frame.writeBigUInt64LE(process.hrtime.bigint(), TIME_OFFSET);
  socket?.write(frame);
}

interface Load {
  /** Evenly spread in time, or all connections at the same moment. */
  pattern: "spread" | "burst";
  seconds: number;
  /** Frames per second and connection. */
  rateHz: number;
}

async function run({ pattern, seconds, rateHz }: Load): Promise<object> {
  const startedMs = performance.now();
  const rounds = Math.round(seconds * rateHz);
  const total = rounds * sockets.length;
  let sent = 0;
  while (sent < total) {
    const elapsed = ((performance.now() - startedMs) / 1000) * rateHz;
    const due = pattern === "spread" ? Math.floor(elapsed * sockets.length) : Math.floor(elapsed) * sockets.length;
    for (; sent < Math.min(due, total); sent++) sendFrame(sockets[sent % sockets.length]);
    // A timer is too coarse: this process spins, on a processor of its own.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { sent };
}

answerRequests<{ open: { port: number; count: number }; run: Load; close: object }>({
  open,
  run,
  close: () => {
    // Reset, so that thousands of closed connections do not linger in TIME_WAIT.
    for (const socket of sockets.splice(0)) socket.resetAndDestroy();
    return {};
  },
});
