import { connect, createServer, type Server, type Socket } from "node:net";
import { LOCALHOST_IPV4 } from "../constants.ts";
import { TcpipError } from "../errors.ts";
import { type ScopedLog, scopedLog } from "../log.ts";
import { checkPort, checkWhole } from "../options.ts";
import { limitedWait, type WaitOptions } from "../waiting.ts";
import { DirectionFaults } from "./directionFaults.ts";
import { DirectionState } from "./directionState.ts";
import type { FaultProxyOptions, ProxyTarget } from "./faultProxyOptions.ts";
import { ProxyConnection } from "./proxyConnection.ts";
import type { Direction, ProxyEvent, ProxyEventDetails, Side } from "./proxyEvent.ts";
import { resetSocket } from "./resetSocket.ts";
import { seededRandom } from "./seededRandom.ts";

/** The log of events keeps this many; older ones are forgotten. */
const MAX_EVENTS = 10_000;

/**
 * A TCP proxy that misbehaves on request: put it between a client and a server, flip a switch, see what they do.
 *
 * ```ts
 * await using proxy = await FaultProxy.listen({ target: server });
 * await using client = await Client.connect({ host: proxy.host, port: proxy.port });
 * proxy.clientToServer.splitBytes = 1;   // every byte on its own
 * proxy.serverToClient.stalled = true;   // nothing comes back
 * proxy.reset();                         // and the link breaks
 * ```
 *
 * The switches in {@link clientToServer} and {@link serverToClient} act on all connections, open and to come; those of a
 * {@link ProxyConnection} on that one alone. No error of a socket ever leaves the proxy: it is an event in {@link events}.
 */
export class FaultProxy implements AsyncDisposable {
  /** Address the proxy listens on. */
  readonly host: string;
  /** Where the next connections go. */
  target: FaultProxyOptions["target"];
  /**
   * While true, new connections are accepted and reset at once: the client sees ECONNRESET, while it connects or right
   * after. For "connection refused" there is {@link stopListening}. Default: false.
   */
  refuseConnections = false;
  /** Switches and counters for bytes from the clients to the server, over all connections. */
  readonly clientToServer: DirectionFaults;
  /** Switches and counters for bytes from the server to the clients, over all connections. */
  readonly serverToClient: DirectionFaults;
  readonly #states: Record<Direction, DirectionState>;
  readonly #seed: number;
  readonly #log: ScopedLog;
  readonly #bornMs = performance.now();
  readonly #connections = new Set<ProxyConnection>();
  readonly #pending = new Set<Socket>();
  readonly #events: ProxyEvent[] = [];
  readonly #waiters = new Set<() => void>();
  #acceptedCount = 0;
  #port: number;
  #server: Server | undefined;
  #closing: Promise<void> | undefined;

  private constructor(options: FaultProxyOptions) {
    const { target, host = LOCALHOST_IPV4, port = 0, log, seed = 1 } = options;
    if (typeof target !== "function") {
      if (typeof target !== "object" || target === null)
        throw new TypeError("target must be { host, port } or a function");
      checkPort("target.port", target.port, 1);
    }
    checkPort("port", port, 0);
    checkWhole("seed", seed, 0);
    this.target = target;
    this.host = host;
    this.#port = port;
    this.#seed = seed;
    this.#log = scopedLog(log, "FaultProxy");
    this.#states = { clientToServer: new DirectionState(), serverToClient: new DirectionState() };
    this.clientToServer = new DirectionFaults(this.#states.clientToServer);
    this.serverToClient = new DirectionFaults(this.#states.serverToClient);
    Object.assign(this.clientToServer, options.clientToServer);
    Object.assign(this.serverToClient, options.serverToClient);
  }

  /**
   * Make a proxy and wait until it listens.
   *
   * @throws TypeError or RangeError for a wrong option.
   * @throws TcpipError `ERR_TCPIP_LISTEN` when the address cannot be listened on.
   */
  static async listen(options: FaultProxyOptions): Promise<FaultProxy> {
    const proxy = new FaultProxy(options);
    await proxy.startListening();
    return proxy;
  }

  /** Port the proxy listens on; stays the same over {@link stopListening} and {@link startListening}. */
  get port(): number {
    return this.#port;
  }

  /** The connections that stand now or are about to, oldest first. */
  get connections(): readonly ProxyConnection[] {
    return [...this.#connections];
  }

  /** How many connections were accepted so far, refused ones included. */
  get acceptedCount(): number {
    return this.#acceptedCount;
  }

  /** What happened, oldest first; the last 10,000 events. */
  get events(): readonly ProxyEvent[] {
    return this.#events;
  }

  /** {@link ProxyConnection.reset} on all connections. */
  reset(side: Side | "both" = "both"): void {
    if (side !== "server") for (const socket of this.#pending) resetSocket(socket);
    for (const connection of this.#connections) connection.reset(side);
  }

  /** {@link ProxyConnection.halfClose} on all connections. */
  halfClose(direction: Direction): void {
    for (const connection of this.#connections) connection.halfClose(direction);
  }

  /** {@link ProxyConnection.blackHole} on the connections that stand now; those to come are not touched. */
  blackHole(): void {
    for (const connection of this.#connections) connection.blackHole();
  }

  /** No faults any more in either direction, connections are accepted. What is closed stays closed. */
  clear(): void {
    this.clientToServer.clear();
    this.serverToClient.clear();
    this.refuseConnections = false;
  }

  /** Stop listening: who connects is refused (ECONNREFUSED). Connections that stand go on. Repeatable. */
  async stopListening(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    // The callback of close() would wait for the connections too; the listener itself is gone in the next turn.
    server?.close();
    await new Promise((resolve) => setImmediate(resolve));
  }

  /** Listen again on the same port. Harmless when the proxy listens. */
  async startListening(): Promise<void> {
    if (this.#closing !== undefined) throw new TcpipError("ERR_TCPIP_CLOSED", "the proxy is closed");
    if (this.#server !== undefined) return;
    const server = createServer({ allowHalfOpen: true, pauseOnConnect: true, noDelay: true }, (client) =>
      this.#accept(client),
    );
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once("error", (cause) => {
        this.#server = undefined;
        reject(new TcpipError("ERR_TCPIP_LISTEN", `cannot listen on ${this.host}:${this.#port}`, { cause }));
      });
      server.listen({ host: this.host, port: this.#port }, resolve);
    });
    server.on("error", (error) => this.#log.warn("listener failed", error));
    const address = server.address();
    if (typeof address === "object" && address !== null) this.#port = address.port;
  }

  /**
   * Wait until `condition` is true; it is looked at now and after every event and every piece that moves.
   *
   * ```ts
   * await proxy.waitUntil(() => proxy.clientToServer.bytesForwarded >= 100, { timeoutMs: 2000 });
   * ```
   *
   * @throws TcpipError `ERR_TCPIP_TIMEOUT` after `timeoutMs`; an abort rejects with the signal's reason.
   */
  waitUntil(condition: () => boolean, options?: WaitOptions): Promise<void> {
    return limitedWait<void>("the condition did not come true", options, (resolve, reject) => {
      const look = (): void => {
        try {
          if (!condition()) return;
          resolve();
        } catch (error) {
          reject(error);
        }
        this.#waiters.delete(look);
      };
      this.#waiters.add(look);
      look();
      return () => this.#waiters.delete(look);
    });
  }

  /** Stop listening and close every connection. Always resolves; all callers get the same promise. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  /** The same as {@link close}. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #close(): Promise<void> {
    for (const socket of this.#pending) socket.destroy();
    await Promise.all([this.stopListening(), ...this.connections.map((connection) => connection.close())]);
  }

  #accept(client: Socket): void {
    const id = ++this.#acceptedCount;
    client.on("error", (error) => this.#log.debug("client's socket failed", { connection: id, reason: error.message }));
    if (this.refuseConnections) {
      resetSocket(client);
      this.#note(id, { type: "refused" });
      return;
    }
    void this.#joinTarget(id, client);
    this.#progress();
  }

  /** Begins at once to connect, unless the target has to be asked for. Never rejects. */
  async #joinTarget(id: number, client: Socket): Promise<void> {
    this.#pending.add(client);
    client.once("close", () => this.#pending.delete(client));
    try {
      const target = typeof this.target === "function" ? await this.target() : this.target;
      if (!client.destroyed) this.#join(id, client, target);
    } catch (error) {
      resetSocket(client);
      this.#note(id, { type: "targetFailed", error });
    }
    this.#pending.delete(client);
  }

  #join(id: number, client: Socket, target: ProxyTarget): void {
    const host = target.host ?? LOCALHOST_IPV4;
    checkPort("target.port", target.port, 1);
    const random = (direction: number) => seededRandom(this.#seed * 2_000_003 + id * 2 + direction);
    const connection: ProxyConnection = new ProxyConnection({
      id,
      client,
      server: connect({ host, port: target.port, allowHalfOpen: true, noDelay: true }),
      states: {
        clientToServer: new DirectionState(this.#states.clientToServer),
        serverToClient: new DirectionState(this.#states.serverToClient),
      },
      randoms: { clientToServer: random(0), serverToClient: random(1) },
      note: (event) => this.#note(id, event),
      progress: () => this.#progress(),
      closed: () => {
        this.#connections.delete(connection);
        this.#note(id, { type: "closed" });
      },
    });
    this.#connections.add(connection);
  }

  #note(connection: number, event: ProxyEventDetails): void {
    this.#events.push({ connection, atMs: performance.now() - this.#bornMs, ...event });
    if (this.#events.length > MAX_EVENTS) this.#events.splice(0, this.#events.length - MAX_EVENTS);
    this.#log.debug(event.type, { connection, ...event });
    this.#progress();
  }

  #progress(): void {
    for (const look of [...this.#waiters]) look();
  }
}
