import { Client, type LogFunction } from "@obswire/tcpip";
import type { Clock } from "../clock.ts";

/** What a `ReconnectingClient` needs to know. */
export interface ReconnectingClientOptions {
  readonly host: string;
  readonly port: number;
  readonly name: string;
  /** Pause between two attempts, in milliseconds. */
  readonly retryMs: number;
  readonly clock: Clock;
  readonly log: LogFunction | undefined;
  /** Asked before each attempt. */
  readonly mayConnect: () => boolean;
  /** Called at each change of `connected`. */
  readonly onChange: () => void;
  /** Serves one connection. The next attempt begins when the link is lost and this has returned. */
  readonly serve: (client: Client) => Promise<void>;
}

/** One of a controller's sockets: connects, serves, and connects again when the link is lost, until it is closed. */
export class ReconnectingClient {
  readonly #options: ReconnectingClientOptions;
  readonly #closing = new AbortController();
  #client: Client | undefined;
  #loop: Promise<void> | undefined;

  constructor(options: ReconnectingClientOptions) {
    this.#options = options;
  }

  get connected(): boolean {
    return this.#client?.connected ?? false;
  }

  /** Begins to connect. */
  start(): void {
    this.#loop ??= this.#run();
  }

  /** Closes the present connection; the next attempt follows. */
  async drop(): Promise<void> {
    await this.#client?.close();
  }

  /** Ends the present connection and all attempts. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.drop();
    await this.#loop;
  }

  async #run(): Promise<void> {
    const { signal } = this.#closing;
    const { host, port, name, log, clock, retryMs, mayConnect, onChange, serve } = this.#options;
    while (!signal.aborted) {
      if (mayConnect()) {
        const client = new Client({ host, port, name, log, connectCallback: onChange });
        this.#client = client;
        try {
          await client.start({ signal });
          await serve(client);
        } catch {
          // Refused or lost: the log has it; the next attempt follows.
        }
        await client.close();
      }
      if (!signal.aborted) await clock.sleep(retryMs, signal);
    }
  }
}
