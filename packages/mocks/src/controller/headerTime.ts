import { type HeaderOf, type WireGeneration, wireGenerations } from "@obswire/hexrotcomm";

/** TAI minus UTC since 2017-01-01, in seconds. */
export const TAI_MINUS_UTC_SEC = 37;
/** Modified Julian Date of the unix epoch. */
const MJD_OF_UNIX_EPOCH = 40_587;
const SEC_PER_DAY = 86_400;

/** Fills the time fields of a header as the controllers of its generation do. */
export function stampHeader(generation: WireGeneration, header: HeaderOf<WireGeneration>, utcUnixMs: number): void {
  const offsetSec = wireGenerations[generation].headerTime === "tai" ? TAI_MINUS_UTC_SEC : 0;
  const seconds = Math.floor(utcUnixMs / 1000);
  const nanoseconds = Math.floor((utcUnixMs - seconds * 1000) * 1e6);
  if ("mjd" in header) {
    const days = Math.floor(seconds / SEC_PER_DAY);
    header.mjd = MJD_OF_UNIX_EPOCH + days;
    header.mjdFrac = (utcUnixMs / 1000 - days * SEC_PER_DAY) / SEC_PER_DAY;
    header.tvSec = seconds + offsetSec;
    header.tvNsec = nanoseconds;
  } else {
    header.taiSec = seconds + offsetSec;
    header.taiNsec = nanoseconds;
  }
}
