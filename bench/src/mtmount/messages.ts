import {
  AckReply,
  AzimuthAxisTrack,
  BothAxesMove,
  BothAxesTrack,
  CameraCableWrapTrack,
  DoneReply,
  ElevationAxisMove,
  ElevationAxisTrack,
  InPositionReply,
  NoAckReply,
} from "@obswire/mtmount";
import type { byHand } from "./hand.ts";

/** The ten kinds of message that a night is made of. */
export type Kind = keyof typeof byHand;

/** How many different messages of each kind there are. */
const COUNT = 64;

const header = (i: number) => ({ sequenceId: 1000 + i, timestamp: new Date(1.612e12 + i * 1237) });
const track = (i: number) => ({
  positionDeg: 45 + i * 0.0123,
  velocityDegPerSec: 0.00417 * i,
  taiUnixSec: 1.612e9 + i / 7,
});

const make: Readonly<Record<Kind, (i: number) => { encode(): Uint8Array }>> = {
  AckReply: (i) => AckReply({ ...header(i), timeoutMs: i * 100 }),
  AzimuthAxisTrack: (i) => AzimuthAxisTrack({ ...header(i), ...track(i) }),
  BothAxesMove: (i) => BothAxesMove({ ...header(i), azimuthDeg: i * 1.5, elevationDeg: 20 + i }),
  BothAxesTrack: (i) =>
    BothAxesTrack({
      ...header(i),
      azimuthDeg: 100 - i * 0.0123,
      elevationDeg: 45 + i * 0.0123,
      azimuthVelocityDegPerSec: -0.00417 * (i + 1),
      elevationVelocityDegPerSec: 0.00417 * i,
      taiUnixSec: 1.612e9 + i / 7,
    }),
  CameraCableWrapTrack: (i) => CameraCableWrapTrack({ ...header(i), ...track(i) }),
  DoneReply: (i) => DoneReply(header(i)),
  ElevationAxisMove: (i) => ElevationAxisMove({ ...header(i), positionDeg: 20 + i * 0.5 }),
  ElevationAxisTrack: (i) => ElevationAxisTrack({ ...header(i), ...track(i) }),
  InPositionReply: (i) => InPositionReply({ ...header(i), what: i % 2, inPosition: i % 3 === 0 }),
  NoAckReply: (i) => NoAckReply({ ...header(i), explanation: `RuntimeError('Not enabled ${i}')` }),
};

/** The kinds, in the order of the table. */
export const kinds: readonly Kind[] = Object.keys(make) as Kind[];

/** Different messages of a kind, as received. */
export function messagesOf(kind: Kind): Buffer[] {
  return Array.from({ length: COUNT }, (_, i) => Buffer.from(make[kind](i).encode()));
}
