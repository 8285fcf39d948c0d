import { Path, PathKind } from "./path.ts";
import { PathSegment } from "./pathSegment.ts";

/** What a slew starts from, where it goes, and its limits. All in one unit, with seconds. */
export interface Slew {
  /** When the slew begins, in seconds. */
  readonly startSec: number;
  /** Where the axis is at `startSec`. */
  readonly startPosition: number;
  /** At most 1.05 `maxVelocity` in size. */
  readonly startVelocity: number;
  /** Where the target is at `startSec`. */
  readonly endPosition: number;
  /** Velocity of the target, which moves on during the slew. 1.05 times its size is at most `maxVelocity`. */
  readonly endVelocity: number;
  /** > 0. */
  readonly maxVelocity: number;
  /** > 0. */
  readonly maxAcceleration: number;
}

/** Margin against a slew that would need a division by almost nothing. */
const FUDGE = 1.05;

/**
 * The fastest way to a target that moves with constant velocity: accelerate, coast, decelerate, then go with the target.
 * Knows no limits of position: a slew can overshoot.
 *
 * @throws RangeError when the start or the target is too fast for the limits.
 */
export function trapezoidalSlew(slew: Slew): Path {
  const { startSec, startPosition, startVelocity, endPosition, endVelocity, maxVelocity, maxAcceleration } = slew;
  checkPositive("maxVelocity", maxVelocity);
  checkPositive("maxAcceleration", maxAcceleration);
  if (Math.abs(startVelocity) > FUDGE * maxVelocity) {
    throw new RangeError(`startVelocity ${startVelocity} is more than ${FUDGE} times maxVelocity ${maxVelocity}`);
  }
  if (FUDGE * Math.abs(endVelocity) > maxVelocity) {
    throw new RangeError(`endVelocity ${endVelocity} is more than maxVelocity ${maxVelocity} / ${FUDGE}`);
  }
  const target = new PathSegment({ startSec, position: endPosition, velocity: endVelocity });
  const dp = endPosition - startPosition;
  const dv = endVelocity - startVelocity;
  if (dp === 0 && dv === 0) return new Path(PathKind.SLEWING, [target]);

  const acceleration = firstAcceleration(dp, dv, slew);
  const [dt1, dt2, dt3] = phases(dp, dv, acceleration, slew);
  const legs = [
    { duration: dt1, acceleration },
    { duration: dt2, acceleration: 0 },
    { duration: dt3, acceleration: -acceleration },
  ];
  const segments: PathSegment[] = [];
  // Reckoned from 0 and then shifted: with times of 1e9 s the durations would lose their last digits.
  let elapsed = 0;
  let state = { position: startPosition, velocity: startVelocity };
  for (const leg of legs) {
    if (!(leg.duration > 0)) continue;
    segments.push(new PathSegment({ startSec: startSec + elapsed, ...state, acceleration: leg.acceleration }));
    state = new PathSegment({ startSec: 0, ...state, acceleration: leg.acceleration }).at(leg.duration);
    elapsed += leg.duration;
  }
  // The target itself, not the sum of the legs: so no rounding error stays.
  const arrival = { position: endPosition + endVelocity * elapsed, velocity: endVelocity };
  const end = new PathSegment({ startSec: startSec + elapsed, ...arrival });
  const [first = end, ...others] = [...segments, end];
  return new Path(PathKind.SLEWING, [first, ...others]);
}

/** The acceleration of the first leg; the last one has its negative. */
function firstAcceleration(dp: number, dv: number, slew: Slew): number {
  const { startVelocity, maxVelocity, maxAcceleration } = slew;
  const direction = Math.sign(dp) || Math.sign(dv);
  const dvDirection = Math.sign(dv) || direction;
  /** Acceleration times distance that it takes to get rid of dv. */
  const h = (dv * dv) / 2;
  const reach = maxAcceleration * Math.abs(dp);
  if (direction === dvDirection) return direction * maxAcceleration;
  if (FUDGE * Math.abs(startVelocity) < maxVelocity && reach >= h) return direction * maxAcceleration;
  if (FUDGE * reach <= h) return -direction * maxAcceleration;
  return -h / (FUDGE * dp);
}

/** How long the three legs take, in seconds. */
function phases(dp: number, dv: number, acceleration: number, slew: Slew): [number, number, number] {
  const { endVelocity, maxVelocity } = slew;
  const h = (dv * dv) / 2;
  const direction = Math.sign(acceleration);
  /** Velocity between the legs, relative to the target's. */
  let peak = direction * Math.sqrt(Math.max(0, h + acceleration * dp));
  let coast = 0;
  if (Math.abs(peak + endVelocity) > maxVelocity) {
    peak = Math.sign(peak + endVelocity) * maxVelocity - endVelocity;
    coast = (dp + (h - peak * peak) / acceleration) / peak;
  }
  return [(peak + dv) / acceleration, coast, peak / acceleration];
}

function checkPositive(name: string, value: number): void {
  if (!(value > 0)) throw new RangeError(`${name} must be > 0, not ${value}`);
}
