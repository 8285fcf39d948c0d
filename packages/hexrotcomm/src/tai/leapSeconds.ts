import { HexrotcommError } from "../errors.ts";

/** From when on TAI is ahead of UTC by how much. */
export interface LeapSecondStep {
  /** UTC unix time, whole seconds. */
  readonly fromUnixSec: number;
  /** TAI - UTC from then on, in seconds. */
  readonly taiMinusUtcSec: number;
}

/**
 * What to do with a time after the table's expiry: "throw" an error, or go on with the "last" known offset. Whether a leap
 * second comes is decided half a year ahead, so the last offset is a guess that has been right since 2017.
 */
export type AfterExpiry = "throw" | "last";

/** Seconds from 1900-01-01, the epoch of NTP, to 1970-01-01. */
const NTP_TO_UNIX_SEC = 2_208_988_800;

/** A table of leap seconds: the difference between TAI and UTC, from 1972 until it expires. */
export class LeapSecondTable {
  /** The steps, in order. */
  readonly steps: readonly LeapSecondStep[];
  /** The first UTC unix time, in seconds, for which the table may be wrong. */
  readonly expiresUnixSec: number;

  constructor(steps: readonly LeapSecondStep[], expiresUnixSec: number) {
    const inOrder = steps.every(
      ({ fromUnixSec, taiMinusUtcSec }, i) =>
        Number.isSafeInteger(fromUnixSec) &&
        Number.isSafeInteger(taiMinusUtcSec) &&
        fromUnixSec > (steps[i - 1]?.fromUnixSec ?? Number.NEGATIVE_INFINITY),
    );
    if (steps.length === 0 || !inOrder) throw new RangeError("steps must be whole seconds, in order of time");
    if (!Number.isSafeInteger(expiresUnixSec)) throw new RangeError("expiresUnixSec must be whole seconds");
    this.steps = Object.freeze(steps.map((step) => Object.freeze({ ...step })));
    this.expiresUnixSec = expiresUnixSec;
  }

  /**
   * Reads the text of a `leap-seconds.list`, as IERS and IANA publish it and Linux systems keep it in
   * /usr/share/zoneinfo.
   *
   * @throws HexrotcommError `ERR_HEXROTCOMM_LEAP_SECONDS` when it is not such a list, or has no expiry
   */
  static parse(text: string): LeapSecondTable {
    const expiry = /^#@\s+(\d+)/m.exec(text)?.[1];
    const steps = [...text.matchAll(/^\s*(\d+)\s+(\d+)\b/gm)].map(([, ntpSec, offset]) => ({
      fromUnixSec: Number(ntpSec) - NTP_TO_UNIX_SEC,
      taiMinusUtcSec: Number(offset),
    }));
    if (expiry === undefined || steps.length === 0) {
      throw new HexrotcommError("ERR_HEXROTCOMM_LEAP_SECONDS", "not a leap-seconds.list: no steps, or no line with #@");
    }
    return new LeapSecondTable(steps, Number(expiry) - NTP_TO_UNIX_SEC);
  }

  /** TAI - UTC in seconds at a UTC unix time. @throws HexrotcommError `ERR_HEXROTCOMM_LEAP_SECONDS` */
  atUtc(utcUnixSec: number, afterExpiry: AfterExpiry = "throw"): number {
    const step = this.steps.findLast(({ fromUnixSec }) => fromUnixSec <= utcUnixSec);
    return this.#checked(step, utcUnixSec, afterExpiry);
  }

  /** TAI - UTC in seconds at a TAI unix time. @throws HexrotcommError `ERR_HEXROTCOMM_LEAP_SECONDS` */
  atTai(taiUnixSec: number, afterExpiry: AfterExpiry = "throw"): number {
    const step = this.steps.findLast(({ fromUnixSec, taiMinusUtcSec }) => fromUnixSec + taiMinusUtcSec <= taiUnixSec);
    return this.#checked(step, taiUnixSec - (step?.taiMinusUtcSec ?? 0), afterExpiry);
  }

  #checked(step: LeapSecondStep | undefined, utcUnixSec: number, afterExpiry: AfterExpiry): number {
    if (step === undefined) {
      const first = dayOf(this.steps[0]?.fromUnixSec ?? 0);
      throw new HexrotcommError(
        "ERR_HEXROTCOMM_LEAP_SECONDS",
        `${dayOf(utcUnixSec)} is before ${first}, when TAI and UTC began to differ by whole seconds`,
      );
    }
    if (utcUnixSec >= this.expiresUnixSec && afterExpiry === "throw") {
      throw new HexrotcommError(
        "ERR_HEXROTCOMM_LEAP_SECONDS",
        `the table of leap seconds is good until ${dayOf(this.expiresUnixSec)}, and ${dayOf(utcUnixSec)} is later: ` +
          'give a newer table (loadLeapSeconds), or afterExpiry: "last"',
      );
    }
    return step.taiMinusUtcSec;
  }
}

function dayOf(unixSec: number): string {
  const date = new Date(unixSec * 1000);
  return Number.isNaN(date.getTime()) ? `unix time ${unixSec}` : date.toISOString().slice(0, 10);
}

/** The days from which TAI - UTC is 10, 11, 12, … seconds. */
const DAYS = [
  "1972-01-01",
  "1972-07-01",
  "1973-01-01",
  "1974-01-01",
  "1975-01-01",
  "1976-01-01",
  "1977-01-01",
  "1978-01-01",
  "1979-01-01",
  "1980-01-01",
  "1981-07-01",
  "1982-07-01",
  "1983-07-01",
  "1985-07-01",
  "1988-01-01",
  "1990-01-01",
  "1991-01-01",
  "1992-07-01",
  "1993-07-01",
  "1994-07-01",
  "1996-01-01",
  "1997-07-01",
  "1999-01-01",
  "2006-01-01",
  "2009-01-01",
  "2012-07-01",
  "2015-07-01",
  "2017-01-01",
];

/**
 * The table this package was released with: that of the IANA time zone database 2026f, which follows IERS Bulletin C and
 * expires on 2027-06-28. There is a newer one on every system that is kept up to date: see `loadLeapSeconds`.
 */
export const bundledLeapSeconds: LeapSecondTable = new LeapSecondTable(
  DAYS.map((day, i) => ({ fromUnixSec: Date.parse(day) / 1000, taiMinusUtcSec: 10 + i })),
  Date.parse("2027-06-28") / 1000,
);
