import { COUNTER_OFFSET, D17_OFFSET, FRAME_BYTES, HEADER_BYTES, type Tally } from "../frame.ts";

/**
 * Frames found by hand in whatever pieces arrive: whole frames in place, with one DataView for each piece, and a frame
 * that is split between two pieces in a buffer of its own.
 */
export abstract class HandParser {
  readonly #split = new Uint8Array(FRAME_BYTES);
  readonly #splitView = new DataView(this.#split.buffer);
  #have = 0;

  /** Takes the first `length` bytes of `view`; `bytes` is the same memory. */
  feed(bytes: Uint8Array, view: DataView, length: number): void {
    let at = 0;
    if (this.#have > 0) {
      at = Math.min(FRAME_BYTES - this.#have, length);
      this.#split.set(bytes.subarray(0, at), this.#have);
      this.#have += at;
      if (this.#have < FRAME_BYTES) return;
      this.take(this.#splitView, 0);
      this.#have = 0;
    }
    for (; at + FRAME_BYTES <= length; at += FRAME_BYTES) this.take(view, at);
    if (at < length) {
      this.#split.set(bytes.subarray(at, length));
      this.#have = length - at;
    }
  }

  /** Called for each frame: it begins at `at`. */
  protected abstract take(view: DataView, at: number): void;
}

/** Counts frames and sums up `counter` and `d17`. */
export class TallyParser extends HandParser implements Tally {
  frames = 0;
  checksum = 0;

  protected override take(view: DataView, at: number): void {
    this.frames++;
    this.checksum += view.getUint32(at + COUNTER_OFFSET, true) + view.getFloat64(at + HEADER_BYTES + D17_OFFSET, true);
  }
}
