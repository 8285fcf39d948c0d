import { gen1 } from "@obswire/hexrotcomm";
import { Client, type LogFunction } from "@obswire/tcpip";
import { pause } from "../pause.ts";
import type { Leg, Recording } from "./recording.ts";

/** Where and how to play. */
export interface PlayOptions {
  host: string;
  /** The server's port for each leg, by its name. */
  ports: ReadonlyMap<string, number>;
  /** 1: as recorded; 2: twice as fast. */
  speed: number;
  signal: AbortSignal;
  log?: LogFunction | undefined;
  onConnected(leg: string): void;
  onCommand(command: gen1.Command): void;
}

/** What came of it. */
export interface PlayResult {
  bytesSent: number;
  commandsReceived: number;
  /** How long it took, in milliseconds. */
  durationMs: number;
}

/**
 * Plays the side of the TCP client, which in the first generation is the controller: connects, sends and closes when it
 * did. What the server sends is read as commands, whenever it comes: a replay does not wait for anybody.
 */
export async function playRecording(recording: Recording, options: PlayOptions): Promise<PlayResult> {
  const result: PlayResult = { bytesSent: 0, commandsReceived: 0, durationMs: 0 };
  const firstSec = Math.min(...recording.legs.flatMap(({ chunks }) => chunks.map(({ t }) => t)));
  const startMs = performance.now();
  const failed = new AbortController();
  // The first leg that fails ends the others: half a controller is none.
  const signal = AbortSignal.any([options.signal, failed.signal]);
  const until = async (sec: number): Promise<void> => {
    const atMs = startMs + ((sec - firstSec) / options.speed) * 1000;
    await pause(Math.max(0, atMs - performance.now()), signal);
  };
  const play = recording.legs.map(async (leg) => {
    try {
      await playLeg(leg, { ...options, signal }, until, result);
    } catch (error) {
      if (!failed.signal.aborted) failed.abort(error);
      throw error;
    }
  });
  await Promise.allSettled(play);
  signal.throwIfAborted();
  result.durationMs = performance.now() - startMs;
  return result;
}

async function playLeg(
  leg: Leg,
  { host, ports, signal, log, onConnected, onCommand }: PlayOptions,
  until: (sec: number) => Promise<void>,
  result: PlayResult,
): Promise<void> {
  const port = ports.get(leg.name);
  if (port === undefined) throw new Error(`there is no port for the leg ${leg.name}`);
  await using client = new Client({ host, port, name: leg.name, log });
  let reading = Promise.resolve();
  let sent = 0;
  for (const { t, dir, what, offset, length } of leg.chunks) {
    if (dir !== "c2s") continue;
    await until(t);
    if (what === "connect") {
      await client.start({ signal });
      onConnected(leg.name);
      reading = readCommands(client, (command) => {
        result.commandsReceived++;
        onCommand(command);
      });
    } else if (what === "data") {
      await client.write(leg.c2s.subarray(offset, offset + length), { signal }).catch((cause: unknown) => {
        throw new Error(`the ${leg.name} connection ended after ${sent} of ${leg.c2s.length} bytes`, { cause });
      });
      sent += length;
      result.bytesSent += length;
    } else break;
  }
  await client.close();
  await reading;
}

async function readCommands(client: Client, onCommand: (command: gen1.Command) => void): Promise<void> {
  try {
    for (;;) {
      const command = new gen1.Command();
      await client.readInto(command);
      onCommand(command);
    }
  } catch {
    // The connection is over, on either side; the next write tells if that was too early.
  }
}
