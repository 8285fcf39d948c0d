import { setTimeout as pause } from "node:timers/promises";
import {
  Client,
  Deferred,
  isTcpipError,
  type LogFunction,
  limitedWait,
  OneClientServer,
  type ScopedLog,
  scopedLog,
  TcpipError,
  Waiters,
  type WaitOptions,
  waitFor,
} from "@obswire/tcpip";

/** Options of a `ClientServerPair`. */
export interface ClientServerPairOptions {
  /** A name for log texts. Default: none. */
  name?: string | undefined;
  /** Where the peer listens: host name or address. */
  clientHost: string;
  /** The port on which the peer listens. 0: not known yet, `connect({ port })` will say it. */
  clientPort: number;
  /** Where this side listens. `null` (default): on every network of this machine. */
  serverHost?: string | null | undefined;
  /** The port on which this side listens; 0: any free one, see `serverPort`. */
  serverPort: number;
  /** Where log records go. Default: nowhere. */
  log?: LogFunction | undefined;
  /** Whether `start` begins to connect, in the background: see `connectTask`. Default false. */
  connect?: boolean | undefined;
  /** Pause between two attempts to connect, in milliseconds. Default 100. */
  connectRetryInterval?: number | undefined;
  /** Longest message that can be received, in bytes, CR LF included. Default 65536. */
  limitBytes?: number | undefined;
  /**
   * Called whenever one of the two connections came up or went away, and when reading or writing found it broken; so it
   * may be called twice for one loss. A full connection of two pairs makes two calls at each end. A deliberate
   * `closeClient` makes none. What it throws is logged and changes nothing else.
   */
  connectCallback?: ((pair: ClientServerPair) => void | Promise<void>) | undefined;
}

/** Whom to connect to, and how long to try. */
export interface ConnectOptions extends WaitOptions {
  /** The port on which the peer listens, from now on. Default: as before. */
  port?: number | undefined;
}

const DEFAULT_RETRY_MS = 100;

/**
 * One end of a link made of two connections: this end connects to where the peer listens, and the peer connects to where
 * this end listens. In the mount's protocol each connection carries data in one direction only.
 *
 * It connects when told to, and tells when a connection is lost; it never connects again by itself.
 */
export class ClientServerPair implements AsyncDisposable {
  /** The name in log texts. */
  readonly name: string;
  /** Where the peer listens. */
  readonly clientHost: string;
  /** The listening end: its reader has what the peer sends here. */
  readonly server: OneClientServer;
  /** Pause between two attempts to connect, in milliseconds. May be changed at any time. */
  connectRetryInterval: number;
  /** Settles when `start` is through: this end listens, or its error. */
  readonly startTask: Promise<void>;
  /** Resolves when the pair is closed for good. */
  readonly doneTask: Promise<void>;

  protected readonly log: ScopedLog;
  readonly #options: ClientServerPairOptions;
  readonly #done = new Deferred<void>();
  readonly #changed = new Waiters<void>();
  #clientPort: number;
  #client: Client | undefined;
  #connectTask: Promise<void> | undefined;
  #connecting: AbortController | undefined;
  #closed: Promise<void> | undefined;

  /** Makes a pair that does not listen yet: `await pair.start()`. */
  constructor(options: ClientServerPairOptions) {
    const { name = "", clientHost, clientPort, serverHost = null, serverPort, log, limitBytes } = options;
    if (!Number.isInteger(clientPort) || clientPort < 0 || clientPort > 65_535) {
      throw new RangeError(`clientPort must be a whole number from 0 to 65535, not ${clientPort}`);
    }
    this.#options = { ...options };
    this.name = name;
    this.clientHost = clientHost;
    this.#clientPort = clientPort;
    this.connectRetryInterval = options.connectRetryInterval ?? DEFAULT_RETRY_MS;
    this.log = scopedLog(log, `${new.target.name}(${name})`);
    const connectCallback = (): void => this.reportConnection();
    this.server = new OneClientServer({ host: serverHost, port: serverPort, name, log, limitBytes, connectCallback });
    this.startTask = this.server.startTask;
    this.doneTask = this.#done.promise;
  }

  /** The port on which the peer listens. */
  get clientPort(): number {
    return this.#clientPort;
  }

  /** Where this end listens; `null`: everywhere. */
  get serverHost(): string | null {
    return this.server.host;
  }

  /** The port on which this end listens. If 0 was asked for: the chosen one, once it listens. */
  get serverPort(): number {
    return this.server.port;
  }

  /** The connection to the peer, the present or the last one. */
  get client(): Client | undefined {
    return this.#client;
  }

  /** Whether this end is connected to the peer's listener. */
  get clientConnected(): boolean {
    return this.#client?.connected ?? false;
  }

  /** Whether the peer is connected to this end's listener. */
  get serverConnected(): boolean {
    return this.server.connected;
  }

  /** Whether both connections are up. */
  get connected(): boolean {
    return this.clientConnected && this.serverConnected;
  }

  /** The promise of the last `connect`; absent before the first. */
  get connectTask(): Promise<void> | undefined {
    return this.#connectTask;
  }

  /** Begins to listen, and with the option `connect` also to connect. Call it once. @throws TcpipError `ERR_TCPIP_LISTEN`. */
  async start(options?: WaitOptions): Promise<void> {
    await this.server.start(options);
    if (this.#options.connect === true) void this.connect().catch(() => {});
  }

  /** The port on which this end listens, as soon as it does. */
  async waitServerPort(options?: WaitOptions): Promise<number> {
    await waitFor(this.startTask, "not listening", options);
    return this.serverPort;
  }

  /**
   * Connects to the peer, and waits until the peer has connected to this end. Tries again and again, for ever unless it
   * is given a limit. A connection that there is to the peer is closed first; an earlier `connect` that still tries is given up.
   *
   * @throws RangeError when the peer's port is not known.
   * @throws TcpipError `ERR_TCPIP_TIMEOUT`, `ERR_TCPIP_CLOSED`.
   */
  connect(options: ConnectOptions = {}): Promise<void> {
    const task = this.#connect(options);
    task.catch(() => {});
    this.#connectTask = task;
    return task;
  }

  /** Waits until both connections are up, whoever connects. */
  async waitConnected(options?: WaitOptions): Promise<void> {
    if (this.#closed !== undefined) throw this.#closedError();
    while (!this.connected) await this.#changed.wait("not connected", options);
  }

  /** Closes the connection to the peer, if there is one, and gives up connecting; this end goes on listening. Always safe. */
  async closeClient(): Promise<void> {
    this.#connecting?.abort(new TcpipError("ERR_TCPIP_CLOSED", `${this.name} connects no more`));
    await this.#dropClient();
  }

  /** Closes both connections and listens no more. Idempotent; never rejects. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Called with each new connection to the peer. For subclasses. */
  protected clientOpened(_client: Client): void {}

  /** Tells everybody that a connection may have come or gone. Never throws. */
  protected reportConnection(): void {
    this.#changed.resolveAll();
    const failed = (error: unknown): void => this.log.error("connectCallback failed", error);
    try {
      Promise.resolve(this.#options.connectCallback?.(this)).catch(failed);
    } catch (error) {
      failed(error);
    }
  }

  async #connect({ port = this.#clientPort, signal, timeoutMs }: ConnectOptions): Promise<void> {
    if (!Number.isInteger(port) || port < 1 || port > 65_535) {
      throw new RangeError(`the port of the peer must be a whole number from 1 to 65535, not ${port}`);
    }
    if (this.#closed !== undefined) throw this.#closedError();
    signal?.throwIfAborted();
    this.#connecting?.abort(new TcpipError("ERR_TCPIP_CLOSED", "another connect has taken the place of this one"));
    this.#clientPort = port;
    const connecting = new AbortController();
    this.#connecting = connecting;
    // By hand: a signal made by AbortSignal.any can be collected before it aborts, in Node 20.
    const follow = (): void => connecting.abort(signal?.reason);
    signal?.addEventListener("abort", follow, { once: true });
    const what = `no connection to ${this.clientHost}:${port} and back`;
    try {
      await limitedWait<void>(what, { signal: connecting.signal, timeoutMs }, (resolve, reject) => {
        const trying = new AbortController();
        this.#tryConnecting(trying.signal).then(resolve, reject);
        return () => trying.abort();
      });
    } finally {
      signal?.removeEventListener("abort", follow);
      if (this.#connecting === connecting) this.#connecting = undefined;
    }
  }

  /** Until both connections are up at the same time: the peer may come, go and come again in between. */
  async #tryConnecting(signal: AbortSignal): Promise<void> {
    await this.#dropClient();
    while (!this.connected) {
      if (this.clientConnected) await this.#changed.wait("not connected", { signal });
      else if (!(await this.#openClient(signal))) await pause(this.connectRetryInterval, undefined, { signal });
    }
  }

  /** One attempt. @returns whether there is a connection to the peer. */
  async #openClient(signal: AbortSignal): Promise<boolean> {
    const { name, log, limitBytes } = this.#options;
    const connectCallback = (client: Client): void => {
      if (client.connected) this.#useClient(client);
      else if (client === this.#client) this.reportConnection();
    };
    const address = { host: this.clientHost, port: this.#clientPort };
    try {
      const client = await Client.connect({ ...address, name, log, limitBytes, connectCallback }, { signal });
      return client.connected;
    } catch (error) {
      if (!isTcpipError(error, "ERR_TCPIP_CONNECT")) throw error;
      this.log.debug("the peer does not listen yet", { ...address, reason: error.message });
      return false;
    }
  }

  #useClient(client: Client): void {
    this.#client = client;
    this.clientOpened(client);
    this.reportConnection();
  }

  /** Closes the client without a report: whoever does it knows. */
  async #dropClient(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    await client?.close();
  }

  async #close(): Promise<void> {
    this.#connecting?.abort(this.#closedError());
    await Promise.all([this.#dropClient(), this.server.close()]);
    this.#changed.rejectAll(this.#closedError());
    this.#done.resolve();
  }

  #closedError(): TcpipError {
    return new TcpipError("ERR_TCPIP_CLOSED", `${this.constructor.name}(${this.name}) is closed`);
  }
}
