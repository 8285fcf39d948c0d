// One writer: `write.js <way>` connects to a receiver and sends it frames, header and body being two structs.

import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { openConnection, writeFrom } from "@obswire/tcpip";
import { Header } from "../../frames.ts";
import { DISTINCT_FRAMES, FRAME_BYTES, FrameBody, HEADER_BYTES } from "../frame.ts";
import { answerRequests } from "./answering.ts";

const HOST = "127.0.0.1";
/** Frames that are written in one turn of the event loop by the batched way. */
const BATCH = 100;

const [way = ""] = process.argv.slice(2);
const header = new Header();
const body = new FrameBody();

/** Gives the two structs the values of frame number `i`. */
function fill(i: number): void {
  const n = i % DISTINCT_FRAMES;
  header.counter = n;
  body.telemetry.d17 = n / 2;
}

/** Sends so many frames; resolves when the receiver has them all and ends the connection. */
type Write = (port: number, frames: number) => Promise<void>;

/** One buffer and one write for each frame, by hand. */
const byHand: Write = async (port, frames) => {
  const socket = connect({ host: HOST, port, noDelay: true });
  await once(socket, "connect");
  const closed = once(socket.resume(), "close");
  for (let i = 0; i < frames; i++) {
    fill(i);
    const frame = Buffer.allocUnsafe(FRAME_BYTES);
    frame.set(header.bytes, 0);
    frame.set(body.bytes, HEADER_BYTES);
    if (!socket.write(frame)) await once(socket, "drain");
  }
  await closed;
};

/** `writeFrom`, each awaited before the next one. */
const alone: Write = async (port, frames) => {
  const { reader, writer } = await openConnection({ host: HOST, port });
  for (let i = 0; i < frames; i++) {
    fill(i);
    await writeFrom(writer, header, body);
  }
  await reader.read();
  await writer.close();
};

/** `writeFrom`, a hundred of them in one turn. */
const batched: Write = async (port, frames) => {
  const { reader, writer } = await openConnection({ host: HOST, port });
  for (let i = 0; i < frames; i += BATCH) {
    const written: Promise<void>[] = [];
    for (let j = i; j < Math.min(frames, i + BATCH); j++) {
      fill(j);
      written.push(writeFrom(writer, header, body));
    }
    await Promise.all(written);
  }
  await reader.read();
  await writer.close();
};

const writes: Record<string, Write> = { byHand, alone, batched };

/** System calls that wrote something, as the kernel counts them; undefined where it does not tell. */
function writeCalls(): number | undefined {
  try {
    return Number(/^syscw: (\d+)$/m.exec(readFileSync("/proc/self/io", "utf8"))?.[1]);
  } catch {
    return undefined;
  }
}

answerRequests<{ write: { port: number; frames: number } }>({
  write: async ({ port, frames }) => {
    const write = writes[way];
    if (write === undefined) throw new Error(`no way ${way}`);
    const calls = writeCalls();
    const startedMs = performance.now();
    const cpu = process.cpuUsage();
    await write(port, frames);
    const { user, system } = process.cpuUsage(cpu);
    const after = writeCalls();
    return {
      frames,
      seconds: (performance.now() - startedMs) / 1000,
      cpuUs: user + system,
      ...(calls === undefined || after === undefined ? {} : { writeCalls: after - calls }),
    };
  },
});
