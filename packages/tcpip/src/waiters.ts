import { limitedWait, type WaitOptions } from "./waiting.ts";

interface Waiter<T> {
  resolve: (value: T) => void;
  reject: (reason: unknown) => void;
}

/** Those who wait for the next event of one kind, each with limits of its own. Who gives up is forgotten at once. */
export class Waiters<T> {
  readonly #waiting = new Set<Waiter<T>>();

  /** How many wait. */
  get size(): number {
    return this.#waiting.size;
  }

  /**
   * Waits for `resolveAll` or `rejectAll`.
   *
   * @param what for the message of the time-out: "no client connected".
   */
  wait(what: string, options?: WaitOptions): Promise<T> {
    return limitedWait<T>(what, options, (resolve, reject) => {
      const waiter = { resolve, reject };
      this.#waiting.add(waiter);
      return () => this.#waiting.delete(waiter);
    });
  }

  /** Tells all who wait now. */
  resolveAll(value: T): void {
    for (const { resolve } of this.#takeAll()) resolve(value);
  }

  /** Tells all who wait now that it will not happen. */
  rejectAll(reason: unknown): void {
    for (const { reject } of this.#takeAll()) reject(reason);
  }

  #takeAll(): Waiter<T>[] {
    const all = [...this.#waiting];
    this.#waiting.clear();
    return all;
  }
}
