import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PointToPointActuator } from "../../src/motion/pointToPointActuator.ts";
import { number } from "./arbitraries.ts";

const OPTIONS = { minPosition: -100, maxPosition: 100, speed: 10 };

describe("PointToPointActuator", () => {
  it("moves with its speed from where it is to where it is told", () => {
    const actuator = new PointToPointActuator(OPTIONS);
    expect(actuator.setPosition(50, 1000)).toBe(5);
    expect([999, 1000, 1001, 1005, 2000].map((sec) => actuator.position(sec))).toEqual([0, 0, 10, 50, 50]);
    expect([1000, 1001, 1005].map((sec) => actuator.velocity(sec))).toEqual([0, 10, 0]);
    expect([1000, 1001, 1005].map((sec) => actuator.moving(sec))).toEqual([false, true, false]);
    expect([999, 1000, 1001, 1006].map((sec) => actuator.remainingSec(sec))).toEqual([5, 5, 4, 0]);
  });

  it("stops where it is", () => {
    const actuator = new PointToPointActuator(OPTIONS);
    actuator.setPosition(-50, 0);
    actuator.stop(2);
    expect(actuator.position(10)).toBe(-20);
    expect(actuator.endPosition).toBe(-20);
    expect(actuator.remainingSec(2)).toBe(0);
  });

  it("refuses to leave its limits, and goes on as before", () => {
    const actuator = new PointToPointActuator(OPTIONS);
    actuator.setPosition(50, 0);
    for (const position of [101, -101, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => actuator.setPosition(position, 1)).toThrow(RangeError);
    }
    expect(actuator.position(2)).toBe(20);
    expect(() => new PointToPointActuator({ ...OPTIONS, speed: -1 })).toThrow(/speed must be > 0, not -1/);
    expect(() => new PointToPointActuator({ ...OPTIONS, maxPosition: -200 })).toThrow(/must be < maxPosition/);
  });

  it("never jumps and never leaves its limits, and arrives", () => {
    const moves = fc.array(fc.tuple(number(100), fc.double({ min: 0, max: 20, noNaN: true })), { minLength: 1 });
    fc.assert(
      fc.property(moves, (steps) => {
        const actuator = new PointToPointActuator(OPTIONS);
        let sec = 0;
        for (const [position, pause] of steps) {
          const before = actuator.position(sec);
          const duration = actuator.setPosition(position, sec);
          expect(actuator.position(sec)).toBeCloseTo(before, 9);
          const halfway = actuator.position(sec + duration / 2);
          expect(halfway).toBeCloseTo((before + position) / 2, 6);
          expect(actuator.position(sec + duration)).toBe(position);
          sec += pause;
        }
      }),
    );
  });
});
