import type { WireGeneration } from "../generations.ts";
import type { Message } from "../message.ts";

/** What is known of one range of versions of a device's control software, and of the controllers of that time. */
export interface DeviceVersion {
  /** The last version of the range; the first is its key in the table. */
  readonly until: string;
  /** The generation of the wire protocol. */
  readonly generation: WireGeneration;
  /** The configuration struct. */
  readonly Config: new () => Message;
  /** The telemetry struct. */
  readonly Telemetry: new () => Message;
  /** Names of the bits of `applicationStatus`. */
  readonly ApplicationStatus: Readonly<Record<string, number>>;
  /** "full": ControllerState with OFFLINE and DISABLED; "short": STANDBY, ENABLED and FAULT. */
  readonly states: "full" | "short";
}

/** A range of versions of a device's control software, both ends in it: "0.26.0" to "1.0.4". */
export interface VersionRange {
  /** The first. */
  readonly from: string;
  /** The last. */
  readonly until: string;
}

/** Tells whether something that is there `since` one version `until` another is there in any version of `range`. */
export function isIn(range: VersionRange, { since, until }: { since?: string; until?: string }): boolean {
  if (since !== undefined && isLater(numbersOf(since), numbersOf(range.until))) return false;
  return until === undefined || !isLater(numbersOf(range.from), numbersOf(until));
}

/**
 * The key of the row that a version belongs to: the last one that is not later. Versions are "1.5" or "1.5.0"; where
 * pre-releases belong is not for a rule to say.
 *
 * @throws RangeError for what is not such a version, or is older than the table
 */
export function rowOf<Key extends string>(table: Readonly<Record<Key, DeviceVersion>>, version: string): Key {
  const wanted = numbersOf(version);
  const keys = Object.keys(table) as Key[];
  const found = keys.findLast((key) => !isLater(numbersOf(key), wanted));
  if (found === undefined) throw new RangeError(`version ${version} is older than ${keys[0]}, the oldest known`);
  return found;
}

function numbersOf(version: string): readonly number[] {
  if (!/^v?\d+\.\d+(\.\d+)?$/.test(version)) {
    throw new RangeError(`version must be like 1.5 or 1.5.0, not ${JSON.stringify(version)}`);
  }
  return version.replace("v", "").split(".").map(Number);
}

function isLater(a: readonly number[], b: readonly number[]): boolean {
  for (let i = 0; i < 3; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}
