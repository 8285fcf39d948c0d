/** What one would write by hand for the two structs of `frames.ts`, as fast as it can be written: the reference of every row. */

export interface PlainHeader {
  frameId: number;
  counter: number;
  taiSec: number;
  taiNsec: number;
}

export interface BigHeader {
  frameId: number;
  counter: number;
  taiSec: bigint;
  taiNsec: bigint;
}

export function readHeader(d: DataView, o: number): BigHeader {
  return {
    frameId: d.getUint32(o, true),
    counter: d.getUint32(o + 4, true),
    taiSec: d.getBigInt64(o + 8, true),
    taiNsec: d.getBigInt64(o + 16, true),
  };
}

export function writeHeader(d: DataView, o: number, v: BigHeader): void {
  d.setUint32(o, v.frameId, true);
  d.setUint32(o + 4, v.counter, true);
  d.setBigInt64(o + 8, v.taiSec, true);
  d.setBigInt64(o + 16, v.taiNsec, true);
}

type Six = [number, number, number, number, number, number];
export interface PlainTelemetry {
  u0: number;
  u1: number;
  u2: number;
  u3: number;
  d0: number;
  d1: number;
  d2: number;
  d3: number;
  d4: number;
  d5: number;
  d6: number;
  d7: number;
  d8: number;
  d9: number;
  d10: number;
  d11: number;
  d12: number;
  d13: number;
  d14: number;
  d15: number;
  d16: number;
  d17: number;
  d18: number;
  d19: number;
  d20: number;
  d21: number;
  d22: number;
  d23: number;
  d24: number;
  d25: number;
  d26: number;
  d27: number;
  d28: number;
  d29: number;
  f0: number;
  f1: number;
  f2: number;
  f3: number;
  f4: number;
  f5: number;
  f6: number;
  f7: number;
  f8: number;
  f9: number;
  f10: number;
  f11: number;
  b0: number;
  b1: number;
  b2: number;
  b3: number;
  b4: number;
  b5: number;
  b6: number;
  b7: number;
  demand: Six;
  position: Six;
  velocity: Six;
  text: string;
  actuators: { pos: number; vel: number; status: number }[];
}

/** Methods of Buffer that its types leave out. */
export interface FastBuffer extends Buffer {
  latin1Slice(from: number, to: number): string;
  latin1Write(text: string, at: number, length: number): number;
}

/** Text up to the first NUL: the fastest way Node has. */
function readText(b: FastBuffer, from: number, length: number): string {
  let end = from;
  const limit = from + length;
  while (end < limit && b[end] !== 0) end++;
  return b.latin1Slice(from, end);
}

/** `b` holds the same bytes as `d`, `s` later: the text is read from it at `s`. */
export function readTelemetry(d: DataView, o: number, b: FastBuffer, s: number): PlainTelemetry {
  return {
    u0: d.getUint32(o + 0, true),
    u1: d.getUint32(o + 4, true),
    u2: d.getUint32(o + 8, true),
    u3: d.getUint32(o + 12, true),
    d0: d.getFloat64(o + 16, true),
    d1: d.getFloat64(o + 24, true),
    d2: d.getFloat64(o + 32, true),
    d3: d.getFloat64(o + 40, true),
    d4: d.getFloat64(o + 48, true),
    d5: d.getFloat64(o + 56, true),
    d6: d.getFloat64(o + 64, true),
    d7: d.getFloat64(o + 72, true),
    d8: d.getFloat64(o + 80, true),
    d9: d.getFloat64(o + 88, true),
    d10: d.getFloat64(o + 96, true),
    d11: d.getFloat64(o + 104, true),
    d12: d.getFloat64(o + 112, true),
    d13: d.getFloat64(o + 120, true),
    d14: d.getFloat64(o + 128, true),
    d15: d.getFloat64(o + 136, true),
    d16: d.getFloat64(o + 144, true),
    d17: d.getFloat64(o + 152, true),
    d18: d.getFloat64(o + 160, true),
    d19: d.getFloat64(o + 168, true),
    d20: d.getFloat64(o + 176, true),
    d21: d.getFloat64(o + 184, true),
    d22: d.getFloat64(o + 192, true),
    d23: d.getFloat64(o + 200, true),
    d24: d.getFloat64(o + 208, true),
    d25: d.getFloat64(o + 216, true),
    d26: d.getFloat64(o + 224, true),
    d27: d.getFloat64(o + 232, true),
    d28: d.getFloat64(o + 240, true),
    d29: d.getFloat64(o + 248, true),
    f0: d.getFloat32(o + 256, true),
    f1: d.getFloat32(o + 260, true),
    f2: d.getFloat32(o + 264, true),
    f3: d.getFloat32(o + 268, true),
    f4: d.getFloat32(o + 272, true),
    f5: d.getFloat32(o + 276, true),
    f6: d.getFloat32(o + 280, true),
    f7: d.getFloat32(o + 284, true),
    f8: d.getFloat32(o + 288, true),
    f9: d.getFloat32(o + 292, true),
    f10: d.getFloat32(o + 296, true),
    f11: d.getFloat32(o + 300, true),
    b0: d.getUint8(o + 304),
    b1: d.getUint8(o + 305),
    b2: d.getUint8(o + 306),
    b3: d.getUint8(o + 307),
    b4: d.getUint8(o + 308),
    b5: d.getUint8(o + 309),
    b6: d.getUint8(o + 310),
    b7: d.getUint8(o + 311),
    demand: [
      d.getFloat64(o + 312, true),
      d.getFloat64(o + 320, true),
      d.getFloat64(o + 328, true),
      d.getFloat64(o + 336, true),
      d.getFloat64(o + 344, true),
      d.getFloat64(o + 352, true),
    ],
    position: [
      d.getFloat64(o + 360, true),
      d.getFloat64(o + 368, true),
      d.getFloat64(o + 376, true),
      d.getFloat64(o + 384, true),
      d.getFloat64(o + 392, true),
      d.getFloat64(o + 400, true),
    ],
    velocity: [
      d.getFloat64(o + 408, true),
      d.getFloat64(o + 416, true),
      d.getFloat64(o + 424, true),
      d.getFloat64(o + 432, true),
      d.getFloat64(o + 440, true),
      d.getFloat64(o + 448, true),
    ],
    text: readText(b, s + 456, 50),
    actuators: [
      { pos: d.getFloat64(o + 506, true), vel: d.getFloat64(o + 514, true), status: d.getUint16(o + 522, true) },
      { pos: d.getFloat64(o + 524, true), vel: d.getFloat64(o + 532, true), status: d.getUint16(o + 540, true) },
      { pos: d.getFloat64(o + 542, true), vel: d.getFloat64(o + 550, true), status: d.getUint16(o + 558, true) },
      { pos: d.getFloat64(o + 560, true), vel: d.getFloat64(o + 568, true), status: d.getUint16(o + 576, true) },
      { pos: d.getFloat64(o + 578, true), vel: d.getFloat64(o + 586, true), status: d.getUint16(o + 594, true) },
      { pos: d.getFloat64(o + 596, true), vel: d.getFloat64(o + 604, true), status: d.getUint16(o + 612, true) },
    ],
  };
}

export function writeTelemetry(d: DataView, o: number, b: FastBuffer, s: number, v: PlainTelemetry): void {
  d.setUint32(o + 0, v.u0, true);
  d.setUint32(o + 4, v.u1, true);
  d.setUint32(o + 8, v.u2, true);
  d.setUint32(o + 12, v.u3, true);
  d.setFloat64(o + 16, v.d0, true);
  d.setFloat64(o + 24, v.d1, true);
  d.setFloat64(o + 32, v.d2, true);
  d.setFloat64(o + 40, v.d3, true);
  d.setFloat64(o + 48, v.d4, true);
  d.setFloat64(o + 56, v.d5, true);
  d.setFloat64(o + 64, v.d6, true);
  d.setFloat64(o + 72, v.d7, true);
  d.setFloat64(o + 80, v.d8, true);
  d.setFloat64(o + 88, v.d9, true);
  d.setFloat64(o + 96, v.d10, true);
  d.setFloat64(o + 104, v.d11, true);
  d.setFloat64(o + 112, v.d12, true);
  d.setFloat64(o + 120, v.d13, true);
  d.setFloat64(o + 128, v.d14, true);
  d.setFloat64(o + 136, v.d15, true);
  d.setFloat64(o + 144, v.d16, true);
  d.setFloat64(o + 152, v.d17, true);
  d.setFloat64(o + 160, v.d18, true);
  d.setFloat64(o + 168, v.d19, true);
  d.setFloat64(o + 176, v.d20, true);
  d.setFloat64(o + 184, v.d21, true);
  d.setFloat64(o + 192, v.d22, true);
  d.setFloat64(o + 200, v.d23, true);
  d.setFloat64(o + 208, v.d24, true);
  d.setFloat64(o + 216, v.d25, true);
  d.setFloat64(o + 224, v.d26, true);
  d.setFloat64(o + 232, v.d27, true);
  d.setFloat64(o + 240, v.d28, true);
  d.setFloat64(o + 248, v.d29, true);
  d.setFloat32(o + 256, v.f0, true);
  d.setFloat32(o + 260, v.f1, true);
  d.setFloat32(o + 264, v.f2, true);
  d.setFloat32(o + 268, v.f3, true);
  d.setFloat32(o + 272, v.f4, true);
  d.setFloat32(o + 276, v.f5, true);
  d.setFloat32(o + 280, v.f6, true);
  d.setFloat32(o + 284, v.f7, true);
  d.setFloat32(o + 288, v.f8, true);
  d.setFloat32(o + 292, v.f9, true);
  d.setFloat32(o + 296, v.f10, true);
  d.setFloat32(o + 300, v.f11, true);
  d.setUint8(o + 304, v.b0);
  d.setUint8(o + 305, v.b1);
  d.setUint8(o + 306, v.b2);
  d.setUint8(o + 307, v.b3);
  d.setUint8(o + 308, v.b4);
  d.setUint8(o + 309, v.b5);
  d.setUint8(o + 310, v.b6);
  d.setUint8(o + 311, v.b7);
  const demand = v.demand;
  d.setFloat64(o + 312, demand[0] as number, true);
  d.setFloat64(o + 320, demand[1] as number, true);
  d.setFloat64(o + 328, demand[2] as number, true);
  d.setFloat64(o + 336, demand[3] as number, true);
  d.setFloat64(o + 344, demand[4] as number, true);
  d.setFloat64(o + 352, demand[5] as number, true);
  const position = v.position;
  d.setFloat64(o + 360, position[0] as number, true);
  d.setFloat64(o + 368, position[1] as number, true);
  d.setFloat64(o + 376, position[2] as number, true);
  d.setFloat64(o + 384, position[3] as number, true);
  d.setFloat64(o + 392, position[4] as number, true);
  d.setFloat64(o + 400, position[5] as number, true);
  const velocity = v.velocity;
  d.setFloat64(o + 408, velocity[0] as number, true);
  d.setFloat64(o + 416, velocity[1] as number, true);
  d.setFloat64(o + 424, velocity[2] as number, true);
  d.setFloat64(o + 432, velocity[3] as number, true);
  d.setFloat64(o + 440, velocity[4] as number, true);
  d.setFloat64(o + 448, velocity[5] as number, true);
  const written = b.latin1Write(v.text, s + 456, 50);
  b.fill(0, s + 456 + written, s + 506);
  for (let i = 0; i < 6; i++) {
    const a = v.actuators[i] as PlainTelemetry["actuators"][number];
    const at = o + 506 + 18 * i;
    d.setFloat64(at, a.pos, true);
    d.setFloat64(at + 8, a.vel, true);
    d.setUint16(at + 16, a.status, true);
  }
}
