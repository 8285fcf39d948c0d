import type { ScalarName } from "../scalars.ts";
/**
 * Neighbouring fields of one scalar type and byte order. Without code generation the cost of a field is finding out what to do with it: a
 * run finds out once. The loops look alike because each has to see one method of DataView only.
 */
export interface Run {
  readonly scalar: ScalarName;
  readonly little: boolean;
  readonly names: readonly string[];
  readonly offsets: readonly number[];
}
export declare function hasLoop(scalar: ScalarName): boolean;
/** Reads the fields of a run, of the struct at `at`, into `out`. */
export declare function readRun(
  { scalar, little, names, offsets }: Run,
  d: DataView,
  at: number,
  out: Record<string, unknown>,
): void;
/** Writes a number of one of these types, or returns false. */
export declare function writeLooped(
  scalar: ScalarName,
  little: boolean,
  d: DataView,
  at: number,
  value: unknown,
): boolean;
