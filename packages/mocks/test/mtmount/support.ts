import { MountCommander, type Reply, TelemetryClient } from "@obswire/mtmount";
import { MockMTMountController, type MockMTMountControllerOptions } from "../../src/index.ts";

/** Limit of every wait in these tests. */
export const LIMIT = { timeoutMs: 5000 };

/** A mock mount and control software that is connected to it. */
export interface Joined extends AsyncDisposable {
  mock: MockMTMountController;
  mount: MountCommander;
  /** Every reply so far. */
  replies: Reply[];
  /** A telemetry client, closed with the rest. */
  telemetry(): Promise<TelemetryClient>;
}

/** Starts a mount and connects to it. */
export async function joined(options: MockMTMountControllerOptions = {}): Promise<Joined> {
  const mock = await MockMTMountController.listen({ connectRetryInterval: 5, telemetryInterval: 20, ...options });
  const address = { host: "127.0.0.1", commandPort: mock.commandPort, replyPort: mock.replyPort };
  const mount = await MountCommander.connect({ ...address, connectRetryInterval: 5 }, LIMIT);
  await mock.waitConnected(LIMIT);
  const replies: Reply[] = [];
  const listening = (async () => {
    for await (const reply of mount.replies({ capacity: 10_000 })) replies.push(reply);
  })();
  const clients: TelemetryClient[] = [];
  return {
    mock,
    mount,
    replies,
    telemetry: async () => {
      const client = await TelemetryClient.connect({ host: "127.0.0.1", port: mock.telemetryPort }, LIMIT);
      clients.push(client);
      return client;
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all([...clients, mount, mock].map((one) => one.close()));
      await listening;
    },
  };
}

/** What a promise rejects with. */
export function reasonOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => {
      throw new Error("it did not reject");
    },
    (reason: unknown) => reason,
  );
}
