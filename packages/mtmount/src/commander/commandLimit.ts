import { CommandTimeoutError } from "./commandErrors.ts";
import type { CommandFutures } from "./commandFutures.ts";

/** The longest delay of a timer, in milliseconds; a limit beyond it is none. */
const MAX_TIMER_MS = 0x7fffffff;

/** Ends the wait for a command: when it takes too long, or when the signal says so. */
export class CommandLimit {
  readonly #futures: CommandFutures;
  readonly #signal: AbortSignal | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(futures: CommandFutures, signal: AbortSignal | undefined) {
    this.#futures = futures;
    this.#signal = signal;
    signal?.addEventListener("abort", this.#abort, { once: true });
  }

  /** Sets the limit for the next step, in place of the one before. */
  set(what: "acknowledged" | "done", timeoutMs: number): void {
    clearTimeout(this.#timer);
    if (timeoutMs > MAX_TIMER_MS) return;
    const futures = this.#futures;
    this.#timer = setTimeout(
      () => futures.setError(new CommandTimeoutError(futures.command, what, timeoutMs)),
      timeoutMs,
    );
  }

  /** There is no limit any more. */
  end(): void {
    clearTimeout(this.#timer);
    this.#signal?.removeEventListener("abort", this.#abort);
  }

  readonly #abort = (): void => this.#futures.setError(this.#signal?.reason);
}
