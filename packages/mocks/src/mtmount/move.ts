import type { Clock } from "../clock.ts";
import { Superseded } from "./mountErrors.ts";

/** Something that takes its time: what a command is acknowledged with. */
export interface LongCommand {
  /** How long it takes, in seconds: the time-out of the acknowledgement. */
  readonly timeoutSec: number;
  /** Resolves when it is done; rejects when it is superseded or fails. */
  readonly done: Promise<void>;
}

/** How long after the end of its path a move counts as done, in seconds. */
const SETTLING_SEC = 0.2;

/** A move under way. It only waits: the motion is the actuator's, and goes on when another command takes its place. */
export class Move implements LongCommand {
  readonly timeoutSec: number;
  readonly done: Promise<void>;
  readonly #ended = new AbortController();

  constructor(clock: Clock, durationSec: number) {
    this.timeoutSec = durationSec;
    this.done = clock.sleep((durationSec + SETTLING_SEC) * 1000, this.#ended.signal).then(() => {
      if (this.#ended.signal.aborted) throw new Superseded();
    });
    // Who waits for it hears of it; a mock that is closed has nobody who does.
    this.done.catch(() => {});
  }

  /** Says that another command has taken its place. */
  supersede(): void {
    this.#ended.abort();
  }
}
