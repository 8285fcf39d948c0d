import { MAX_TIMER_MS } from "./constants.ts";
import { TcpipError } from "./errors.ts";
import { checkMs } from "./options.ts";

/** The limits that every method that waits takes as its last argument. */
export interface WaitOptions {
  /** Ends the wait: the promise rejects with `signal.reason`, unchanged. */
  signal?: AbortSignal | undefined;
  /** Longest wait in milliseconds; 0: only what is already there; absent: no limit. On expiry: `ERR_TCPIP_TIMEOUT`. */
  timeoutMs?: number | undefined;
}

/** A promise together with the functions that settle it. A rejection that nobody awaits is not an unhandled one. */
export class Deferred<T> {
  /** Settles with `resolve` or `reject`. */
  readonly promise: Promise<T>;
  /** Whether the promise is settled. */
  settled = false;
  #resolve!: (value: T) => void;
  #reject!: (reason: unknown) => void;

  constructor() {
    this.promise = new Promise<T>((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.promise.catch(() => {});
  }

  /** Fulfils the promise. */
  resolve(value: T): void {
    this.settled = true;
    this.#resolve(value);
  }

  /** Rejects the promise. */
  reject(reason: unknown): void {
    this.settled = true;
    this.#reject(reason);
  }
}

/**
 * A promise with limits: `begin` starts something and returns a function that forgets it. When a limit ends the wait
 * first, the thing is forgotten and the promise rejects; once `resolve` or `reject` was called, the limits are over.
 *
 * @param what what is waited for, for the message of the time-out: "no connection", "no telemetry".
 */
export function limitedWait<T>(
  what: string,
  options: WaitOptions | undefined,
  begin: (resolve: (value: T) => void, reject: (reason: unknown) => void) => () => void,
): Promise<T> {
  const { signal, timeoutMs } = options ?? {};
  return new Promise<T>((resolve, reject) => {
    if (options !== undefined && (options === null || typeof options !== "object")) {
      throw new TypeError(`limits of a wait are { signal, timeoutMs }, not ${String(options)}`);
    }
    checkMs("timeoutMs", timeoutMs);
    signal?.throwIfAborted();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let forget: (() => void) | undefined;
    let over = false;
    const end = (): void => {
      over = true;
      clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
    };
    const giveUp = (reason: unknown): void => {
      end();
      forget?.();
      reject(reason);
    };
    const onAbort = (): void => giveUp(signal?.reason);
    const onTimeout = (): void => giveUp(new TcpipError("ERR_TCPIP_TIMEOUT", `${what} within ${timeoutMs} ms`));

    forget = begin(
      (value) => {
        end();
        resolve(value);
      },
      (reason) => {
        end();
        reject(reason);
      },
    );
    if (over) return;
    signal?.addEventListener("abort", onAbort, { once: true });
    if (timeoutMs !== undefined && timeoutMs <= MAX_TIMER_MS) timer = setTimeout(onTimeout, timeoutMs);
  });
}

/** Waits for a promise that goes on by itself, with limits. When a limit ends the wait, the promise is left alone. */
export function waitFor<T>(promise: Promise<T>, what: string, options?: WaitOptions): Promise<T> {
  return limitedWait<T>(what, options, (resolve, reject) => {
    promise.then(resolve, reject);
    return () => {};
  });
}
