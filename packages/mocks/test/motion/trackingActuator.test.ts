import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { PathKind } from "../../src/motion/path.ts";
import { TrackingActuator, type TrackingActuatorOptions } from "../../src/motion/trackingActuator.ts";
import { number } from "./arbitraries.ts";

const OPTIONS: TrackingActuatorOptions = {
  minPosition: -90,
  maxPosition: 90,
  maxVelocity: 3,
  maxAcceleration: 1,
  dtmaxTrack: 0.25,
};

describe("TrackingActuator", () => {
  let actuator: TrackingActuator;
  beforeEach(() => {
    actuator = new TrackingActuator(OPTIONS);
  });

  it("starts at 0, or at the lower limit when 0 is out of reach, or where it is told", () => {
    expect(actuator.at(5)).toEqual({ position: 0, velocity: 0, acceleration: 0 });
    expect(actuator.kind(5)).toBe(PathKind.STOPPED);
    expect(new TrackingActuator({ ...OPTIONS, minPosition: 10 }).at(0).position).toBe(10);
    expect(new TrackingActuator({ ...OPTIONS, startPosition: 33 }).at(0).position).toBe(33);
  });

  it("refuses limits that make no sense", () => {
    expect(() => new TrackingActuator({ ...OPTIONS, maxVelocity: 0 })).toThrow(/maxVelocity must be > 0/);
    expect(() => new TrackingActuator({ ...OPTIONS, maxPosition: -90 })).toThrow(/minPosition -90 must be </);
  });

  it("slews to a target that comes after a long pause", () => {
    actuator.setTarget(100, 10, 0);
    expect(actuator.kind(100)).toBe(PathKind.SLEWING);
    expect(actuator.at(106 + 1 / 3 + 0.001)).toMatchObject({ position: 10, velocity: 0 });
  });

  it("tracks targets that come often enough, and says so after the third", () => {
    const rate = 0.01;
    const kinds: PathKind[] = [];
    for (let i = 0; i < 6; i++) {
      const sec = 100 + i / 10;
      actuator.setTarget(sec, rate * (sec - 100), rate);
      kinds.push(actuator.kind(sec));
    }
    const { SLEWING, TRACKING } = PathKind;
    expect(kinds).toEqual([SLEWING, SLEWING, SLEWING, TRACKING, TRACKING, TRACKING]);
    expect(actuator.at(100.5).position).toBeCloseTo(0.005, 9);
    expect(actuator.at(100.5).velocity).toBeCloseTo(rate, 9);
  });

  it("refuses a target that is not later than the last one, or too fast for a slew, and goes on as before", () => {
    actuator.setTarget(100, 10, 0);
    const { target, path } = actuator;
    expect(() => actuator.setTarget(100, 11, 0)).toThrow(/must be later/);
    expect(() => actuator.setTarget(99, 11, 0)).toThrow(RangeError);
    expect(() => actuator.setTarget(200, 11, 2.9)).toThrow(/endVelocity/);
    expect(() => actuator.setTarget(Number.NaN, 11, 0)).toThrow(RangeError);
    expect(actuator.target).toBe(target);
    expect(actuator.path).toBe(path);
  });

  it("stops with its highest acceleration, and the place where it comes to rest is its target", () => {
    actuator.setTarget(100, 50, 0);
    actuator.stop(102);
    expect(actuator.kind(102)).toBe(PathKind.STOPPING);
    expect(actuator.kind(104.001)).toBe(PathKind.STOPPED);
    expect(actuator.at(105)).toMatchObject({ position: 4, velocity: 0 });
    expect(actuator.target).toMatchObject({ startSec: 104, position: 4, velocity: 0 });
    actuator.stop(106);
    expect(actuator.kind(106)).toBe(PathKind.STOPPED);
  });

  it("stands still at once when aborted, with its target as it was", () => {
    actuator.setTarget(100, 50, 0);
    actuator.abort(102);
    expect(actuator.kind(102)).toBe(PathKind.STOPPED);
    expect(actuator.at(110)).toMatchObject({ position: 2, velocity: 0 });
    expect(actuator.target.position).toBe(50);
  });

  it("has no jump in position or velocity, whatever targets, stops and slews come", () => {
    const step = fc.record({
      dt: fc.constantFrom(0.05, 0.1, 0.2, 0.3, 1, 5),
      position: number(80),
      velocity: number(2.8),
      stop: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
        const one = new TrackingActuator(OPTIONS);
        let sec = 1;
        for (const { dt, position, velocity, stop } of steps) {
          // A target in the past of a stop that still goes on would be refused.
          sec = Math.max(sec, one.target.startSec) + dt;
          const before = one.at(sec);
          if (stop) one.stop(sec);
          else one.setTarget(sec, position, velocity);
          const after = one.path.kind === PathKind.TRACKING ? one.path.at(one.path.segments[0].startSec) : one.at(sec);
          if (one.path.kind !== PathKind.TRACKING) {
            expect(after.position).toBeCloseTo(before.position, 6);
            expect(after.velocity).toBeCloseTo(before.velocity, 6);
          }
          expect(Math.abs(one.at(sec).velocity)).toBeLessThanOrEqual(3 + 1e-6);
        }
      }),
    );
  });

  it("tracks only what it can within its limits", () => {
    const targets = fc.array(fc.tuple(number(1), number(2.8)), { minLength: 2, maxLength: 20 });
    fc.assert(
      fc.property(targets, (steps) => {
        const one = new TrackingActuator({ ...OPTIONS, minPosition: -1, maxPosition: 1 });
        steps.forEach(([position, velocity], i) => {
          const sec = 1 + i / 5;
          one.setTarget(sec, position, velocity);
          if (one.path.kind !== PathKind.TRACKING) return;
          const [first] = one.path.segments;
          const extremes = first.extremesUntil(sec);
          expect(extremes.velocity.max).toBeLessThanOrEqual(3);
          expect(extremes.velocity.min).toBeGreaterThanOrEqual(-3);
          expect(extremes.position.max).toBeLessThanOrEqual(1);
          expect(extremes.position.min).toBeGreaterThanOrEqual(-1);
          expect(extremes.acceleration).toBeLessThanOrEqual(1);
        });
      }),
    );
  });
});
