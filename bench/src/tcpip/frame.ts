/** The frame of all TCP benchmarks: a header of 24 bytes, and a body of which 614 bytes are telemetry and 62 reserved. */
export const HEADER_BYTES = 24;
export const BODY_BYTES = 676;
export const FRAME_BYTES = 700;

/** Offset of `counter` (u32) in the header. */
export const COUNTER_OFFSET = 4;
/** Offset of the time stamp (u64, nanoseconds) in the header. */
export const TIME_OFFSET = 8;
/** Offset of `d17` (f64) in the body: 4 u32, then f64 number 17. */
export const D17_OFFSET = 4 * 4 + 17 * 8;

/** Frames that differ; number n has counter n and d17 n / 2. The stream repeats them. */
export const DISTINCT_FRAMES = 1497;

/** A header that owns its bytes, as a struct does. */
export class FrameHeader {
  readonly bytes: Uint8Array = new Uint8Array(HEADER_BYTES);
  readonly #view: DataView = new DataView(this.bytes.buffer);

  get counter(): number {
    return this.#view.getUint32(COUNTER_OFFSET, true);
  }

  set counter(value: number) {
    this.#view.setUint32(COUNTER_OFFSET, value, true);
  }

  /** When the frame was sent, in nanoseconds of the monotonic clock. */
  get timeNs(): bigint {
    return this.#view.getBigUint64(TIME_OFFSET, true);
  }

  set timeNs(value: bigint) {
    this.#view.setBigUint64(TIME_OFFSET, value, true);
  }
}

/** A body that owns its bytes, as a struct does. */
export class FrameBody {
  readonly bytes: Uint8Array = new Uint8Array(BODY_BYTES);
  readonly #view: DataView = new DataView(this.bytes.buffer);

  get d17(): number {
    return this.#view.getFloat64(D17_OFFSET, true);
  }

  set d17(value: number) {
    this.#view.setFloat64(D17_OFFSET, value, true);
  }
}

/** All distinct frames behind each other: about 1 MB. */
export function frameBlock(): Uint8Array<ArrayBuffer> {
  const block = new Uint8Array(DISTINCT_FRAMES * FRAME_BYTES);
  const view = new DataView(block.buffer);
  for (let n = 0; n < DISTINCT_FRAMES; n++) {
    view.setUint32(n * FRAME_BYTES + COUNTER_OFFSET, n, true);
    view.setFloat64(n * FRAME_BYTES + HEADER_BYTES + D17_OFFSET, n / 2, true);
  }
  return block;
}

/** The sum of counter and d17 over a stream of so many frames: what every receiver has to arrive at. */
export function checksumOf(frames: number): number {
  let sum = 0;
  for (let i = 0; i < frames; i++) sum += (i % DISTINCT_FRAMES) * 1.5;
  return sum;
}

/** What a receiver has seen. */
export interface Tally {
  frames: number;
  checksum: number;
}

/** Throws unless the receiver has seen exactly what was sent. */
export function checkTally(who: string, tally: Tally, frames: number): void {
  if (tally.frames !== frames || tally.checksum !== checksumOf(frames)) {
    throw new Error(
      `${who} saw ${tally.frames} frames with checksum ${tally.checksum}, sent were ${frames} with ${checksumOf(frames)}`,
    );
  }
}
