import { taiUnixSec } from "@obswire/mtmount";
import { describe, expect, it } from "vitest";
import { AXIS_LIMITS, AxisDevice, ManualClock } from "../../src/index.ts";
import type { LongCommand } from "../../src/mtmount/move.ts";

const NAMES = ["AzimuthAxis", "ElevationAxis", "CameraCableWrap"] as const;

/** An axis with power, and its clock. */
function poweredAxis(name: (typeof NAMES)[number]) {
  const clock = new ManualClock();
  const axis = new AxisDevice(name, clock);
  const tell = (command: string, parameters: object = {}): LongCommand | undefined =>
    axis.commands[command]?.(parameters as never) ?? undefined;
  tell("Power", { on: true });
  const begin = (command: string, parameters: object = {}) => {
    const { timeoutSec, done } = tell(command, parameters) ?? { timeoutSec: -1, done: Promise.resolve() };
    const fate = done.then(
      () => "done",
      (error: Error) => error.message,
    );
    return { timeoutSec, fate };
  };
  const track = (positionDeg: number, velocityDegPerSec: number, aheadSec = 0.1) =>
    tell("Track", { positionDeg, velocityDegPerSec, taiUnixSec: taiUnixSec(clock.nowMs()) + aheadSec });
  const flags = () => [axis.powerOn, axis.enabled, axis.trackingEnabled, axis.trackingPaused, axis.hasTarget];
  return { clock, axis, tell, begin, track, flags, start: axis.state().actual.position };
}

describe.each(NAMES)("the axis device %s", (name) => {
  const isWrap = name === "CameraCableWrap";

  it("stands at 0 at first, or at its minimum where 0 is out of range", () => {
    const { axis, start } = poweredAxis(name);
    expect(start).toBeCloseTo(name === "ElevationAxis" ? 20.2 : 0, 9);
    expect(axis.state().actual).toMatchObject({ velocity: 0, acceleration: 0 });
    expect(axis.state().inPosition).toBe(false);
  });

  it("power on enables the drive, and not tracking", () => {
    expect(poweredAxis(name).flags()).toEqual([true, true, false, false, false]);
  });

  it("drive reset is refused without power; it disables the drive", () => {
    const { axis, tell, flags } = poweredAxis(name);
    tell("DriveReset", { drive: -1 });
    expect(flags()).toEqual([true, false, false, false, false]);
    tell("Power", { on: false });
    expect(() => tell("DriveReset", { drive: -1 })).toThrow("Device not powered on.");
    axis.alarmOn = true;
    tell("Power", { on: true });
    expect(() => tell("DriveReset", { drive: -1 })).toThrow("alarm");
  });

  it("drive enable needs nothing, not even power", () => {
    const { tell, flags } = poweredAxis(name);
    tell("Power", { on: false });
    tell("DriveEnable", { drive: -1, on: true });
    expect(flags()).toEqual([false, true, false, false, false]);
  });

  it("with the drive disabled refuses enable tracking, stop, home, move and track, and nothing changes", () => {
    const { tell, begin, track, flags, axis, start } = poweredAxis(name);
    tell("DriveEnable", { drive: -1, on: false });
    const before = flags();
    expect(() => tell("EnableTracking", { on: true })).toThrow("Not enabled");
    if (isWrap) expect(() => tell("EnableTracking", { on: false })).toThrow("Not enabled");
    expect(() => tell("Stop")).toThrow("Not enabled");
    expect(() => begin("Home")).toThrow("Not enabled");
    expect(() => begin("Move", { positionDeg: start + 1 })).toThrow("Not enabled");
    expect(() => track(start, 0)).toThrow("Not enabled");
    expect(flags()).toEqual(before);
    expect(axis.state().actual.position).toBe(start);
  });

  it("moves to its target, moving at 0.1 s, and keeps it as its target; done 0.2 s after the end of the path", async () => {
    const { clock, axis, begin, start } = poweredAxis(name);
    const { timeoutSec, fate } = begin("Move", { positionDeg: start + 1 });
    expect(axis.state().target).toMatchObject({ position: start + 1, velocity: 0 });
    expect(timeoutSec).toBeCloseTo(2 * Math.sqrt(1 / (AXIS_LIMITS[name].maxAcceleration * 1.01)), 3);
    await clock.advance(100);
    expect(axis.state().actual.velocity).not.toBe(0);
    await clock.advance(timeoutSec * 1000 + 101);
    expect(await fate).toBe("done");
    const { actual, inPosition } = axis.state();
    expect(actual).toMatchObject({ velocity: 0, acceleration: 0 });
    expect(actual.position).toBeCloseTo(start + 1, 9);
    expect([axis.hasTarget, inPosition]).toEqual([true, true]);
  });

  it("a slow move is superseded by stop: it slows down, and has no target", async () => {
    const { clock, axis, tell, begin, start } = poweredAxis(name);
    const { fate } = isWrap ? begin("Move", { positionDeg: start + 10 }) : begin("Move", { positionDeg: start + 30 });
    await clock.advance(500);
    tell("Stop");
    expect(axis.state().actual.velocity).not.toBe(0);
    expect(await fate).toBe("Superseded");
    expect(axis.hasTarget).toBe(false);
    await clock.advance(5000);
    expect(axis.state().actual.velocity).toBe(0);
  });

  if (!isWrap)
    it("home moves to the middle of the actuator's range", async () => {
      const { clock, axis, tell, begin } = poweredAxis(name);
      if (name === "AzimuthAxis") await clock.advance(begin("Move", { positionDeg: 5 }).timeoutSec * 1000 + 300);
      const { timeoutSec, fate } = begin("Home");
      await clock.advance(timeoutSec * 1000 + 201);
      expect(await fate).toBe("done");
      const { minPosition, maxPosition } = AXIS_LIMITS[name];
      expect(axis.state().actual.position).toBeCloseTo(((minPosition + maxPosition) / 2) * 1.01, 9);
      tell("Stop");
    });

  it("a later move takes the place of an earlier one", async () => {
    const { clock, axis, begin, start } = poweredAxis(name);
    const first = begin("Move", { positionDeg: start + 5 });
    await clock.advance(300);
    const second = begin("Move", { positionDeg: start + 1 });
    expect(await first.fate).toBe("Superseded");
    await clock.advance(second.timeoutSec * 1000 + 201);
    expect(await second.fate).toBe("done");
    expect(axis.state().actual.position).toBeCloseTo(start + 1, 9);
  });

  it("slews beyond its limits if it is told to, as the original", async () => {
    const { clock, axis, begin } = poweredAxis(name);
    const beyond = AXIS_LIMITS[name].maxPosition + 20;
    const { timeoutSec, fate } = begin("Move", { positionDeg: beyond });
    await clock.advance(timeoutSec * 1000 + 201);
    expect(await fate).toBe("done");
    expect(axis.state().actual.position).toBeCloseTo(beyond, 6);
  });

  it("refuses to track before tracking is enabled, and to move or go home after", () => {
    const { tell, begin, track, start } = poweredAxis(name);
    expect(() => track(start, 0)).toThrow("Tracking not enabled");
    tell("EnableTracking", { on: true });
    expect(() => begin("Move", { positionDeg: start + 1 })).toThrow("Tracking enabled");
    if (!isWrap) expect(() => begin("Home")).toThrow("Tracking enabled");
  });

  it("takes position, velocity and time of its target from each of three track commands", async () => {
    const { clock, axis, tell, track, start } = poweredAxis(name);
    tell("EnableTracking", { on: true });
    for (const step of [1, 2, 3]) {
      await clock.advance(100);
      const taiSec = taiUnixSec(clock.nowMs()) + 0.1;
      track(start + step * 0.001, 0.01);
      const { startSec, position, velocity } = axis.actuator.target;
      expect([startSec, position, velocity]).toEqual([taiSec, start + step * 0.001, 0.01]);
      expect(axis.hasTarget).toBe(true);
    }
  });

  it("refuses a track command that is not later than the one before, and one that is too fast to slew to", async () => {
    const { clock, tell, track, start } = poweredAxis(name);
    tell("EnableTracking", { on: true });
    await clock.advance(100);
    track(start, 0);
    expect(() => track(start, 0)).toThrow(RangeError);
    await clock.advance(5000);
    expect(() => track(start, AXIS_LIMITS[name].maxVelocity)).toThrow(RangeError);
  });

  it.each([
    ["Stop", {}, [true, true, false, false, false]],
    ["DriveEnable", { drive: -1, on: false }, [true, false, false, false, false]],
    ["DriveReset", { drive: -1 }, [true, false, false, false, false]],
    ["Power", { on: false }, [false, false, false, false, false]],
  ])("%s ends tracking", async (command, parameters, after) => {
    const { clock, tell, track, flags, start } = poweredAxis(name);
    tell("EnableTracking", { on: true });
    await clock.advance(100);
    track(start + 0.001, 0);
    expect(flags()).toEqual([true, true, true, false, true]);
    tell(command, parameters);
    expect(flags()).toEqual(after);
  });

  if (isWrap)
    it("paused it keeps tracking enabled, has no target, and takes and ignores track commands", async () => {
      const { clock, tell, track, flags, axis, start } = poweredAxis(name);
      expect(() => tell("EnableTracking", { on: false })).toThrow("Tracking not enabled");
      tell("EnableTracking", { on: true });
      await clock.advance(100);
      track(start + 0.001, 0);
      await clock.advance(200);
      tell("EnableTracking", { on: false });
      expect(flags()).toEqual([true, true, true, true, false]);
      const { target } = axis.actuator;
      track(start + 1, 0);
      expect(axis.actuator.target).toBe(target);
      tell("EnableTracking", { on: true });
      expect(flags()).toEqual([true, true, true, false, false]);
    });

  it("comes into position on a target that moves, after it has slewed to it", async () => {
    const { clock, axis, tell, track, start } = poweredAxis(name);
    tell("EnableTracking", { on: true });
    const velocity = 15 / 3600;
    let slewed = false;
    for (let step = 0; step < 200 && !(slewed && axis.state().inPosition); step++) {
      await clock.advance(100);
      track(start + 0.5 + velocity * step * 0.1, velocity);
      slewed ||= Math.abs(axis.state().actual.velocity) > 10 * velocity;
    }
    const { actual, target } = axis.state();
    expect(slewed).toBe(true);
    expect(actual.position).toBeCloseTo(target.position, 6);
    expect(actual.velocity).toBeCloseTo(velocity, 6);
  });
});
