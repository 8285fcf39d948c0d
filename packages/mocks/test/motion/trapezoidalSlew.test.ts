import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { trapezoidalSlew } from "../../src/motion/trapezoidalSlew.ts";
import { number } from "./arbitraries.ts";

const LIMITS = { maxVelocity: 3, maxAcceleration: 1 };
const still = { startSec: 0, startPosition: 0, startVelocity: 0, endPosition: 0, endVelocity: 0, ...LIMITS };

/** Any slew within the limits. */
const anySlew = fc.record({
  startSec: fc.constantFrom(0, 5, -3.5),
  startPosition: number(100),
  startVelocity: number(3),
  endPosition: number(100),
  endVelocity: number(3 / 1.05),
  maxVelocity: fc.constant(3),
  maxAcceleration: fc.constantFrom(1, 0.1, 20),
});

describe("a trapezoidal slew", () => {
  it("of 10 deg at 3 deg/s and 1 deg/s² accelerates 3 s, coasts and decelerates 3 s", () => {
    const path = trapezoidalSlew({ ...still, endPosition: 10 });
    expect(path.segments.map(({ startSec, acceleration }) => [startSec, acceleration])).toEqual([
      [0, 1],
      [3, 0],
      [3 + 1 / 3, -1],
      [expect.closeTo(6 + 1 / 3, 12), 0],
    ]);
    expect(path.last).toMatchObject({ position: 10, velocity: 0 });
  });

  it("that is too short for the highest velocity has no coasting", () => {
    const path = trapezoidalSlew({ ...still, endPosition: -4 });
    expect(path.segments.map(({ startSec, acceleration }) => [startSec, acceleration])).toEqual([
      [0, -1],
      [2, 1],
      [4, 0],
    ]);
  });

  it("to where it is already is one segment", () => {
    const path = trapezoidalSlew({ ...still, endPosition: 0 });
    expect(path.segments).toHaveLength(1);
  });

  it("that cannot stop in time overshoots and comes back", () => {
    const path = trapezoidalSlew({ ...still, startVelocity: 2, endPosition: 0.5 });
    expect(path.at(2).position).toBeGreaterThan(1);
    expect(path.last).toMatchObject({ position: 0.5, velocity: 0 });
  });

  it("refuses a start or a target that is too fast, and limits that are not positive", () => {
    expect(() => trapezoidalSlew({ ...still, startVelocity: 3.2 })).toThrow(/startVelocity 3.2/);
    expect(() => trapezoidalSlew({ ...still, endVelocity: -2.9 })).toThrow(/endVelocity -2.9/);
    expect(() => trapezoidalSlew({ ...still, maxVelocity: 0 })).toThrow(/maxVelocity must be > 0, not 0/);
    expect(() => trapezoidalSlew({ ...still, maxAcceleration: Number.NaN })).toThrow(RangeError);
  });

  it("begins where it should and ends on the target", () => {
    fc.assert(
      fc.property(anySlew, (slew) => {
        const path = trapezoidalSlew(slew);
        const start = path.at(slew.startSec);
        expect(start.position).toBeCloseTo(slew.startPosition, 9);
        const { startSec } = path.last;
        expect(path.last.velocity).toBe(slew.endVelocity);
        expect(path.last.position).toBeCloseTo(slew.endPosition + slew.endVelocity * (startSec - slew.startSec), 9);
      }),
    );
  });

  it("has no jump in position or velocity", () => {
    fc.assert(
      fc.property(anySlew, (slew) => {
        const path = trapezoidalSlew(slew);
        path.segments.slice(1).forEach((next, i) => {
          const before = path.segments[i]?.at(next.startSec);
          expect(before?.position).toBeCloseTo(next.position, 6);
          expect(before?.velocity).toBeCloseTo(next.velocity, 6);
        });
      }),
    );
  });

  it("never exceeds the limits of velocity and acceleration", () => {
    fc.assert(
      fc.property(anySlew, (slew) => {
        const path = trapezoidalSlew(slew);
        path.segments.forEach((segment, i) => {
          const extremes = segment.extremesUntil(path.segments[i + 1]?.startSec ?? segment.startSec + 10);
          expect(extremes.velocity.max).toBeLessThanOrEqual(slew.maxVelocity + 1e-9);
          expect(extremes.velocity.min).toBeGreaterThanOrEqual(-slew.maxVelocity - 1e-9);
          expect(extremes.acceleration).toBeLessThanOrEqual(slew.maxAcceleration + 1e-9);
        });
      }),
    );
  });
});
