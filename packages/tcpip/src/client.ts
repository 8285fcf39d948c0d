import { BaseClientOrServer, type BaseOptions } from "./baseClientOrServer.ts";
import { DEFAULT_HEARTBEAT_SEND_INTERVAL, HEARTBEAT, MAX_TIMER_MS } from "./constants.ts";
import { type Address, connectSocket } from "./openConnection.ts";
import { checkHost, checkMs, checkPort } from "./options.ts";
import type { WaitOptions } from "./waiting.ts";

/** Options of a `Client`. */
export interface ClientOptions extends BaseOptions<Client>, Address {
  /** Send heartbeats: at once after connecting and then for as long as the link is up. Default false. */
  runHeartbeatSendTask?: boolean | undefined;
  /** Pause between two heartbeats in milliseconds, > 0. Default 1000. */
  heartbeatSendInterval?: number | undefined;
}

/**
 * A client for one connection: it connects once, and knows whether the link is up. A new connection takes a new instance.
 *
 * With `host` "" it is closed from the start, opens nothing, and everything about it is safe to call: for programs that
 * may run without their hardware.
 */
export class Client extends BaseClientOrServer<Client> {
  /** As given: the server's name or address. */
  readonly host: string | null;
  /** As given: the server's port. */
  readonly port: number;

  readonly #options: ClientOptions;
  #connecting: AbortController | undefined;
  #heartbeatTimer: ReturnType<typeof setInterval> | undefined;
  #closed: Promise<void> | undefined;

  /** Makes a client that is not connected yet: `await client.start()`, or use `Client.connect`. */
  constructor(options: ClientOptions) {
    super(options);
    checkMs("heartbeatSendInterval", options.heartbeatSendInterval);
    if (options.heartbeatSendInterval === 0)
      throw new RangeError("heartbeatSendInterval must be > 0 milliseconds, not 0");
    checkHost("host", options.host);
    if (options.host !== "") checkPort("port", options.port, 1);
    this.#options = { ...options };
    this.host = options.host;
    this.port = options.port;
    if (options.host === "") {
      this.started.resolve();
      void this.close();
    }
  }

  /**
   * Makes a client and connects it.
   *
   * @throws TcpipError `ERR_TCPIP_CONNECT` when nobody answers; it names host and port.
   */
  static async connect(options: ClientOptions, wait?: WaitOptions): Promise<Client> {
    const client = new Client(options);
    if (options.host === "") return client;
    try {
      await client.start(wait);
    } catch (error) {
      await client.close();
      throw error;
    }
    return client;
  }

  /** Whether heartbeats are being sent. */
  get sendingHeartbeats(): boolean {
    return this.#heartbeatTimer !== undefined;
  }

  /** Closes the connection and sets `doneTask`, but leaves `shouldBeConnected` as it is: as if the link were lost. */
  async basicClose(): Promise<void> {
    await this.closeOwnSide("local");
    this.done.resolve();
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  protected override async open(options?: WaitOptions): Promise<void> {
    const connecting = new AbortController();
    this.#connecting = connecting;
    const { host, port, family } = this.#options;
    // Not AbortSignal.any: in Node 20 the signals that it follows may be garbage before they abort.
    const giveUp = (): void => connecting.abort(options?.signal?.reason);
    if (options?.signal?.aborted === true) giveUp();
    options?.signal?.addEventListener("abort", giveUp, { once: true });
    try {
      const wait = { ...options, signal: connecting.signal };
      this.useConnection(await connectSocket({ ...this.readerOptions, host, port, family }, this.onChange, wait));
    } finally {
      options?.signal?.removeEventListener("abort", giveUp);
    }
    if (this.#options.runHeartbeatSendTask === true) this.#startHeartbeats();
    await this.reportConnection();
  }

  protected override self(): this {
    return this;
  }

  async #close(): Promise<void> {
    this.expectNoConnection();
    this.#connecting?.abort(this.closedError());
    this.#stopHeartbeats();
    await this.basicClose();
  }

  #startHeartbeats(): void {
    const { terminator } = this;
    const beat = (): void => {
      if (this.connected) this.writer?.writeLines([HEARTBEAT, terminator]);
      else this.#stopHeartbeats();
    };
    beat();
    const interval = this.#options.heartbeatSendInterval ?? DEFAULT_HEARTBEAT_SEND_INTERVAL;
    this.#heartbeatTimer = setInterval(beat, Math.min(interval, MAX_TIMER_MS));
  }

  #stopHeartbeats(): void {
    clearInterval(this.#heartbeatTimer);
    this.#heartbeatTimer = undefined;
  }
}
