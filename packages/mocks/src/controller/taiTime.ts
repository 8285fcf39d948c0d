import { bundledLeapSeconds } from "@obswire/hexrotcomm";
import type { Clock } from "../clock.ts";

/** The time of a clock as UTC unix time in nanoseconds. */
export function utcUnixNs(clock: Clock): bigint {
  const ms = clock.nowMs();
  // In two parts: one number of nanoseconds would not fit in a double.
  const sec = Math.floor(ms / 1000);
  return BigInt(sec) * 1_000_000_000n + BigInt(Math.floor((ms - sec * 1000) * 1e6));
}

/** The time of a clock as TAI unix time in seconds, exact to a microsecond. */
export function taiUnixSec(clock: Clock): number {
  const utcSec = clock.nowMs() / 1000;
  return utcSec + bundledLeapSeconds.atUtc(Math.floor(utcSec), "last");
}
