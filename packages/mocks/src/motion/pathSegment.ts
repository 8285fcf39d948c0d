/** Where something is, and how it moves, at one moment. */
export interface MotionState {
  /** Position, in the axis's unit (deg, um, …). */
  readonly position: number;
  /** Unit/s. */
  readonly velocity: number;
  /** Unit/s². */
  readonly acceleration: number;
}

/** Lowest and highest value of something. */
export interface Range {
  /** The lowest. */
  readonly min: number;
  /** The highest. */
  readonly max: number;
}

/** What a motion may reach within a span of time. */
export interface MotionExtremes {
  /** Unit of the axis. */
  readonly position: Range;
  /** Unit/s. */
  readonly velocity: Range;
  /** Largest |acceleration|. */
  readonly acceleration: number;
}

/** What a `PathSegment` is made from; what is absent is 0. */
export interface PathSegmentInit {
  /** When the segment begins, in seconds of the caller's time scale. */
  readonly startSec: number;
  /** Position at the start. */
  readonly position?: number | undefined;
  /** Velocity at the start, unit/s. */
  readonly velocity?: number | undefined;
  /** Acceleration at the start, unit/s². */
  readonly acceleration?: number | undefined;
  /** Constant all along the segment, unit/s³. */
  readonly jerk?: number | undefined;
}

/** A motion of constant jerk that begins at some time and has no end. Immutable. */
export class PathSegment implements MotionState {
  /** When the segment begins, in seconds. */
  readonly startSec: number;
  /** Position at the start. */
  readonly position: number;
  /** Velocity at the start, unit/s. */
  readonly velocity: number;
  /** Acceleration at the start, unit/s². */
  readonly acceleration: number;
  /** Unit/s³. */
  readonly jerk: number;

  constructor({ startSec, position = 0, velocity = 0, acceleration = 0, jerk = 0 }: PathSegmentInit) {
    this.startSec = startSec;
    this.position = position;
    this.velocity = velocity;
    this.acceleration = acceleration;
    this.jerk = jerk;
  }

  /** The motion at a time, also before the start. */
  at(sec: number): MotionState {
    const dt = sec - this.startSec;
    return {
      position: this.position + dt * (this.velocity + dt * (this.acceleration / 2 + (dt * this.jerk) / 6)),
      velocity: this.velocity + dt * (this.acceleration + (dt * this.jerk) / 2),
      acceleration: this.acceleration + dt * this.jerk,
    };
  }

  /** The lowest and highest values from the start until `endSec`. */
  extremesUntil(endSec: number): MotionExtremes {
    const duration = endSec - this.startSec;
    const inside = (dt: number): boolean => dt > 0 && dt < duration;
    const state = (dt: number): MotionState => this.at(this.startSec + dt);
    const ends = [state(0), state(duration)];
    const velocityTurn = [-this.acceleration / this.jerk].filter(inside);
    const positionTurns = this.#restTimes().filter(inside);
    const velocities = [...ends, ...velocityTurn.map(state)].map(({ velocity }) => velocity);
    const positions = [...ends, ...positionTurns.map(state)].map(({ position }) => position);
    return {
      position: { min: Math.min(...positions), max: Math.max(...positions) },
      velocity: { min: Math.min(...velocities), max: Math.max(...velocities) },
      acceleration: Math.max(...ends.map(({ acceleration }) => Math.abs(acceleration))),
    };
  }

  /** Times after the start, in seconds, at which the velocity is 0; some may be NaN or infinite. */
  #restTimes(): number[] {
    const { velocity, acceleration, jerk } = this;
    // Of the two ways to write the roots of a quadratic the one without a difference of almost equal numbers.
    const root = Math.sqrt(acceleration * acceleration - 2 * jerk * velocity);
    const q = acceleration < 0 ? root - acceleration : -root - acceleration;
    return [q / jerk, (2 * velocity) / q];
  }
}

/**
 * The segment of constant jerk from one moving point to another: position and velocity are those of both ends.
 *
 * @param endSec when `end` is reached; must be after `startSec`.
 */
export function segmentBetween(
  startSec: number,
  start: Pick<MotionState, "position" | "velocity">,
  endSec: number,
  end: Pick<MotionState, "position" | "velocity">,
): PathSegment {
  const dt = endSec - startSec;
  const meanVelocity = (end.position - start.position) / dt;
  return new PathSegment({
    startSec,
    position: start.position,
    velocity: start.velocity,
    acceleration: (2 * (3 * meanVelocity - (2 * start.velocity + end.velocity))) / dt,
    jerk: (12 * ((start.velocity + end.velocity) / 2 - meanVelocity)) / (dt * dt),
  });
}
