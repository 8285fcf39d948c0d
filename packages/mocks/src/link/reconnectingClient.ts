import { Client, type LogFunction } from "@obswire/tcpip";
import type { Clock } from "../clock.ts";

/** What a `ReconnectingClient` needs to know. */
export interface ReconnectingClientOptions {
  readonly host: string;
  readonly port: number;
  readonly name: string;
  /** Pause between two attempts, in milliseconds; longer after links that were lost at once, see {@link pauseMs}. */
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

/** A link shorter than this, in milliseconds, was none: a server that has its one client closes every other at once. */
const SHORT_MS = 1000;
/** The longest pause, in milliseconds, unless the first one is longer. */
const LONGEST_PAUSE_MS = 5000;

/**
 * The pause before the next attempt, in milliseconds: `retryMs`, and after the second and each further short link in a row twice as
 * long, up to 5 s, with a jitter of ±25 %, so that two controllers on one server do not come in step.
 *
 * @param random from 0 to 1
 */
export function pauseMs(retryMs: number, shortLinks: number, random: number): number {
  if (shortLinks < 2) return retryMs;
  const longer = Math.max(retryMs, 1) * 2 ** (shortLinks - 1);
  return Math.max(retryMs, Math.min(longer, LONGEST_PAUSE_MS) * (0.75 + random / 2));
}

/**
 * One of a controller's sockets: connects, serves, and connects again when the link is lost, until it is closed. While nobody listens it
 * tries at an even pace, as the original; when links are lost at once, less and less often.
 */
export class ReconnectingClient {
  readonly #options: ReconnectingClientOptions;
  readonly #closing = new AbortController();
  #client: Client | undefined;
  #loop: Promise<void> | undefined;
  /** Links in a row that the other side ended at once. */
  #shortLinks = 0;
  #dropped = false;

  constructor(options: ReconnectingClientOptions) {
    this.#options = options;
  }

  /** Whether there is a connection now. */
  get connected(): boolean {
    return this.#client?.connected ?? false;
  }

  /** Begins to connect. */
  start(): void {
    this.#loop ??= this.#run();
  }

  /** Closes the present connection; the next attempt follows, however short the link was. */
  async drop(): Promise<void> {
    this.#dropped = true;
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
    const { host, port, name, log, clock, retryMs, mayConnect, onChange } = this.#options;
    while (!signal.aborted) {
      if (mayConnect()) {
        const client = new Client({ host, port, name, log, connectCallback: onChange });
        this.#client = client;
        try {
          await client.start({ signal });
          await this.#serve(client);
        } catch {
          // Refused or lost: the log has it; the next attempt follows.
        }
        await client.close();
      }
      if (!signal.aborted) await clock.sleep(pauseMs(retryMs, this.#shortLinks, Math.random()), signal);
    }
  }

  async #serve(client: Client): Promise<void> {
    const { clock, serve } = this.#options;
    const sinceMs = clock.nowMs();
    this.#dropped = false;
    try {
      await serve(client);
    } finally {
      const isShort = clock.nowMs() - sinceMs < SHORT_MS && !this.#dropped;
      this.#shortLinks = isShort ? this.#shortLinks + 1 : 0;
    }
  }
}
