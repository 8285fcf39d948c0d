import type { Clock } from "../clock.ts";

/** Notices when nothing has come for too long. */
export class TrackingWatch {
  readonly #clock: Clock;
  readonly #limitMs: number;
  readonly #tooLate: () => void;
  #waiting: AbortController | undefined;
  #deadlineMs = 0;

  /** @param tooLate called when `limitMs` have passed since the last `restart`. */
  constructor(clock: Clock, limitMs: number, tooLate: () => void) {
    this.#clock = clock;
    this.#limitMs = limitMs;
    this.#tooLate = tooLate;
  }

  /** Something has come: the time begins anew. */
  restart(): void {
    this.#deadlineMs = this.#clock.nowMs() + this.#limitMs;
    if (this.#waiting === undefined) void this.#wait();
  }

  /** Nothing is waited for any more. */
  stop(): void {
    this.#waiting?.abort();
    this.#waiting = undefined;
  }

  /** One sleep for many restarts: whoever wakes too early sleeps again. */
  async #wait(): Promise<void> {
    const waiting = new AbortController();
    this.#waiting = waiting;
    for (;;) {
      const leftMs = this.#deadlineMs - this.#clock.nowMs();
      if (waiting.signal.aborted) return;
      if (leftMs <= 0) break;
      await this.#clock.sleep(leftMs, waiting.signal);
    }
    this.#waiting = undefined;
    this.#tooLate();
  }
}
