import { type HeaderOf, stampHeader, type WireGeneration, wireGenerations } from "@obswire/hexrotcomm";
import type { ByteTarget } from "@obswire/tcpip";
import type { Clock } from "../clock.ts";
import type { Channel } from "../link/channel.ts";
import type { Faults } from "./faults.ts";
import { utcUnixNs } from "./taiTime.ts";

/** What a `FrameWriter` needs to know. */
export interface FrameWriterOptions {
  readonly generation: WireGeneration;
  readonly clock: Clock;
  readonly faults: Faults;
  /** Header and body leave in two pieces, as from the originals up to hexrotcomm 0.20. */
  readonly splitWrites: boolean;
}

/** Sends messages behind a header with the time, right or wrong as the faults say. */
export class FrameWriter {
  readonly #options: FrameWriterOptions;
  readonly #header: HeaderOf<WireGeneration>;

  constructor(options: FrameWriterOptions) {
    this.#options = options;
    this.#header = new wireGenerations[options.generation].structs.Header();
  }

  /** Sends one message. The bytes are copied before this returns. */
  write(channel: Channel, frameId: number, message: ByteTarget, counter = 0): Promise<void> {
    const { clock, faults, splitWrites } = this.#options;
    const header = this.#header;
    header.frameId = faults.nextFrameId ?? frameId;
    header.counter = counter;
    stampHeader(header, utcUnixNs(clock));
    let body = message.bytes;
    if (faults.corruptNextFrame !== undefined) {
      body = body.slice();
      body[0] = (body[0] ?? 0) ^ faults.corruptNextFrame;
    }
    faults.nextFrameId = undefined;
    faults.corruptNextFrame = undefined;
    return splitWrites ? writeSplit(channel, header.bytes.slice(), body.slice()) : channel.writeFrom(header, body);
  }
}

async function writeSplit(channel: Channel, header: Uint8Array, body: Uint8Array): Promise<void> {
  await channel.writeFrom(header);
  await new Promise(setImmediate);
  await channel.writeFrom(body);
}
