import { readFile } from "node:fs/promises";
import { LeapSecondTable } from "./leapSeconds.ts";

/** Where Linux systems keep the list; the package `tzdata` updates it. */
export const SYSTEM_LEAP_SECONDS = "/usr/share/zoneinfo/leap-seconds.list";

/**
 * Reads a `leap-seconds.list`: the one of this system, or any other of the form that IERS and IANA publish.
 *
 * @throws the file system's error; HexrotcommError `ERR_HEXROTCOMM_LEAP_SECONDS` when it is not such a list
 */
export async function loadLeapSeconds(path: string = SYSTEM_LEAP_SECONDS): Promise<LeapSecondTable> {
  return LeapSecondTable.parse(await readFile(path, "utf8"));
}
