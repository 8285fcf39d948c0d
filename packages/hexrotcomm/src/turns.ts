import { limitedWait } from "@obswire/tcpip";

/** One at a time, in order of arrival; who must not wait for the others goes first. */
export class Turns {
  readonly #waiting: (() => void)[] = [];
  #urgent = 0;
  #taken = false;

  /** Whether somebody waits who must not wait for the others. */
  get urgent(): boolean {
    return this.#urgent > 0;
  }

  /** Waits for a turn, and returns what ends it. `first`: before all who wait already. An abort gives up waiting. */
  async take({
    first = false,
    signal,
  }: {
    first?: boolean;
    signal?: AbortSignal | undefined;
  } = {}): Promise<() => void> {
    signal?.throwIfAborted();
    if (this.#taken) {
      if (first) this.#urgent++;
      try {
        await limitedWait<void>("no turn", { signal }, (start) => {
          if (first) this.#waiting.unshift(start);
          else this.#waiting.push(start);
          return () => this.#waiting.splice(this.#waiting.indexOf(start), 1);
        });
      } finally {
        if (first) this.#urgent--;
      }
    }
    this.#taken = true;
    let over = false;
    return () => {
      if (over) return;
      over = true;
      const next = this.#waiting.shift();
      if (next === undefined) this.#taken = false;
      else next();
    };
  }
}
