/** Where a mock takes its time from, so that a test can be the master of it. */
export interface Clock {
  /** UTC unix time in milliseconds, with fractions. */
  nowMs(): number;
  /** Resolves after `ms` milliseconds of this clock, or when the signal aborts: it never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Who sleeps with which signal. One listener for each signal: a listener for each sleep would cost more than the sleep. */
const sleepersOf = new WeakMap<AbortSignal, Set<() => void>>();

function sleepers(signal: AbortSignal): Set<() => void> {
  const known = sleepersOf.get(signal);
  if (known !== undefined) return known;
  const made = new Set<() => void>();
  sleepersOf.set(signal, made);
  const wakeAll = (): void => {
    for (const wake of made) wake();
  };
  signal.addEventListener("abort", wakeAll, { once: true });
  return made;
}

/** The time of this machine. */
export const systemClock: Clock = {
  nowMs: () => performance.timeOrigin + performance.now(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal === undefined) {
        setTimeout(resolve, ms);
        return;
      }
      if (signal.aborted) {
        resolve();
        return;
      }
      const sleeping = sleepers(signal);
      const wake = (): void => {
        clearTimeout(timer);
        sleeping.delete(wake);
        resolve();
      };
      sleeping.add(wake);
      const timer = setTimeout(wake, ms);
    }),
};

/** A clock that stands still until it is told to go on. */
export class ManualClock implements Clock {
  #nowMs: number;
  readonly #sleepers = new Set<{ untilMs: number; wake: () => void }>();

  /** @param startMs UTC unix time in milliseconds; default: 2025-01-01. */
  constructor(startMs: number = Date.UTC(2025, 0, 1)) {
    this.#nowMs = startMs;
  }

  /** UTC unix time in milliseconds: stands still between calls of `advance`. */
  nowMs(): number {
    return this.#nowMs;
  }

  /** Resolves when `advance` has let `ms` milliseconds pass, or when the signal aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const sleeper = {
        untilMs: this.#nowMs + ms,
        wake: () => {
          this.#sleepers.delete(sleeper);
          signal?.removeEventListener("abort", sleeper.wake);
          resolve();
        },
      };
      if (signal?.aborted) resolve();
      else {
        this.#sleepers.add(sleeper);
        signal?.addEventListener("abort", sleeper.wake, { once: true });
      }
    });
  }

  /**
   * Lets `ms` milliseconds pass. Who sleeps wakes in order, each at its own time, and gets the chance to act and to
   * sleep again before the next one wakes.
   */
  async advance(ms: number): Promise<void> {
    const endMs = this.#nowMs + ms;
    for (;;) {
      const due = [...this.#sleepers]
        .filter(({ untilMs }) => untilMs <= endMs)
        .sort((a, b) => a.untilMs - b.untilMs)[0];
      if (due === undefined) break;
      this.#nowMs = Math.max(this.#nowMs, due.untilMs);
      due.wake();
      await new Promise(setImmediate);
    }
    this.#nowMs = endMs;
  }
}
