import {
  Client,
  type ClientOptions,
  LOCALHOST_IPV4,
  OneClientServer,
  type OneClientServerOptions,
} from "../../src/index.ts";
import { ConnectedQueue } from "../../src/testkit/index.ts";

/** A server, a client that is connected to it, and what their callbacks were told. */
export interface ConnectedPair extends AsyncDisposable {
  server: OneClientServer;
  client: Client;
  serverChanges: ConnectedQueue;
  clientChanges: ConnectedQueue;
}

/** What a pair is made with, beyond its defaults. */
export interface ConnectedPairOptions {
  server?: Partial<OneClientServerOptions>;
  client?: Partial<ClientOptions>;
  /** For both ends. */
  both?: { host?: string; encoding?: string; terminator?: Uint8Array };
}

/** Opens a {@link ConnectedPair}; both callbacks have been called once, with true, and that is asked for. */
export async function connectedPair(options: ConnectedPairOptions = {}): Promise<ConnectedPair> {
  const serverChanges = new ConnectedQueue();
  const clientChanges = new ConnectedQueue();
  const server = await OneClientServer.listen({
    host: LOCALHOST_IPV4,
    port: 0,
    connectCallback: serverChanges.callback,
    ...options.both,
    ...options.server,
  });
  const client = await Client.connect({
    host: server.host,
    port: server.port,
    connectCallback: clientChanges.callback,
    ...options.both,
    ...options.client,
  });
  await server.waitConnected({ timeoutMs: 2000 });
  if (options.client?.connectCallback === undefined) await clientChanges.assertNext(true);
  if (options.server?.connectCallback === undefined) await serverChanges.assertNext(true);
  const dispose = async (): Promise<void> => {
    await client.close();
    await server.close();
  };
  return { server, client, serverChanges, clientChanges, [Symbol.asyncDispose]: dispose };
}
