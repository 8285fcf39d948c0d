import type { Socket } from "node:net";
import { DirectionFaults } from "./directionFaults.ts";
import type { DirectionState } from "./directionState.ts";
import type { DropWith } from "./faultSettings.ts";
import type { Direction, ProxyEventDetails, Side } from "./proxyEvent.ts";
import { type PipeOwner, ProxyPipe } from "./proxyPipe.ts";
import { resetSocket } from "./resetSocket.ts";
import type { SeededRandom } from "./seededRandom.ts";

/** What the proxy gives a connection. Internal. */
export interface ProxyConnectionParts {
  id: number;
  client: Socket;
  /** Still connecting. */
  server: Socket;
  states: Record<Direction, DirectionState>;
  randoms: Record<Direction, SeededRandom>;
  closed(): void;
  note(event: ProxyEventDetails): void;
  progress(): void;
}

/** One connection through a {@link FaultProxy}: two sockets, and switches that touch this connection alone. */
export class ProxyConnection implements AsyncDisposable {
  /** Number of the connection, counted from 1 in the order of accepting. */
  readonly id: number;
  /** Port of the client's end: finds the connection that belongs to a client. */
  readonly clientPort: number;
  /** Switches and counters for bytes from the client to the server, of this connection alone. */
  readonly clientToServer: DirectionFaults;
  /** Switches and counters for bytes from the server to the client, of this connection alone. */
  readonly serverToClient: DirectionFaults;
  /** Resolves when both sockets are gone. Never rejects. */
  readonly closed: Promise<void>;
  readonly #parts: ProxyConnectionParts;
  readonly #pipes: Record<Direction, ProxyPipe>;
  #started = false;
  #stopped = false;

  /** Made by the proxy. */
  constructor(parts: ProxyConnectionParts) {
    const { client, server, states } = parts;
    this.#parts = parts;
    this.id = parts.id;
    this.clientPort = client.remotePort ?? 0;
    this.clientToServer = new DirectionFaults(states.clientToServer);
    this.serverToClient = new DirectionFaults(states.serverToClient);
    this.#pipes = {
      clientToServer: this.#pipe("clientToServer", client, server),
      serverToClient: this.#pipe("serverToClient", server, client),
    };
    this.closed = Promise.all([closed(client), closed(server)]).then(() => this.#finish());
    server.once("connect", () => this.#start());
  }

  /**
   * Send a RST to both peers, or to one alone: then the other learns nothing and goes on with a link that is dead.
   * Bytes held are forgotten.
   */
  reset(side: Side | "both" = "both"): void {
    this.#parts.note({ type: "reset" });
    if (side !== "server") resetSocket(this.#parts.client);
    if (side !== "client") resetSocket(this.#parts.server);
    if (side === "both") this.#stop();
  }

  /**
   * Send a FIN in one direction, behind the bytes that are held: as though the sender had ended its half. The other
   * direction goes on.
   */
  halfClose(direction: Direction): void {
    this.#pipes[direction].halfClose();
  }

  /** The link dies without a word: nothing passes any more in either direction, not even a FIN or RST. */
  blackHole(): void {
    this.clientToServer.blackHoleAfterBytes = 0;
    this.serverToClient.blackHoleAfterBytes = 0;
  }

  /**
   * Close both sockets: the peers see a FIN, or a RST when they sent bytes that the proxy had not read. Bytes held are
   * forgotten. The same promise as {@link closed}; repeatable.
   */
  close(): Promise<void> {
    this.#stop();
    this.#parts.client.destroy();
    this.#parts.server.destroy();
    return this.closed;
  }

  /** The same as {@link close}. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #start(): void {
    if (this.#stopped) return;
    this.#started = true;
    this.#parts.note({ type: "connected" });
    this.#pipes.clientToServer.start();
    this.#pipes.serverToClient.start();
  }

  #pipe(direction: Direction, source: Socket, sink: Socket): ProxyPipe {
    const { states, randoms, note, progress } = this.#parts;
    const owner: PipeOwner = {
      note: (event) => note({ ...event, direction }),
      progress,
      drop: (how, position) => this.#drop(direction, how, position),
    };
    const pipe = new ProxyPipe(source, sink, states[direction], randoms[direction], owner);
    source.on("end", () => pipe.end("fin"));
    source.on("error", (error) => {
      if (source === this.#parts.server && !this.#started) this.#targetFailed(error);
      else pipe.end("reset", error);
    });
    return pipe;
  }

  #targetFailed(error: Error): void {
    this.#parts.note({ type: "targetFailed", error });
    this.#stop();
    resetSocket(this.#parts.client);
  }

  #drop(direction: Direction, how: DropWith, position: number): void {
    this.#parts.note({ type: "dropped", direction, position });
    if (how === "reset") this.reset();
    else void this.close();
  }

  #stop(): void {
    this.#stopped = true;
    this.#pipes.clientToServer.close();
    this.#pipes.serverToClient.close();
  }

  #finish(): void {
    this.#stop();
    this.#parts.states.clientToServer.detach();
    this.#parts.states.serverToClient.detach();
    this.#parts.closed();
  }
}

function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.closed) resolve();
    else socket.once("close", () => resolve());
  });
}
