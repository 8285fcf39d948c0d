/** Options of a `PointToPointActuator`, in the actuator's unit (um, deg, …) and seconds. */
export interface PointToPointActuatorOptions {
  /** The lowest position allowed. */
  readonly minPosition: number;
  /** The highest position allowed. */
  readonly maxPosition: number;
  /** Unit/s, > 0. */
  readonly speed: number;
  /** Default: 0 if that is within the limits, otherwise `minPosition`. */
  readonly startPosition?: number | undefined;
}

/** An actuator that moves with one speed, at once: infinite acceleration. Its position is a pure function of time. */
export class PointToPointActuator {
  /** The lowest position allowed. */
  readonly minPosition: number;
  /** The highest position allowed. */
  readonly maxPosition: number;
  /** Unit/s. */
  readonly speed: number;
  #startPosition: number;
  #endPosition: number;
  #startSec = 0;
  #endSec = 0;

  constructor({ minPosition, maxPosition, speed, startPosition }: PointToPointActuatorOptions) {
    if (!(speed > 0)) throw new RangeError(`speed must be > 0, not ${speed}`);
    if (!(minPosition < maxPosition)) {
      throw new RangeError(`minPosition ${minPosition} must be < maxPosition ${maxPosition}`);
    }
    this.minPosition = minPosition;
    this.maxPosition = maxPosition;
    this.speed = speed;
    this.#startPosition = startPosition ?? (minPosition <= 0 && maxPosition >= 0 ? 0 : minPosition);
    this.#endPosition = this.#startPosition;
  }

  /** Where it goes, or has gone. */
  get endPosition(): number {
    return this.#endPosition;
  }

  /**
   * Begins to move.
   *
   * @param startSec when, in seconds.
   * @returns how long the move takes, in seconds.
   * @throws RangeError outside the limits: nothing changes.
   */
  setPosition(position: number, startSec: number): number {
    if (!(position >= this.minPosition && position <= this.maxPosition)) {
      throw new RangeError(`position ${position} not in range [${this.minPosition}, ${this.maxPosition}]`);
    }
    const from = this.position(startSec);
    const duration = Math.abs(position - from) / this.speed;
    this.#startPosition = from;
    this.#endPosition = position;
    this.#startSec = startSec;
    this.#endSec = startSec + duration;
    return duration;
  }

  /** Stands still where it is. */
  stop(sec: number): void {
    const position = this.position(sec);
    this.#startPosition = position;
    this.#endPosition = position;
    this.#startSec = sec;
    this.#endSec = sec;
  }

  /** Where it is at a time, in seconds. */
  position(sec: number): number {
    if (sec >= this.#endSec) return this.#endPosition;
    if (sec <= this.#startSec) return this.#startPosition;
    return this.#endPosition - this.#direction * this.speed * (this.#endSec - sec);
  }

  /** Unit/s. */
  velocity(sec: number): number {
    return this.moving(sec) ? this.#direction * this.speed : 0;
  }

  /** Whether it is between start and end of a move. */
  moving(sec: number): boolean {
    return this.#startSec < sec && sec < this.#endSec;
  }

  /** How long the present move still takes, in seconds. */
  remainingSec(sec: number): number {
    return Math.max(0, this.#endSec - Math.max(sec, this.#startSec));
  }

  get #direction(): number {
    return Math.sign(this.#endPosition - this.#startPosition);
  }
}
