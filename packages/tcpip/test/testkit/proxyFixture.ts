import { FaultProxy, type FaultProxyOptions, type ProxyConnection } from "../../src/testkit/index.ts";
import { LIMIT_MS, type PlainPeer, PlainServer, plainClient } from "../support/plainPeers.ts";

/** A plain server, a proxy before it, and a connected client. */
export interface Link extends AsyncDisposable {
  target: PlainServer;
  proxy: FaultProxy;
  connection: ProxyConnection;
  client: PlainPeer;
  server: PlainPeer;
}

/** Opens a {@link Link}. */
export async function openLink(options: Omit<FaultProxyOptions, "target"> = {}): Promise<Link> {
  const target = await PlainServer.listen();
  const proxy = await FaultProxy.listen({ ...options, target });
  const client = await plainClient(proxy);
  const server = await target.accepted();
  await proxy.waitUntil(() => proxy.events.some(({ type }) => type === "connected"), { timeoutMs: LIMIT_MS });
  const [connection] = proxy.connections;
  if (connection === undefined) throw new Error("no connection");
  const dispose = async (): Promise<void> => {
    await proxy.close();
    await client[Symbol.asyncDispose]();
    await target[Symbol.asyncDispose]();
  };
  return { target, proxy, connection, client, server, [Symbol.asyncDispose]: dispose };
}
