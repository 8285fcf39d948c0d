/** Leap seconds so far: TAI is ahead of UTC by this since 2017-01-01. Further ones are not planned. */
export const TAI_MINUS_UTC_SEC = 37;

/**
 * TAI as seconds since 1970, which is how the mount counts time in track commands and telemetry.
 *
 * @param utcUnixMs UTC unix time in milliseconds; default: now. Before 2017 the result is wrong by the leap seconds since.
 */
export function taiUnixSec(utcUnixMs: number = performance.timeOrigin + performance.now()): number {
  return utcUnixMs / 1000 + TAI_MINUS_UTC_SEC;
}
