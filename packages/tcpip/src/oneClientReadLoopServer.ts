import type { Connection } from "./connection.ts";
import { DEFAULT_LOCALHOST, DEFAULT_MAX_HEARTBEAT_INTERVAL } from "./constants.ts";
import { isTcpipError, TcpipError } from "./errors.ts";
import { OneClientServer, type OneClientServerOptions } from "./oneClientServer.ts";
import { checkMs } from "./options.ts";
import type { StreamWriter } from "./streamWriter.ts";

/** How often the time since the last heartbeat is looked at, in milliseconds. */
const HEARTBEAT_MONITOR_INTERVAL_MS = 1000;

/** Options of a `OneClientReadLoopServer`. */
export interface OneClientReadLoopServerOptions
  extends Omit<OneClientServerOptions, "host" | "monitorConnectionInterval"> {
  /** As in `OneClientServer`, but the default is 127.0.0.1. */
  host?: string | null | undefined;
  /** Close a client that sends no heartbeats. Default false. */
  runHeartbeatMonitorTask?: boolean | undefined;
  /** Longest time without a heartbeat, in milliseconds, looked at once a second. Default 10000. */
  maxHeartbeatInterval?: number | undefined;
}

/**
 * A one-client server that reads by itself: for as long as a client is connected it calls `readAndDispatch`, which reads
 * one item and handles it. An exception there closes the client; the server goes on with the next.
 *
 * Heartbeats are not recognised here, because only `readAndDispatch` knows the messages: it calls
 * `handleReceivedHeartbeat` when it has read one.
 */
export abstract class OneClientReadLoopServer extends OneClientServer {
  readonly #monitorHeartbeats: boolean;
  readonly #maxHeartbeatInterval: number;
  #readLoop: Promise<void> | undefined;
  #heartbeatTimer: ReturnType<typeof setInterval> | undefined;
  #lastHeartbeat = 0;

  constructor(options: OneClientReadLoopServerOptions) {
    // The read loop notices a lost link by itself.
    super({
      ...options,
      host: options.host === undefined ? DEFAULT_LOCALHOST : options.host,
      monitorConnectionInterval: 0,
    });
    checkMs("maxHeartbeatInterval", options.maxHeartbeatInterval);
    this.#monitorHeartbeats = options.runHeartbeatMonitorTask ?? false;
    this.#maxHeartbeatInterval = options.maxHeartbeatInterval ?? DEFAULT_MAX_HEARTBEAT_INTERVAL;
  }

  /** Whether a read loop is running. */
  get reading(): boolean {
    return this.#readLoop !== undefined;
  }

  /** Reads one item and handles it. Called again and again while a client is connected; what it throws closes the client. */
  abstract readAndDispatch(): Promise<void>;

  /**
   * To be called by `readAndDispatch` for each heartbeat.
   *
   * @throws TcpipError `ERR_TCPIP_UNEXPECTED_HEARTBEAT` when this server does not expect any.
   */
  handleReceivedHeartbeat(): void {
    if (!this.#monitorHeartbeats) {
      throw new TcpipError("ERR_TCPIP_UNEXPECTED_HEARTBEAT", "a heartbeat arrived, but runHeartbeatMonitorTask is off");
    }
    this.#lastHeartbeat = performance.now();
  }

  override async closeClient(): Promise<void> {
    this.#stopHeartbeatMonitor();
    await super.closeClient();
  }

  protected override async clientConnected({ writer }: Connection): Promise<void> {
    this.#stopHeartbeatMonitor();
    // The last loop is at its end: the read it waited for has rejected with its connection.
    await this.#readLoop;
    if (this.writer !== writer) return;
    if (this.#monitorHeartbeats) this.#startHeartbeatMonitor();
    this.#readLoop = this.#read(writer).finally(() => {
      this.#readLoop = undefined;
    });
  }

  async #read(writer: StreamWriter): Promise<void> {
    try {
      while (this.connected && this.writer === writer) await this.readAndDispatch();
    } catch (error) {
      const ended = isTcpipError(error, "ERR_TCPIP_INCOMPLETE_READ") || isTcpipError(error, "ERR_TCPIP_NOT_CONNECTED");
      if (ended) this.log.info("the client has gone");
      else this.log.error("reading failed, the client is closed", error);
    }
    // The next client may be there already; it is not this loop's to close.
    if (this.writer === writer || this.writer === undefined) await this.closeClient();
  }

  #startHeartbeatMonitor(): void {
    this.#lastHeartbeat = performance.now();
    this.#heartbeatTimer = setInterval(() => {
      const silentMs = performance.now() - this.#lastHeartbeat;
      if (silentMs < this.#maxHeartbeatInterval) return;
      this.log.warn("no heartbeat, the client is closed", undefined, {
        silentMs: Math.round(silentMs),
        maxHeartbeatInterval: this.#maxHeartbeatInterval,
      });
      void this.closeClient();
    }, HEARTBEAT_MONITOR_INTERVAL_MS);
  }

  #stopHeartbeatMonitor(): void {
    clearInterval(this.#heartbeatTimer);
  }
}
