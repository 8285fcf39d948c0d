import { Path, PathKind } from "./path.ts";
import { type MotionState, PathSegment, segmentBetween } from "./pathSegment.ts";
import { trapezoidalSlew } from "./trapezoidalSlew.ts";

/** Options of a `TrackingActuator`, in the axis's unit (deg, …) and seconds. */
export interface TrackingActuatorOptions {
  /** The lowest position allowed. */
  readonly minPosition: number;
  /** The highest position allowed. */
  readonly maxPosition: number;
  /** Unit/s, > 0. */
  readonly maxVelocity: number;
  /** Unit/s², > 0. */
  readonly maxAcceleration: number;
  /** Targets at least this many seconds apart are slewed to, not tracked. */
  readonly dtmaxTrack: number;
  /** Tracking paths in a row, after the first, before `kind` says so. Default 2. */
  readonly nsettle?: number | undefined;
  /** Default: 0 if that is within the limits, otherwise `minPosition`. */
  readonly startPosition?: number | undefined;
  /** When the actuator begins to exist, in seconds. Default 0. */
  readonly startSec?: number | undefined;
}

/**
 * An axis with limits that follows a moving target: it slews to it as fast as it can, then tracks it. The position is
 * a pure function of time; times are seconds of any scale, the same one throughout.
 */
export class TrackingActuator {
  readonly #options: TrackingActuatorOptions;
  #target: PathSegment;
  #path: Path;
  #trackingPaths = 0;

  /** @throws RangeError with the name of a wrong option. */
  constructor(options: TrackingActuatorOptions) {
    const { minPosition, maxPosition, startPosition, startSec = 0 } = options;
    for (const name of ["maxVelocity", "maxAcceleration"] as const) {
      if (!(options[name] > 0)) throw new RangeError(`${name} must be > 0, not ${options[name]}`);
    }
    if (!(minPosition < maxPosition)) {
      throw new RangeError(`minPosition ${minPosition} must be < maxPosition ${maxPosition}`);
    }
    this.#options = { ...options };
    const position = startPosition ?? (minPosition <= 0 && maxPosition >= 0 ? 0 : minPosition);
    this.#target = new PathSegment({ startSec, position });
    this.#path = new Path(PathKind.STOPPED, [this.#target]);
  }

  /** What the actuator was told to follow; of constant velocity. */
  get target(): PathSegment {
    return this.#target;
  }

  /** How it does so. */
  get path(): Path {
    return this.#path;
  }

  /** Where the actuator is at a time, in seconds. */
  at(sec: number): MotionState {
    return this.#path.at(sec);
  }

  /**
   * Follows a target from now on.
   *
   * @param sec when the target is at `position`; later than the last target's.
   * @param velocity of the target, unit/s.
   * @throws RangeError when `sec` is not later than the last one, or a slew is needed and the target is too fast for it.
   * Then nothing changes.
   */
  setTarget(sec: number, position: number, velocity: number): void {
    const { dtmaxTrack } = this.#options;
    const dt = sec - this.#target.startSec;
    if (!(dt > 0)) {
      throw new RangeError(`the target's time ${sec} must be later than the last one, ${this.#target.startSec}`);
    }
    const target = new PathSegment({ startSec: sec, position, velocity });
    const tracking = dt < dtmaxTrack ? this.#trackingPath(target) : undefined;
    this.#path = tracking ?? this.#slew(target);
    this.#target = target;
    this.#trackingPaths = tracking === undefined ? 0 : this.#trackingPaths + 1;
  }

  /** Slows down with the highest acceleration and stays. */
  stop(sec: number): void {
    const { position, velocity } = this.at(sec);
    this.#trackingPaths = 0;
    if (velocity === 0) {
      this.#path = new Path(PathKind.STOPPED, [new PathSegment({ startSec: sec, position })]);
    } else {
      const acceleration = -Math.sign(velocity) * this.#options.maxAcceleration;
      const slowing = new PathSegment({ startSec: sec, position, velocity, acceleration });
      const duration = -velocity / acceleration;
      const still = new PathSegment({ startSec: sec + duration, position: position + (velocity * duration) / 2 });
      this.#path = new Path(PathKind.STOPPING, [slowing, still]);
    }
    this.#target = this.#path.last;
  }

  /** Stands still at once, as no real axis can. The target stays as it is. */
  abort(sec: number): void {
    const { position } = this.at(sec);
    this.#trackingPaths = 0;
    this.#path = new Path(PathKind.STOPPED, [new PathSegment({ startSec: sec, position })]);
  }

  /** What the actuator does at a time, in seconds. It counts as tracking once it has tracked a while. */
  kind(sec: number): PathKind {
    const { kind, last } = this.#path;
    const { nsettle = 2 } = this.#options;
    if (kind === PathKind.TRACKING) return this.#trackingPaths > nsettle ? kind : PathKind.SLEWING;
    if (kind === PathKind.STOPPING && sec > last.startSec) return PathKind.STOPPED;
    return kind;
  }

  /** The path that meets the target when its time comes, if that is possible within all limits. */
  #trackingPath(target: PathSegment): Path | undefined {
    const { minPosition, maxPosition, maxVelocity, maxAcceleration } = this.#options;
    const startSec = this.#target.startSec;
    const segment = segmentBetween(startSec, this.at(startSec), target.startSec, target);
    const { position, velocity, acceleration } = segment.extremesUntil(target.startSec);
    const possible =
      velocity.min >= -maxVelocity &&
      velocity.max <= maxVelocity &&
      acceleration <= maxAcceleration &&
      position.min >= minPosition &&
      position.max <= maxPosition;
    return possible ? new Path(PathKind.TRACKING, [segment, target]) : undefined;
  }

  #slew({ startSec, position, velocity }: PathSegment): Path {
    const { maxVelocity, maxAcceleration } = this.#options;
    const start = this.at(startSec);
    return trapezoidalSlew({
      startSec,
      startPosition: start.position,
      startVelocity: start.velocity,
      endPosition: position,
      endVelocity: velocity,
      maxVelocity,
      maxAcceleration,
    });
  }
}
