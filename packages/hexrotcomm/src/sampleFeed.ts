import { Deferred, type WaitOptions } from "@obswire/tcpip";

/** How a loop over samples behaves when it is slower than they come. */
export interface SampleOptions extends Pick<WaitOptions, "signal"> {
  /** Samples kept for a loop that is busy; when there are more, the oldest is dropped. Default 64. */
  bufferSize?: number | undefined;
}

/** Samples for one `for await` loop. Calls of `next` need not wait for each other: they are served in order. */
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
    /** Those who wait for a sample; there are none while something is buffered. */
    const waiting: Deferred<IteratorResult<T>>[] = [];
    let dropped = 0;
    let ended = this.#ended !== undefined;
    let failure = this.#ended?.failure;
    const subscriber: Subscriber<T> = {
      push(sample) {
        const first = waiting.shift();
        if (first !== undefined) {
          first.resolve({ done: false, value: sample });
          return;
        }
        if (buffer.length === bufferSize) {
          buffer.shift();
          dropped++;
        }
        buffer.push(sample);
      },
      end(why) {
        ended = true;
        failure = why;
        if (waiting.length > 0) release();
        for (const one of waiting.splice(0)) settleEnded(one);
      },
    };
    /** Nothing more is wanted of the feed and the signal. */
    const release = (): void => {
      this.#subscribers.delete(subscriber);
      signal?.removeEventListener("abort", abort);
    };
    /** The first who finds the end hears why; after that the loop is over. */
    const settleEnded = (one: Deferred<IteratorResult<T>>): void => {
      const thrown = failure;
      failure = undefined;
      if (thrown === undefined) one.resolve({ done: true, value: undefined });
      else one.reject(thrown.error);
    };
    const abort = (): void => {
      release();
      buffer.length = 0;
      subscriber.end({ error: signal?.reason });
    };
    if (signal?.aborted) abort();
    else if (!ended) {
      this.#subscribers.add(subscriber);
      signal?.addEventListener("abort", abort, { once: true });
    }
    return {
      get dropped() {
        return dropped;
      },
      next() {
        const one = new Deferred<IteratorResult<T>>();
        if (buffer.length > 0) one.resolve({ done: false, value: buffer.shift() as T });
        else if (ended) {
          release();
          settleEnded(one);
        } else waiting.push(one);
        return one.promise;
      },
      async return() {
        release();
        buffer.length = 0;
        subscriber.end();
        return { done: true, value: undefined };
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }
}
