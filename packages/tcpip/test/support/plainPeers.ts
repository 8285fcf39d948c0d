import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { setImmediate as turnOfEventLoop } from "node:timers/promises";

/** Longest wait of these tests, in ms: far beyond what a loaded machine needs, so that only a defect reaches it. */
export const LIMIT_MS = 5000;

/** A plain socket that notes down everything that happens to it. */
export class PlainPeer implements AsyncDisposable {
  readonly chunks: Buffer[] = [];
  ended = false;
  closed = false;
  errorCode: string | undefined;
  readonly #looks = new Set<() => void>();
  readonly socket: Socket;

  constructor(socket: Socket) {
    this.socket = socket;
    socket.setNoDelay(true);
    const note = (change: () => void) => () => {
      change();
      for (const look of this.#looks) look();
    };
    socket.on("data", (chunk: Buffer) => note(() => this.chunks.push(chunk))());
    socket.on(
      "end",
      note(() => (this.ended = true)),
    );
    socket.on("error", (error: NodeJS.ErrnoException) => note(() => (this.errorCode = error.code ?? error.message))());
    socket.on(
      "close",
      note(() => (this.closed = true)),
    );
  }

  get received(): Buffer {
    return Buffer.concat(this.chunks);
  }

  get receivedLength(): number {
    return this.chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  }

  /** Resolves once the condition holds; rejects with `what` and the state of the peer at the limit. */
  until(what: string, condition: (peer: PlainPeer) => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = () => {
        if (!condition(this)) return;
        clearTimeout(timer);
        this.#looks.delete(look);
        resolve();
      };
      const timer = setTimeout(() => {
        this.#looks.delete(look);
        const { receivedLength, ended, closed, errorCode } = this;
        reject(new Error(`not ${what}: ${JSON.stringify({ receivedLength, ended, closed, errorCode })}`));
      }, LIMIT_MS);
      this.#looks.add(look);
      look();
    });
  }

  untilReceived(bytes: Uint8Array | string): Promise<void> {
    const wanted = Buffer.from(bytes);
    return this.until(`received ${wanted.length} bytes`, (peer) => peer.receivedLength >= wanted.length);
  }

  untilEnded = (): Promise<void> => this.until("ended", (peer) => peer.ended);
  untilReset = (): Promise<void> => this.until("reset", (peer) => peer.errorCode === "ECONNRESET");

  async [Symbol.asyncDispose](): Promise<void> {
    this.socket.destroy();
    await this.until("closed", (peer) => peer.closed);
  }
}

/** A plain server that keeps every socket it accepts. */
export class PlainServer implements AsyncDisposable {
  readonly host = "127.0.0.1";
  readonly peers: PlainPeer[] = [];
  readonly #server = createServer({ allowHalfOpen: true }, (socket) => {
    this.peers.push(new PlainPeer(socket));
    this.#server.emit("accepted");
  });

  static async listen(): Promise<PlainServer> {
    const server = new PlainServer();
    server.#server.listen(0, server.host);
    await once(server.#server, "listening");
    return server;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** The peer of the connection with this index, as soon as there is one. */
  async accepted(index = 0): Promise<PlainPeer> {
    for (;;) {
      const peer = this.peers[index];
      if (peer !== undefined) return peer;
      await once(this.#server, "accepted", { signal: AbortSignal.timeout(LIMIT_MS) });
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, "close");
    this.#server.close();
    await Promise.all(this.peers.map((peer) => peer[Symbol.asyncDispose]()));
    await closed;
  }
}

/** A plain client that begins to connect. */
export function startPlainClient({ host, port }: { host: string; port: number }): PlainPeer {
  return new PlainPeer(connect({ host, port, allowHalfOpen: true }));
}

/** A plain client, connected. */
export async function plainClient(address: { host: string; port: number }): Promise<PlainPeer> {
  const peer = startPlainClient(address);
  await once(peer.socket, "connect", { signal: AbortSignal.timeout(LIMIT_MS) });
  return peer;
}

/** Lets everything that is ready happen, many times over: for "and nothing else happens". */
export async function manyTurns(count = 200): Promise<void> {
  for (let turn = 0; turn < count; turn++) await turnOfEventLoop();
}

/** Bytes that tell their own place: no two neighbours are equal. */
export function pattern(length: number): Buffer {
  return Buffer.from(Uint8Array.from({ length }, (_, index) => (index * 7 + (index >> 8)) & 0xff));
}
