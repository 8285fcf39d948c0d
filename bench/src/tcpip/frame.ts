import { Header, Telemetry } from "../frames.ts";

/** The frame of all TCP benchmarks: a header of 24 bytes, and a body of which 614 bytes are telemetry and 62 reserved. */
export const HEADER_BYTES = Header.size;
const BODY_BYTES = 676;
export const FRAME_BYTES = HEADER_BYTES + BODY_BYTES;

/** Offset of `counter` (u32) in the header. */
export const COUNTER_OFFSET = Header.fields.counter.offset;
/** Offset of `taiSec` (i64) in the header; where latency is measured, it holds nanoseconds of the monotonic clock. */
export const TIME_OFFSET = Header.fields.taiSec.offset;
/** Offset of `d17` (f64) in the body. */
export const D17_OFFSET = Telemetry.fields.d17.offset;

/** Frames that differ; number n has counter n and d17 n / 2. The stream repeats them. */
export const DISTINCT_FRAMES = 1497;

/** A body: telemetry and the reserved bytes behind it. */
export class FrameBody {
  readonly bytes: Uint8Array = new Uint8Array(BODY_BYTES);
  /** The telemetry in it, without a copy. */
  readonly telemetry: Telemetry = Telemetry.view(this.bytes);
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
function checksumOf(frames: number): number {
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
