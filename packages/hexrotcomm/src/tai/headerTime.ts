import { type HeaderOf, type WireGeneration, wireGenerations } from "../generations.ts";
import { Header as HeaderOfGen1 } from "../structs/gen1.ts";
import { split, type TaiOptions, taiToUtc, utcToTai } from "./convert.ts";

/** Modified Julian Date of the unix epoch. */
const MJD_OF_UNIX_EPOCH = 40_587;
const SEC_PER_DAY = 86_400;

/**
 * Fills the time fields of a header as controllers of its generation do: TAI seconds and nanoseconds, and in `gen1` the
 * Modified Julian Date and the unix time of UTC.
 *
 * After the expiry of the table of leap seconds it goes on with the last offset, unless `afterExpiry` says otherwise: a
 * controller does not stop either.
 *
 * @param utcUnixNs UTC unix time in nanoseconds
 */
export function stampHeader(header: HeaderOf<WireGeneration>, utcUnixNs: bigint, options: TaiOptions = {}): void {
  if (header instanceof HeaderOfGen1) {
    const [sec, nsec] = split(utcUnixNs);
    const days = Math.floor(sec / SEC_PER_DAY);
    header.mjd = MJD_OF_UNIX_EPOCH + days;
    header.mjdFrac = (sec - days * SEC_PER_DAY + nsec / 1e9) / SEC_PER_DAY;
    header.tvSec = sec;
    header.tvNsec = nsec;
    return;
  }
  const { taiSec, taiNsec } = utcToTai(utcUnixNs, { afterExpiry: "last", ...options });
  header.taiSec = taiSec;
  header.taiNsec = taiNsec;
}

/**
 * The time in a header as UTC unix time in nanoseconds, whatever its generation. Version 0.19, the first of `gen1b`, sent
 * UTC in these fields: its headers read 37 s early.
 *
 * @throws HexrotcommError `ERR_HEXROTCOMM_LEAP_SECONDS` after the expiry of the table, unless `afterExpiry` is "last"
 */
export function utcOfHeader(header: HeaderOf<WireGeneration>, options: TaiOptions = {}): bigint {
  if (header instanceof HeaderOfGen1) return BigInt(header.tvSec) * 1_000_000_000n + BigInt(header.tvNsec);
  return taiToUtc(header, options);
}

/** A new header of a generation, with its time fields filled as `stampHeader` does. */
export function headerAt<G extends WireGeneration>(
  generation: G,
  utcUnixNs: bigint,
  options: TaiOptions = {},
): HeaderOf<G> {
  const header = new wireGenerations[generation].structs.Header();
  stampHeader(header, utcUnixNs, options);
  return header as HeaderOf<G>;
}
