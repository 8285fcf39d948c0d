import { Child } from "./child.ts";
import { checkTally, type Tally } from "./frame.ts";
import { LOAD_CPU, MEASURED_CPU } from "./pinning.ts";

/** What one run of a receiver took. */
export interface Received extends Tally {
  seconds: number;
  cpuUs: number;
  /** The part of the frames (0 to 1) that a paced sender sent late and together, because it was held up. */
  bunched: number;
}

/** A receiver: how to start it and which side of the connection it is. */
export interface Receiver {
  start(): Child;
  role: "client" | "server";
  /** Whether it only counts bytes, so that there is no checksum. */
  blind?: boolean;
}

/** A receiver of children/receive.ts. */
export function nodeReceiver(way: string, role: "client" | "server"): Receiver {
  return { role, start: () => Child.node("receive", [way, role], MEASURED_CPU) };
}

/** asyncio, readexactly and memmove: how the originals read. */
export const pythonReceiver: Receiver = {
  role: "client",
  start: () => Child.python("receive.py", [], MEASURED_CPU),
};

/** The sender, on the other processor. */
export function startSender(): Child {
  return Child.node("send", [], LOAD_CPU);
}

/**
 * One run: the sender sends, the receiver counts, and its count and checksum are compared with what was sent.
 *
 * @param rate - Frames per second, each in a write of its own; 0: big blocks as fast as they are taken.
 */
export async function receiveOnce(
  name: string,
  sender: Child,
  { role, blind = false }: Receiver,
  receiver: Child,
  frames: number,
  rate: number,
): Promise<Received> {
  const listener = role === "client" ? sender : receiver;
  const { port } = await listener.ask<{ port: number }>({ do: "listen" });
  const serve = (): Promise<Sent> => sender.ask({ do: "serve", frames, rate });
  const connect = (): Promise<Sent> => sender.ask({ do: "connect", port, frames, rate });
  // The side that listens is told first.
  const served = role === "client" ? serve() : undefined;
  const received = receiver.ask<Omit<Received, "bunched">>({ do: "receive", frames, port });
  const [result, { bunched }] = await Promise.all([received, served ?? connect()]);
  if (!blind) checkTally(name, result, frames);
  return { ...result, bunched };
}

type Sent = Pick<Received, "bunched">;
