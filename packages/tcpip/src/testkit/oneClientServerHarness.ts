import { Client, type ClientOptions } from "../client.ts";
import { LOCALHOST_IPV4 } from "../constants.ts";
import type { OneClientServer, OneClientServerOptions } from "../oneClientServer.ts";
import type { WaitOptions } from "../waiting.ts";
import { ConnectedQueue } from "./connectedQueue.ts";

/** Options of a {@link OneClientServerHarness}. */
export interface OneClientServerHarnessOptions<Server extends OneClientServer> {
  /** Makes the server under test from the options it is given; it is the harness that starts it. */
  makeServer: (options: OneClientServerOptions) => Server;
}

/**
 * Servers of one class, clients for them, and the calls of the server's `connectCallback`, for tests with any runner.
 * What a test creates here is closed when the harness is.
 *
 * ```ts
 * await using harness = new OneClientServerHarness({ makeServer: (options) => new OneClientServer(options) });
 * const server = await harness.createServer();
 * const client = await harness.createClient();
 * await harness.assertNextConnected(true);
 * ```
 */
export class OneClientServerHarness<Server extends OneClientServer> implements AsyncDisposable {
  readonly #makeServer: (options: OneClientServerOptions) => Server;
  readonly #opened: AsyncDisposable[] = [];
  #server: Server | undefined;
  #changes = new ConnectedQueue();

  constructor(options: OneClientServerHarnessOptions<Server>) {
    this.#makeServer = options.makeServer;
  }

  /** The server created last. @throws Error when there is none. */
  get server(): Server {
    if (this.#server === undefined) throw new Error("there is no server yet: call createServer first");
    return this.#server;
  }

  /** The values of `connected` that the server's `connectCallback` was called with and nobody has asked for yet. */
  get pendingConnected(): readonly boolean[] {
    return this.#changes.pending;
  }

  /**
   * Make a server that listens. Options are those of the server; by default host is 127.0.0.1, port 0, and the calls of
   * `connectCallback` are kept for {@link assertNextConnected}.
   */
  async createServer(options: Partial<OneClientServerOptions> = {}): Promise<Server> {
    const server = this.makeServer(options);
    await server.start();
    return server;
  }

  /** As {@link createServer}, but the server does not listen: it is the caller's to start. */
  makeServer(options: Partial<OneClientServerOptions> = {}): Server {
    this.#changes = new ConnectedQueue();
    const { callback } = this.#changes;
    const server = this.#makeServer({ host: LOCALHOST_IPV4, port: 0, connectCallback: callback, ...options });
    this.#server = server;
    this.#opened.push(server);
    return server;
  }

  /** Make a client that is connected to the server, or to the host and port that `options` name. */
  async createClient(options: Partial<ClientOptions> = {}): Promise<Client> {
    const { host, port } = this.server;
    const client = await Client.connect({ host, port, ...options });
    this.#opened.push(client);
    return client;
  }

  /**
   * Wait for the next call of the server's `connectCallback` and compare `connected` with what is expected.
   *
   * @throws Error when there is no server yet, or the value is the other one.
   * @throws TcpipError `ERR_TCPIP_TIMEOUT` when there is no call within `timeoutMs`, 2000 if absent.
   */
  async assertNextConnected(expected: boolean, options?: WaitOptions): Promise<void> {
    if (this.#server === undefined) throw new Error("there is no server yet: call createServer first");
    await this.#changes.assertNext(expected, options);
  }

  /** @throws Error when there were more calls of the server's `connectCallback` than asked for. */
  assertNoMoreConnected(): void {
    this.#changes.assertNoMore();
  }

  /** Close all clients and servers, the newest first. Repeatable. */
  async close(): Promise<void> {
    for (const opened of this.#opened.splice(0).reverse()) await opened[Symbol.asyncDispose]();
  }

  /** The same as {@link close}. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
