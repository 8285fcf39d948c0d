import { type WireGeneration, wireGenerations } from "@obswire/hexrotcomm";
import type { WaitOptions } from "@obswire/tcpip";

interface Startable {
  readonly generation: WireGeneration;
  start(): Promise<void>;
  waitConnected(options?: WaitOptions): Promise<void>;
  close(): Promise<void>;
}

/** How long `connect` waits, in milliseconds, unless another limit is given. */
const CONNECT_LIMIT_MS = 10_000;

/** Starts a controller that listens. @throws RangeError when its generation is one that connects. */
export async function listenMock<M extends Startable>(mock: M): Promise<M> {
  if (wireGenerations[mock.generation].listener !== "controller") {
    throw new RangeError(
      `a controller of ${mock.generation} connects to the control software: use connect, not listen`,
    );
  }
  await mock.start();
  return mock;
}

/** Starts a controller that connects, and waits until it is connected. @throws RangeError when its generation is one that listens. */
export async function connectMock<M extends Startable>(mock: M, wait?: WaitOptions): Promise<M> {
  if (wireGenerations[mock.generation].listener !== "csc") {
    throw new RangeError(
      `the control software connects to a controller of ${mock.generation}: use listen, not connect`,
    );
  }
  try {
    await mock.start();
    await mock.waitConnected({ timeoutMs: CONNECT_LIMIT_MS, ...wait });
  } catch (error) {
    await mock.close();
    throw error;
  }
  return mock;
}
