import { type LogFunction, OneClientServer, type ScopedLog, scopedLog } from "@obswire/tcpip";
import { Channel } from "./channel.ts";

/** What a `ServingServer` needs to know. */
export interface ServingServerOptions {
  readonly host: string | null;
  /** 0: a free one. */
  readonly port: number;
  readonly name: string;
  readonly log: LogFunction | undefined;
  /** Asked at each connection: false closes it at once. */
  readonly mayConnect: () => boolean;
  /** Called at each change of `connected`. */
  readonly onChange: () => void;
  /** Serves one connection. When it ends or rejects, the connection is closed. */
  readonly serve: (channel: Channel) => Promise<void>;
}

/** A one-client server each of whose connections is served until it is lost. */
export class ServingServer {
  readonly #options: ServingServerOptions;
  readonly #server: OneClientServer;
  readonly #log: ScopedLog;
  readonly #serving = new Set<Promise<void>>();
  #channel: Channel | undefined;

  constructor(options: ServingServerOptions) {
    const { host, port, name, log } = options;
    this.#options = options;
    this.#log = scopedLog(log, `ServingServer(${name})`);
    this.#server = new OneClientServer({ host, port, name, log, connectCallback: () => this.#changed() });
  }

  get connected(): boolean {
    return this.#server.connected;
  }

  /** The port listened on. */
  get port(): number {
    return this.#server.port;
  }

  /** Begins to listen. */
  start(): Promise<void> {
    return this.#server.start();
  }

  /** Closes the connection to the client, if there is one; the next can come. What waits for it is told at once. */
  async drop(): Promise<void> {
    await this.#server.closeClient();
  }

  /** Closes everything, and waits until nothing is being served any more. */
  async close(): Promise<void> {
    await this.#server.close();
    await Promise.all(this.#serving);
  }

  #changed(): void {
    this.#channel?.lose();
    this.#channel = undefined;
    if (this.#server.connected) {
      if (this.#options.mayConnect()) this.#begin();
      else void this.#server.closeClient();
    }
    this.#options.onChange();
  }

  #begin(): void {
    const channel = new Channel(this.#server);
    this.#channel = channel;
    const served = this.#serve(channel).finally(() => this.#serving.delete(served));
    this.#serving.add(served);
  }

  async #serve(channel: Channel): Promise<void> {
    try {
      await this.#options.serve(channel);
    } catch (error) {
      if (!channel.lost.aborted) this.#log.info("the connection is over", { why: String(error) });
    }
    if (this.#channel === channel) await this.drop();
  }
}
