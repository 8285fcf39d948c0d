import type { Connection } from "./connection.ts";
import { CLOSE_WAIT_TIME_MS, DEFAULT_LOCALHOST, DEFAULT_MAX_HEARTBEAT_INTERVAL } from "./constants.ts";
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
  #clientLeft: AbortController | undefined;
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

  /**
   * Reads one item and handles it. Called again and again while a client is connected; what it throws closes the client.
   *
   * @param signal aborts when the client is closed or followed by the next one. Whatever waits for something other than
   * the client should end with it: the next client is served when this call has returned, or after 5 s.
   */
  abstract readAndDispatch(signal: AbortSignal): Promise<void>;

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
    this.#clientLeft?.abort(new TcpipError("ERR_TCPIP_NOT_CONNECTED", "Not connected: the client was closed"));
    await super.closeClient();
  }

  protected override async clientConnected({ writer }: Connection): Promise<void> {
    this.#stopHeartbeatMonitor();
    this.#clientLeft?.abort(new TcpipError("ERR_TCPIP_NOT_CONNECTED", "Not connected: the next client is there"));
    // Two loops must not read one stream: the last one may end first, its read has rejected with its connection.
    if (this.#readLoop !== undefined && !(await settlesWithin(this.#readLoop, CLOSE_WAIT_TIME_MS))) {
      this.log.warn("readAndDispatch has not returned since the last client left; the next one is served all the same");
    }
    if (this.writer !== writer) return;
    if (this.#monitorHeartbeats) this.#startHeartbeatMonitor();
    const clientLeft = new AbortController();
    this.#clientLeft = clientLeft;
    const loop = this.#read(writer, clientLeft.signal).finally(() => {
      if (this.#readLoop === loop) this.#readLoop = undefined;
    });
    this.#readLoop = loop;
  }

  async #read(writer: StreamWriter, signal: AbortSignal): Promise<void> {
    try {
      while (this.connected && this.writer === writer) await this.readAndDispatch(signal);
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

/** Whether a promise settles in time. */
async function settlesWithin(promise: Promise<void>, ms: number): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  try {
    return await Promise.race([promise.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
