import { utcToTai } from "@obswire/hexrotcomm";

/** The time in TAI unix seconds, with fractions. Beyond the table of leap seconds the last offset is used. */
export function taiNow(): number {
  const utcUs = BigInt(Math.round((performance.timeOrigin + performance.now()) * 1000));
  const { taiSec, taiNsec } = utcToTai(utcUs * 1000n, { afterExpiry: "last" });
  return taiSec + taiNsec * 1e-9;
}
