import type { Server, Socket } from "node:net";
import { BaseClientOrServer, type BaseOptions } from "./baseClientOrServer.ts";
import { type Connection, peerName } from "./connection.ts";
import { DEFAULT_STALE_AFTER_MS } from "./constants.ts";
import { checkHost, checkMs, checkOneOf, checkPort } from "./options.ts";
import { Rejected } from "./rejected.ts";
import {
  addressOf,
  attachAccepted,
  closeListeners,
  type ListenAddress,
  type ListenOptions,
  listen,
  onlyPort,
} from "./startServer.ts";
import { Waiters } from "./waiters.ts";
import { Deferred, type WaitOptions } from "./waiting.ts";

/** What happens to a second client while the first one is connected. */
export type SecondClientPolicy = "reject" | "replace-stale" | "replace";

const POLICIES: readonly SecondClientPolicy[] = ["reject", "replace-stale", "replace"];

/** Options of a `OneClientServer`. */
export interface OneClientServerOptions extends BaseOptions<OneClientServer>, ListenOptions {
  /**
   * A second client while the first is connected: `reject` (default) lets it read the end of the stream at once;
   * `replace` closes the first one in its favour; `replace-stale` does so only when the first one has been silent for
   * `staleAfterMs`, for peers that lost power and come back. The first one cannot tell `replace` from a lost link.
   */
  onSecondClient?: SecondClientPolicy | undefined;
  /** Silence of the first client, in milliseconds, after which `replace-stale` lets a second one in. Default 10000. */
  staleAfterMs?: number | undefined;
}

/**
 * A server that serves one client at a time. It goes on listening when the client has gone, so that the next can come.
 */
export class OneClientServer extends BaseClientOrServer<OneClientServer> {
  /** As given: a name, an address, or null for all interfaces. */
  readonly host: string | null;

  readonly #options: OneClientServerOptions;
  readonly #rejected = new Rejected();
  #listeners: Server[] = [];
  #addresses: readonly ListenAddress[] = [];
  #connectedTask = new Deferred<void>();
  readonly #clientWaiters = new Waiters<void>();
  #takingOver = false;
  #closed: Promise<void> | undefined;

  /** Makes a server that does not listen yet: `await server.start()`, or use `OneClientServer.listen`. */
  constructor(options: OneClientServerOptions) {
    super(options);
    checkHost("host", options.host);
    checkPort("port", options.port, 0);
    checkOneOf("onSecondClient", options.onSecondClient, POLICIES);
    checkMs("staleAfterMs", options.staleAfterMs);
    this.#options = { ...options };
    this.host = options.host;
  }

  /** Makes a server, of the class it is called on, and starts it. @throws TcpipError `ERR_TCPIP_LISTEN`; it names host and port. */
  static async listen<Options, Server extends OneClientServer>(
    this: new (
      options: Options,
    ) => Server,
    options: Options,
    wait?: WaitOptions,
  ): Promise<Server> {
    const server = new this(options);
    await server.start(wait);
    return server;
  }

  /**
   * The port. If 0 was asked for: the chosen one once the server listens, unless it listens on several sockets, which
   * have a port each; then it stays 0, and `addresses` has them.
   */
  get port(): number {
    return onlyPort(this.#addresses) ?? this.#options.port;
  }

  /** The addresses listened on; none before `start`. After `close`: those that were, so that a successor can have them. */
  get addresses(): readonly ListenAddress[] {
    return this.#addresses;
  }

  /** Resolves when a client connects. `closeClient` makes it a new, pending one; the loss of a link does not. */
  get connectedTask(): Promise<void> {
    return this.#connectedTask.promise;
  }

  /** Waits until a client is connected. @throws TcpipError `ERR_TCPIP_CLOSED` when the server is closed. */
  async waitConnected(options?: WaitOptions): Promise<void> {
    if (this.#closed !== undefined) throw this.closedError();
    if (!this.connected) await this.#clientWaiters.wait("no client connected", options);
  }

  /** Closes the connection to the client, if there is one; the server goes on listening. Always safe. */
  async closeClient(): Promise<void> {
    this.expectNoConnection();
    await this.basicCloseClient();
  }

  /** As `closeClient`, but leaves `shouldBeConnected` as it is: as if the link were lost. */
  async basicCloseClient(): Promise<void> {
    if (this.#connectedTask.settled) this.#connectedTask = new Deferred<void>();
    await this.closeOwnSide("local");
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  protected override async open(options?: WaitOptions): Promise<void> {
    const listeners = await listen(this.#options, this.#accept, { log: this.log, ...options });
    if (this.#closed !== undefined) {
      await closeListeners(listeners);
      throw this.closedError();
    }
    this.#listeners = listeners;
    this.#addresses = listeners.map(addressOf);
    this.log.debug("listening", { addresses: this.#addresses });
  }

  protected override self(): this {
    return this;
  }

  /** Called with each new client, after `connectCallback`. For subclasses. */
  protected async clientConnected(_connection: Connection): Promise<void> {}

  async #close(): Promise<void> {
    try {
      const listenersClosed = closeListeners(this.#listeners);
      this.#rejected.close();
      await this.closeClient();
      await listenersClosed;
    } finally {
      this.#clientWaiters.rejectAll(this.closedError());
      this.done.resolve();
    }
  }

  readonly #accept = (socket: Socket): void => {
    if (!this.#isPlaceFree()) {
      this.log.error("a second client was rejected", undefined, { peer: peerName(socket) });
      this.#rejected.add(socket);
      return;
    }
    const connection = attachAccepted(socket, this.readerOptions, this.onChange);
    void this.#serve(connection);
  };

  /** The decision is made in one go, before anything is awaited: of clients that come together one stays. */
  #isPlaceFree(): boolean {
    if (this.#closed !== undefined || this.#takingOver) return false;
    if (!this.connected) return true;
    const { onSecondClient = "reject", staleAfterMs = DEFAULT_STALE_AFTER_MS } = this.#options;
    if (onSecondClient === "replace") return true;
    return onSecondClient === "replace-stale" && this.#silentMs() >= staleAfterMs;
  }

  /** How long the present client has said nothing. One that is paused because nobody reads here is not silent. */
  #silentMs(): number {
    const { reader } = this;
    return reader === undefined || reader.paused ? 0 : performance.now() - reader.lastReceivedMs;
  }

  async #serve(connection: Connection): Promise<void> {
    this.#takingOver = true;
    // The old link, dead but unnoticed, stale or replaced, is closed and reported first. Its peer may not answer: no waiting.
    await this.dropConnection(this.connected ? "local" : "remote");
    this.#takingOver = false;
    if (this.#closed !== undefined || connection.writer.isClosing) {
      void connection.writer.close();
      return;
    }
    this.useConnection(connection);
    this.#connectedTask.resolve();
    this.#clientWaiters.resolveAll();
    await this.reportConnection();
    if (this.writer === connection.writer) await this.clientConnected(connection);
  }
}
