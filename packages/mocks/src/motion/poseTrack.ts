import type { Pose } from "./hexapodGeometry.ts";
import { mapSix, zipSix } from "./six.ts";

/** A pose on its way from one to another, in a straight line and at constant speed. A pure function of time. */
export class PoseTrack {
  #from: Pose;
  #to: Pose;
  #startSec = 0;
  #durationSec = 0;

  constructor(pose: Pose) {
    this.#from = pose;
    this.#to = pose;
  }

  /** Begins to move, from where it is. Times in seconds. */
  move(to: Pose, startSec: number, durationSec: number): void {
    this.#from = this.at(startSec);
    this.#to = to;
    this.#startSec = startSec;
    this.#durationSec = durationSec;
  }

  /** Stands still where it is. */
  stop(sec: number): void {
    this.move(this.at(sec), sec, 0);
  }

  /** Where it is at a time. */
  at(sec: number): Pose {
    const elapsed = sec - this.#startSec;
    if (elapsed >= this.#durationSec) return this.#to;
    const part = Math.max(0, elapsed / this.#durationSec);
    return mapSix(zipSix(this.#from, this.#to), ([from, to]) => from + part * (to - from));
  }
}
