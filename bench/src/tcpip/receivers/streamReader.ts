import type { StreamReader } from "@obswire/tcpip";
import { Header } from "../../frames.ts";
import { COUNTER_OFFSET, D17_OFFSET, FRAME_BYTES, FrameBody, HEADER_BYTES, type Tally } from "../frame.ts";

/** A way to read frames from our reader. */
type Way = (reader: StreamReader, frames: number) => Promise<Tally>;

/** The plain way: one await for each struct. */
const awaiting: Way = async (reader, frames) => {
  const header = new Header();
  const body = new FrameBody();
  let checksum = 0;
  for (let i = 0; i < frames; i++) {
    await reader.readInto(header);
    await reader.readInto(body);
    checksum += header.counter + body.telemetry.d17;
  }
  return { frames, checksum };
};

/** The same, waiting only when nothing is there. */
const trying: Way = async (reader, frames) => {
  const header = new Header();
  const body = new FrameBody();
  let checksum = 0;
  for (let i = 0; i < frames; i++) {
    if (!reader.tryReadInto(header)) await reader.readInto(header);
    if (!reader.tryReadInto(body)) await reader.readInto(body);
    checksum += header.counter + body.telemetry.d17;
  }
  return { frames, checksum };
};

/** All whole frames that have arrived, read in place. */
const batching: Way = async (reader, frames) => {
  let seen = 0;
  let checksum = 0;
  for await (const { bytes, count } of reader.batches(FRAME_BYTES)) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let at = 0, end = count * FRAME_BYTES; at < end; at += FRAME_BYTES) {
      checksum += view.getUint32(at + COUNTER_OFFSET, true) + view.getFloat64(at + HEADER_BYTES + D17_OFFSET, true);
    }
    seen += count;
    if (seen >= frames) break;
  }
  return { frames: seen, checksum };
};

/** The ways by name. */
export const ways = { await: awaiting, try: trying, batches: batching } as const;
