import { MAX_TIMER_MS } from "./constants.ts";
import type { StreamReader } from "./streamReader.ts";

/** Notices when a peer has sent nothing for a time. One timer for each connection, not touched by arriving bytes. */
export class IdleWatch {
  readonly #limitMs: number;
  readonly #onIdle: (silentMs: number) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param limitMs longest silence in milliseconds; 0: never too long. */
  constructor(limitMs: number, onIdle: (silentMs: number) => void) {
    this.#limitMs = limitMs;
    this.#onIdle = onIdle;
  }

  /** Watches `reader`, and no other. */
  watch(reader: StreamReader): void {
    this.stop();
    if (this.#limitMs > 0) this.#sleep(reader, this.#limitMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #sleep(reader: StreamReader, delayMs: number): void {
    this.#timer = setTimeout(() => this.#look(reader), Math.min(Math.ceil(delayMs), MAX_TIMER_MS));
  }

  #look(reader: StreamReader): void {
    // A paused socket is silent because nobody reads here, not because the peer is.
    const silentMs = reader.paused ? 0 : performance.now() - reader.lastReceivedMs;
    if (silentMs < this.#limitMs) this.#sleep(reader, this.#limitMs - silentMs);
    else this.#onIdle(silentMs);
  }
}
