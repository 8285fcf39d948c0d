import type { WaitOptions } from "@obswire/tcpip";

/** How a loop over samples behaves when it is slower than they come. */
export interface SampleOptions extends Pick<WaitOptions, "signal"> {
  /** Samples kept for a loop that is busy; when there are more, the oldest is dropped. Default 64. */
  bufferSize?: number | undefined;
}

/** Samples for one `for await` loop. */
export interface Samples<T> extends AsyncIterableIterator<T> {
  /** Samples that were dropped because the loop was too slow. */
  readonly dropped: number;
}

interface Subscriber<T> {
  push(sample: T): void;
  end(failure?: Failure): void;
}

/** Why no more samples come, when it is not in good order. */
interface Failure {
  readonly error: unknown;
}

/** Hands each sample to any number of loops, none of which can hold up the others or the source. */
export class SampleFeed<T> {
  readonly #subscribers = new Set<Subscriber<T>>();
  #ended: { readonly failure: Failure | undefined } | undefined;

  /** Whether anybody listens, so that samples need not be made for nobody. */
  get wanted(): boolean {
    return this.#subscribers.size > 0;
  }

  push(sample: T): void {
    for (const subscriber of this.#subscribers) subscriber.push(sample);
  }

  /** Ends all loops, once they have had what is buffered; with a failure, by throwing its error. */
  end(failure?: Failure): void {
    this.#ended = { failure };
    for (const subscriber of this.#subscribers) subscriber.end(failure);
    this.#subscribers.clear();
  }

  /** A loop over the samples from now on. It ends with the feed, when left, or throws `signal.reason` on abort. */
  subscribe({ signal, bufferSize = 64 }: SampleOptions = {}): Samples<T> {
    if (!Number.isInteger(bufferSize) || bufferSize < 1) {
      throw new RangeError(`bufferSize must be a whole number >= 1, not ${bufferSize}`);
    }
    const buffer: T[] = [];
    let dropped = 0;
    let ended = this.#ended !== undefined;
    let failure = this.#ended?.failure;
    let wake: (() => void) | undefined;
    const subscriber: Subscriber<T> = {
      push(sample) {
        if (buffer.length === bufferSize) {
          buffer.shift();
          dropped++;
        }
        buffer.push(sample);
        wake?.();
      },
      end(why) {
        ended = true;
        failure = why;
        wake?.();
      },
    };
    const abort = (): void => subscriber.end();
    const leave = (): void => {
      this.#subscribers.delete(subscriber);
      signal?.removeEventListener("abort", abort);
      subscriber.end();
    };
    if (!ended) this.#subscribers.add(subscriber);
    signal?.addEventListener("abort", abort, { once: true });
    return {
      get dropped() {
        return dropped;
      },
      async next() {
        for (;;) {
          if (signal?.aborted) {
            leave();
            throw signal.reason;
          }
          if (buffer.length > 0) return { done: false, value: buffer.shift() as T };
          if (ended) {
            const thrown = failure;
            leave();
            if (thrown !== undefined) throw thrown.error;
            return { done: true, value: undefined };
          }
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
          wake = undefined;
        }
      },
      async return() {
        leave();
        buffer.length = 0;
        return { done: true, value: undefined };
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }
}
