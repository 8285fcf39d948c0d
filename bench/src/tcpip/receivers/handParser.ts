import { COUNTER_OFFSET, D17_OFFSET, FRAME_BYTES, HEADER_BYTES, type Tally } from "../frame.js";

/**
 * Frames parsed by hand out of whatever pieces arrive: whole frames in place, with one DataView for each piece, and a
 * frame that is split between two pieces in a buffer of its own.
 */
export class HandParser implements Tally {
  frames = 0;
  checksum = 0;
  readonly #split = new Uint8Array(FRAME_BYTES);
  readonly #splitView = new DataView(this.#split.buffer);
  #have = 0;

  /** Takes the bytes `from` to `to` of `view`; `bytes` is the same memory. */
  feed(bytes: Uint8Array, view: DataView, to: number): void {
    let at = 0;
    if (this.#have > 0) {
      const missing = Math.min(FRAME_BYTES - this.#have, to);
      this.#split.set(bytes.subarray(0, missing), this.#have);
      this.#have += missing;
      at = missing;
      if (this.#have < FRAME_BYTES) return;
      this.#take(this.#splitView, 0);
      this.#have = 0;
    }
    for (; at + FRAME_BYTES <= to; at += FRAME_BYTES) this.#take(view, at);
    if (at < to) {
      this.#split.set(bytes.subarray(at, to));
      this.#have = to - at;
    }
  }

  #take(view: DataView, at: number): void {
    this.frames++;
    this.checksum += view.getUint32(at + COUNTER_OFFSET, true) + view.getFloat64(at + HEADER_BYTES + D17_OFFSET, true);
  }
}
