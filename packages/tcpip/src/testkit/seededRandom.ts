/** Numbers in [0, 1), the same sequence for the same seed on every machine (mulberry32). */
export type SeededRandom = () => number;

/**
 * A repeatable source of random numbers: a failing test prints its seed, and the seed brings the failure back.
 *
 * @param seed any number; only its lowest 32 bits count
 */
export function seededRandom(seed: number): SeededRandom {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
