import { limitedWait, type WaitOptions } from "../waiting.ts";

/** Longest wait of {@link ConnectedQueue.assertNext}, in ms, when nothing else is said. */
const DEFAULT_TIMEOUT_MS = 2000;

/**
 * What `connectCallback` was told, in order: give `callback` to a client or a server, then ask for the values one by one.
 *
 * ```ts
 * const changes = new ConnectedQueue();
 * await using client = await Client.connect({ host, port, connectCallback: changes.callback });
 * await changes.assertNext(true);
 * ```
 */
export class ConnectedQueue {
  readonly #values: boolean[] = [];
  readonly #waiters: ((value: boolean) => void)[] = [];

  /** To be given as `connectCallback`. */
  readonly callback: (instance: { readonly connected: boolean }) => void = ({ connected }) => {
    const waiter = this.#waiters.shift();
    if (waiter === undefined) this.#values.push(connected);
    else waiter(connected);
  };

  /** The values that nobody has asked for yet, oldest first. */
  get pending(): readonly boolean[] {
    return this.#values;
  }

  /**
   * Wait for the next value and compare it.
   *
   * @throws Error when it is not `expected`.
   * @throws TcpipError `ERR_TCPIP_TIMEOUT` when there is none within `timeoutMs`, 2000 if absent.
   */
  async assertNext(expected: boolean, options: WaitOptions = {}): Promise<void> {
    const { timeoutMs = DEFAULT_TIMEOUT_MS } = options;
    const what = `connectCallback was not called with connected ${expected}`;
    const value = await limitedWait<boolean>(what, { ...options, timeoutMs }, (resolve) => {
      const known = this.#values.shift();
      if (known !== undefined) {
        resolve(known);
        return () => undefined;
      }
      this.#waiters.push(resolve);
      return () => this.#waiters.splice(this.#waiters.indexOf(resolve), 1);
    });
    if (value !== expected) throw new Error(`connectCallback was called with connected ${value}, expected ${expected}`);
  }

  /** @throws Error when there are values that nobody asked for: `connectCallback` was called more often than expected. */
  assertNoMore(): void {
    if (this.#values.length === 0) return;
    throw new Error(`connectCallback was called ${this.#values.length} times more than expected: ${this.#values}`);
  }
}
