import { checkFaultSetting, type FaultSettings, NO_FAULTS } from "./faultSettings.ts";

/** Bits to flip in one byte, see {@link DirectionFaults.corrupt}. */
export interface Corruption {
  /** Which byte, counted from the sender's first byte of each connection, which is 0. */
  offset: number;
  /** The byte is combined with this one by exclusive or; 1 to 255. Default: 255, every bit flips. */
  xor?: number;
}

/**
 * What the switches of one direction set and what the pipes of that direction obey.
 *
 * The proxy has one state per direction; each connection has its own that starts as a copy of the proxy's and follows
 * it: what is set on the proxy is set on all connections, what is set on a connection touches that one alone.
 */
export class DirectionState {
  settings: FaultSettings = { ...NO_FAULTS };
  readonly corruptions: Map<number, number> = new Map<number, number>();
  bytesReceived = 0;
  bytesForwarded = 0;
  bytesSwallowed = 0;
  /** Offset of the next byte to leave, for a connection; stays 0 for the proxy. */
  position = 0;
  /** Called after any change; a pipe looks again at what it may do. */
  onChange: () => void = () => undefined;
  readonly #followers = new Set<DirectionState>();
  readonly #leader: DirectionState | undefined;

  constructor(leader?: DirectionState) {
    this.#leader = leader;
    if (leader === undefined) return;
    this.settings = { ...leader.settings };
    for (const [offset, xor] of leader.corruptions) this.corruptions.set(offset, xor);
    leader.#followers.add(this);
  }

  set<K extends keyof FaultSettings>(name: K, value: FaultSettings[K]): void {
    checkFaultSetting(name, value);
    this.#apply((state) => {
      state.settings[name] = value;
    });
  }

  addCorruption(offset: number, xor: number): void {
    this.#apply((state) => state.corruptions.set(offset, xor));
  }

  clearCorruption(): void {
    this.#apply((state) => state.corruptions.clear());
  }

  clear(): void {
    this.#apply((state) => {
      state.settings = { ...NO_FAULTS };
      state.corruptions.clear();
    });
  }

  count(what: "bytesReceived" | "bytesForwarded" | "bytesSwallowed", bytes: number): void {
    this[what] += bytes;
    if (this.#leader !== undefined) this.#leader[what] += bytes;
  }

  /** The connection is gone: the proxy's switches no longer reach this state. */
  detach(): void {
    if (this.#leader !== undefined) this.#leader.#followers.delete(this);
  }

  #apply(change: (state: DirectionState) => void): void {
    for (const state of [this, ...this.#followers]) {
      change(state);
      state.onChange();
    }
  }
}
