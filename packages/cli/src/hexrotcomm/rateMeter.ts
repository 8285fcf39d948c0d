/** Events per second, over the last two seconds. Times are given, so that a test can be the master of them. */
export class RateMeter {
  readonly #windowMs: number;
  readonly #timesMs: number[] = [];

  constructor(windowMs = 2000) {
    this.#windowMs = windowMs;
  }

  /** Counts one event at this time. */
  add(nowMs: number): void {
    this.#timesMs.push(nowMs);
    this.#forget(nowMs);
  }

  /** The rate in Hz; 0 with fewer than two events in the window. */
  rateHz(nowMs: number): number {
    this.#forget(nowMs);
    const [first] = this.#timesMs;
    const last = this.#timesMs.at(-1);
    if (first === undefined || last === undefined || last === first) return 0;
    return ((this.#timesMs.length - 1) / (last - first)) * 1000;
  }

  /** Begins anew: what comes after a gap is not slower because of the gap. */
  reset(): void {
    this.#timesMs.length = 0;
  }

  #forget(nowMs: number): void {
    const keepFrom = this.#timesMs.findIndex((time) => time > nowMs - this.#windowMs);
    this.#timesMs.splice(0, keepFrom === -1 ? this.#timesMs.length : keepFrom);
  }
}
