import {
  type ClientServerPair,
  type ClientServerPairOptions,
  Communicator,
  type CommunicatorOptions,
} from "../../src/index.ts";

/** Limit of every wait in these tests. */
export const LIMIT = { timeoutMs: 5000 };

/** Two ends that know nothing of each other yet, and the calls of their callbacks. */
export interface Ends<Pair extends ClientServerPair> extends AsyncDisposable {
  first: Pair;
  second: Pair;
  /** What was true at each call of either callback. */
  calls: { who: "first" | "second"; clientConnected: boolean; serverConnected: boolean }[];
}

/** Options of an end that listens on a free port of this machine. */
export const LOOPBACK = {
  clientHost: "127.0.0.1",
  clientPort: 0,
  serverHost: "127.0.0.1",
  serverPort: 0,
  connectRetryInterval: 5,
};

/** Makes and starts two ends. */
export async function twoEnds<Pair extends ClientServerPair>(
  make: (options: ClientServerPairOptions, which: "first" | "second") => Pair,
  withCallback = true,
): Promise<Ends<Pair>> {
  const calls: Ends<Pair>["calls"] = [];
  const end = async (who: "first" | "second"): Promise<Pair> => {
    const connectCallback = ({ clientConnected, serverConnected }: ClientServerPair): void => {
      calls.push({ who, clientConnected, serverConnected });
    };
    const pair = make({ ...LOOPBACK, name: who, ...(withCallback ? { connectCallback } : {}) }, who);
    await pair.start(LIMIT);
    return pair;
  };
  const first = await end("first");
  const second = await end("second");
  return {
    first,
    second,
    calls,
    [Symbol.asyncDispose]: async () => {
      await Promise.all([first.close(), second.close()]);
    },
  };
}

/** Connects the two. */
export async function join({ first, second }: { first: ClientServerPair; second: ClientServerPair }): Promise<void> {
  await Promise.all([
    first.connect({ port: second.serverPort, ...LIMIT }),
    second.connect({ port: first.serverPort, ...LIMIT }),
  ]);
}

/** A communicator of control software on this machine, and one of a controller, connected. */
export async function joinedCommunicators(
  options: Partial<CommunicatorOptions> = {},
): Promise<AsyncDisposable & { csc: Communicator<true>; controller: Communicator<false> }> {
  const csc = new Communicator({ ...LOOPBACK, name: "csc", ...options, readReplies: true });
  const controller = new Communicator({ ...LOOPBACK, name: "controller", ...options, readReplies: false });
  await Promise.all([csc.start(LIMIT), controller.start(LIMIT)]);
  await join({ first: csc, second: controller });
  return {
    csc,
    controller,
    [Symbol.asyncDispose]: async () => {
      await Promise.all([csc.close(), controller.close()]);
    },
  };
}
