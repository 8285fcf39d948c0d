import fc from "fast-check";
import { expect, it } from "vitest";
import { PathSegment, segmentBetween } from "../../src/motion/pathSegment.ts";
import { number } from "./arbitraries.ts";

it("evaluates position, velocity and acceleration of a constant jerk", () => {
  const segment = new PathSegment({ startSec: 10, position: 1, velocity: 2, acceleration: 4, jerk: 6 });
  expect(segment.at(10)).toEqual({ position: 1, velocity: 2, acceleration: 4 });
  expect(segment.at(12)).toEqual({ position: 1 + 4 + 8 + 8, velocity: 2 + 8 + 12, acceleration: 16 });
});

it("joins two moving points with a segment that has the position and velocity of both", () => {
  fc.assert(
    fc.property(
      number(10),
      number(3),
      number(10),
      number(3),
      fc.double({ min: 0.01, max: 5, noNaN: true }),
      (p0, v0, p1, v1, dt) => {
        const end = { position: p1, velocity: v1 };
        const segment = segmentBetween(3, { position: p0, velocity: v0 }, 3 + dt, end);
        expect(segment.at(3).position).toBeCloseTo(p0, 9);
        expect(segment.at(3).velocity).toBeCloseTo(v0, 9);
        expect(segment.at(3 + dt).position).toBeCloseTo(p1, 6);
        expect(segment.at(3 + dt).velocity).toBeCloseTo(v1, 6);
      },
    ),
  );
});

it("names extremes that no moment within the segment exceeds, and that some moment reaches", () => {
  const duration = fc.double({ min: 0.01, max: 10, noNaN: true });
  fc.assert(
    fc.property(number(5), number(5), number(5), number(5), duration, (position, velocity, acceleration, jerk, dt) => {
      const segment = new PathSegment({ startSec: 0, position, velocity, acceleration, jerk });
      const extremes = segment.extremesUntil(dt);
      const states = Array.from({ length: 501 }, (_, i) => segment.at((i / 500) * dt));
      const largest = Math.max(1, Math.abs(extremes.position.min), Math.abs(extremes.position.max));
      const outside = states.filter(
        (state) =>
          state.position < extremes.position.min - 1e-9 * largest ||
          state.position > extremes.position.max + 1e-9 * largest ||
          state.velocity < extremes.velocity.min - 1e-6 ||
          state.velocity > extremes.velocity.max + 1e-6 ||
          Math.abs(state.acceleration) > extremes.acceleration + 1e-9,
      );
      expect(outside).toEqual([]);
      const reached = Math.max(...states.map((state) => state.position));
      expect(extremes.position.max - reached).toBeLessThan(1e-2 * largest);
    }),
  );
});
