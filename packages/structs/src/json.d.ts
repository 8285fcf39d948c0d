/** What `JSON.stringify` cannot or should not write, in a form it can: bigints as decimal strings, bytes as arrays of numbers. */
export declare function jsonSafe(value: unknown): unknown;
