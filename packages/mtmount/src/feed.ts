import { limitedWait, TcpipError, type WaitOptions } from "@obswire/tcpip";

/** Options of a flow that is read with `for await`. */
export interface FeedOptions {
  /** Ends the loop, without an error. */
  signal?: AbortSignal | undefined;
  /** How many items are kept while the loop is busy; beyond that the oldest are dropped. Default 100. */
  capacity?: number | undefined;
}

const DEFAULT_CAPACITY = 100;

interface Listener<T> {
  push: (item: T) => void;
  end: () => void;
}

/** Something that goes on, for any number of those who look on. Each has its own queue and hinders no other. */
export class Feed<T> {
  readonly #listeners = new Set<Listener<T>>();
  #ended = false;

  /** Tells all who look on. */
  push(item: T): void {
    for (const { push } of this.#listeners) push(item);
  }

  /** Ends all loops, when they have read what is queued, and all waits. */
  end(): void {
    this.#ended = true;
    for (const { end } of [...this.#listeners]) end();
  }

  /** The next item for which `matches` is true. @throws TcpipError `ERR_TCPIP_CLOSED` when there will be none. */
  next<S extends T>(what: string, matches: (item: T) => item is S, options?: WaitOptions): Promise<S> {
    return limitedWait<S>(what, options, (resolve, reject) => {
      const listener: Listener<T> = {
        push: (item) => {
          if (!matches(item)) return;
          this.#listeners.delete(listener);
          resolve(item);
        },
        end: () => {
          this.#listeners.delete(listener);
          reject(new TcpipError("ERR_TCPIP_CLOSED", `${what}, and there will be none: the link is over`));
        },
      };
      if (this.#ended) listener.end();
      else this.#listeners.add(listener);
      return () => this.#listeners.delete(listener);
    });
  }

  /** The items from now on: it looks on from the moment of this call, not from the first round of the loop. */
  items({ signal, capacity = DEFAULT_CAPACITY }: FeedOptions = {}): AsyncIterableIterator<T> {
    const queue: T[] = [];
    let over = false;
    let wake: (() => void) | undefined;
    const listener: Listener<T> = {
      push: (item) => {
        if (queue.length >= capacity) queue.shift();
        queue.push(item);
        wake?.();
      },
      end: () => {
        over = true;
        this.#listeners.delete(listener);
        signal?.removeEventListener("abort", stop);
        wake?.();
      },
    };
    const stop = (): void => {
      queue.length = 0;
      listener.end();
    };
    this.#listeners.add(listener);
    signal?.addEventListener("abort", stop, { once: true });
    if (this.#ended || signal?.aborted) stop();
    return {
      next: async () => {
        while (queue.length === 0 && !over) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
        const [value] = queue.splice(0, 1);
        return value === undefined ? { done: true, value } : { done: false, value };
      },
      return: async () => {
        stop();
        return { done: true, value: undefined };
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }
}
