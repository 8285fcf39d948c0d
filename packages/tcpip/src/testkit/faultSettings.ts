import { checkMs, checkOneOf, checkWhole, describe } from "../options.ts";

/** Pieces of random size, see {@link FaultSettings.splitBytes}. */
export interface RandomSize {
  /** Smallest piece, in bytes, at least 1. Default: 1. */
  min?: number;
  /** Largest piece, in bytes, at least `min`. */
  max: number;
}

/** How {@link FaultSettings.dropAfterBytes} ends a connection: with a RST or with a FIN to both peers. */
export type DropWith = "reset" | "fin";

/**
 * The faults of one direction of a link. Each can be set at any moment; the next byte that leaves the proxy obeys it.
 *
 * Offsets (`…AfterBytes`, `corrupt`) count the bytes of the sender from the first one of each connection.
 */
export interface FaultSettings {
  /** How long each byte is kept before it is passed on, in ms; order is kept. 0: not at all. Default: 0. */
  delayMs: number;
  /**
   * Largest piece passed on in one write, in bytes; 1 sends every byte on its own; `{ min, max }` draws each size anew
   * from the proxy's seed. A turn of the event loop lies between two pieces, so that a reader in the same process sees
   * them one by one (the kernel may still glue them for a reader that is slow). 0: chunks leave as they came. Default: 0.
   */
  splitBytes: number | RandomSize;
  /** Pause between two pieces when `splitBytes` is set, in ms. 0: one turn of the event loop. Default: 0. */
  splitGapMs: number;
  /**
   * Bytes are held until this many are there, then leave glued together; the rest leaves when the sender ends, or when
   * `coalesceMs` has passed. 0: not held for a number of bytes. Default: 0.
   */
  coalesceBytes: number;
  /** Bytes are held until the oldest has waited this long, in ms, then leave glued. 0: not held for a time. Default: 0. */
  coalesceMs: number;
  /**
   * While true nothing is passed on and the sender is no longer read, so that back-pressure reaches it (the proxy keeps
   * at most about 256 KiB). False again: all that was held goes on, nothing is lost. Default: false.
   */
  stalled: boolean;
  /**
   * Bytes from this offset on are read and forgotten, and so are the sender's FIN and RST: the receiver sees a link that
   * stands and is silent. 0: from now on. Infinity: never. Setting Infinity later lets the bytes to come pass again, and
   * the FIN or RST if there was one. Default: Infinity.
   */
  blackHoleAfterBytes: number;
  /**
   * The connection ends for both peers as soon as exactly this many bytes of the sender have been passed on. 0, or
   * fewer than have passed already: at once. Infinity: never. Default: Infinity.
   */
  dropAfterBytes: number;
  /** How `dropAfterBytes` ends the connection. Default: "reset". */
  dropWith: DropWith;
  /** Probability, 0 to 1, that one bit of a byte is flipped, drawn from the proxy's seed. 0: never. Default: 0. */
  corruptRate: number;
}

/** A link without faults. */
export const NO_FAULTS: Readonly<FaultSettings> = Object.freeze({
  delayMs: 0,
  splitBytes: 0,
  splitGapMs: 0,
  coalesceBytes: 0,
  coalesceMs: 0,
  stalled: false,
  blackHoleAfterBytes: Infinity,
  dropAfterBytes: Infinity,
  dropWith: "reset",
  corruptRate: 0,
});

type Check = (name: string, value: unknown) => void;

const CHECKS: Record<keyof FaultSettings, Check> = {
  delayMs: checkMs,
  splitBytes: checkSplit,
  splitGapMs: checkMs,
  coalesceBytes: (name, value) => checkWhole(name, value, 0),
  coalesceMs: checkMs,
  stalled: checkBoolean,
  blackHoleAfterBytes: checkOffset,
  dropAfterBytes: checkOffset,
  dropWith: (name, value) => checkOneOf(name, value, ["reset", "fin"]),
  corruptRate: checkRate,
};

/** Throws the TypeError or RangeError that `name` = `value` deserves, if any. */
export function checkFaultSetting(name: keyof FaultSettings, value: unknown): void {
  if (value === undefined) throw new TypeError(`${name} must not be undefined`);
  CHECKS[name](name, value);
}

function checkBoolean(name: string, value: unknown): void {
  if (typeof value !== "boolean") throw new TypeError(`${name} must be true or false, not ${describe(value)}`);
}

function checkOffset(name: string, value: unknown): void {
  if (value !== Infinity) checkWhole(name, value, 0);
}

function checkSplit(name: string, value: unknown): void {
  if (typeof value !== "object" || value === null) {
    checkWhole(name, value, 0);
    return;
  }
  const { min = 1, max } = value as Partial<RandomSize>;
  checkWhole(`${name}.min`, min, 1);
  if (max === undefined) throw new TypeError(`${name}.max must be given`);
  checkWhole(`${name}.max`, max, min);
}

function checkRate(name: string, value: unknown): void {
  if (typeof value !== "number") throw new TypeError(`${name} must be a number, not ${describe(value)}`);
  if (!(value >= 0 && value <= 1)) throw new RangeError(`${name} must be from 0 to 1, not ${value}`);
}
