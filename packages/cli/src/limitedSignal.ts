/** A signal that aborts with another one, or when a time is over. */
export interface LimitedSignal extends Disposable {
  readonly signal: AbortSignal;
  /** Whether it was the time. */
  readonly expired: boolean;
}

/**
 * Limits a signal in time; `ms` `undefined`: not at all. Not `AbortSignal.any` with `AbortSignal.timeout`: in Node 20 such a
 * timeout is collected as garbage when nobody else holds it, and never comes.
 */
export function limitedSignal(signal: AbortSignal, ms: number | undefined): LimitedSignal {
  const controller = new AbortController();
  let expired = false;
  const aborted = (): void => controller.abort(signal.reason);
  const timer =
    ms === undefined
      ? undefined
      : setTimeout(() => {
          expired = true;
          controller.abort(new Error(`not within ${ms} ms`));
        }, ms);
  if (signal.aborted) aborted();
  else signal.addEventListener("abort", aborted, { once: true });
  return {
    signal: controller.signal,
    get expired() {
      return expired;
    },
    [Symbol.dispose]() {
      clearTimeout(timer);
      signal.removeEventListener("abort", aborted);
    },
  };
}
