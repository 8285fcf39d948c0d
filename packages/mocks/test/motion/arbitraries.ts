import fc from "fast-check";

/** A finite number of at most this size, often 0 or a round one. */
export function number(size: number): fc.Arbitrary<number> {
  return fc.oneof(
    { weight: 4, arbitrary: fc.double({ min: -size, max: size, noNaN: true, noDefaultInfinity: true }) },
    fc.constantFrom(0, size, -size, size / 2, -size / 2),
  );
}
