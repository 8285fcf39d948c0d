import { describe } from "../linkOptions.ts";
import { type AfterExpiry, bundledLeapSeconds, type LeapSecondTable } from "./leapSeconds.ts";

/** A TAI time as headers hold it: TAI unix time, which is UTC unix time plus TAI - UTC. A header itself is one. */
export interface TaiTime {
  /** Whole seconds. */
  readonly taiSec: number;
  /** Nanoseconds within the second, 0 to 999999999. */
  readonly taiNsec: number;
}

/** Which table of leap seconds, and what after its expiry. */
export interface TaiOptions {
  /** Default: `bundledLeapSeconds`. */
  leapSeconds?: LeapSecondTable | undefined;
  /** Default: "throw". */
  afterExpiry?: AfterExpiry | undefined;
}

const NSEC_PER_SEC = 1_000_000_000n;

/**
 * UTC to TAI, to the nanosecond.
 *
 * @param utcUnixNs UTC unix time in nanoseconds; unix time has no leap seconds, so 23:59:60 cannot be given
 * @throws HexrotcommError `ERR_HEXROTCOMM_LEAP_SECONDS` before 1972, and after the table's expiry; TypeError for
 * what is no bigint
 */
export function utcToTai(utcUnixNs: bigint, options: TaiOptions = {}): { taiSec: number; taiNsec: number } {
  if (typeof utcUnixNs !== "bigint") {
    throw new TypeError(`utcUnixNs must be a bigint, nanoseconds, not ${describe(utcUnixNs)}`);
  }
  const [utcSec, nsec] = split(utcUnixNs);
  const { leapSeconds = bundledLeapSeconds, afterExpiry } = options;
  return { taiSec: utcSec + leapSeconds.atUtc(utcSec, afterExpiry), taiNsec: nsec };
}

/**
 * TAI to UTC, to the nanosecond. During a leap second, 23:59:60, the result is that of the second after it, as POSIX says.
 *
 * @returns UTC unix time in nanoseconds; `new Date(Number(ns / 1_000_000n))` is the same in whole milliseconds
 * @throws HexrotcommError `ERR_HEXROTCOMM_LEAP_SECONDS` before 1972, and after the table's expiry; RangeError when the
 * fields are not whole numbers in their ranges
 */
export function taiToUtc({ taiSec, taiNsec }: TaiTime, options: TaiOptions = {}): bigint {
  if (!Number.isSafeInteger(taiSec)) throw new RangeError(`taiSec must be whole seconds, not ${taiSec}`);
  if (!Number.isInteger(taiNsec) || taiNsec < 0 || taiNsec > 999_999_999) {
    throw new RangeError(`taiNsec must be whole nanoseconds from 0 to 999999999, not ${taiNsec}`);
  }
  const { leapSeconds = bundledLeapSeconds, afterExpiry } = options;
  return BigInt(taiSec - leapSeconds.atTai(taiSec, afterExpiry)) * NSEC_PER_SEC + BigInt(taiNsec);
}

/** Nanoseconds as whole seconds, rounded down, and the nanoseconds left. */
export function split(unixNs: bigint): [sec: number, nsec: number] {
  const nsec = ((unixNs % NSEC_PER_SEC) + NSEC_PER_SEC) % NSEC_PER_SEC;
  const sec = Number((unixNs - nsec) / NSEC_PER_SEC);
  if (!Number.isSafeInteger(sec)) throw new RangeError(`${unixNs} ns is not a time that a header can hold`);
  return [sec, Number(nsec)];
}
