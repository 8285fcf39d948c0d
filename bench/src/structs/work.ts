import { i64, struct, u32 } from "@obswire/structs";
import { Header, Telemetry } from "../frames.ts";
import { readHeader, readTelemetry, writeHeader, writeTelemetry } from "./hand.ts";
import { bigHeaderObjects, chunkOf, headerObjects, headers, slices, telemetries, telemetryObjects } from "./input.ts";

/** Work done `times` times. */
type Work = (times: number) => unknown;
/** The same work done by this project and by somebody else. */
export interface Pair {
  readonly ours: Work;
  readonly theirs: Work;
}

/** {@link Header} with its 64-bit fields as bigint. */
class BigHeader extends struct("BigHeader", { frameId: u32, counter: u32, taiSec: i64, taiNsec: i64 }) {}

const telemetrySlices = slices(telemetries, Telemetry.size);
/** One bound view. Another byte of it changes before each read: nothing can be read once for the whole loop. */
const bytes = Uint8Array.from(telemetrySlices[3] as Buffer);
const t = Telemetry.view(bytes);
const d = new DataView(bytes.buffer);

export const oneField: Pair = {
  ours(times) {
    let sum = 0;
    for (let i = 0; i < times; i++) {
      bytes[613] = i;
      sum += t.d17;
    }
    return sum;
  },
  theirs(times) {
    let sum = 0;
    for (let i = 0; i < times; i++) {
      bytes[613] = i;
      sum += d.getFloat64(152, true);
    }
    return sum;
  },
};

export const twelveFields: Pair = {
  ours(times) {
    let sum = 0;
    for (let i = 0; i < times; i++) {
      bytes[613] = i;
      sum += t.u0 + t.u3 + t.d0 + t.d5 + t.d11 + t.d17 + t.d29 + t.f0 + t.f5 + t.f11 + t.b0 + t.b7;
    }
    return sum;
  },
  theirs(times) {
    let sum = 0;
    for (let i = 0; i < times; i++) {
      bytes[613] = i;
      sum +=
        d.getUint32(0, true) +
        d.getUint32(12, true) +
        d.getFloat64(16, true) +
        d.getFloat64(56, true) +
        d.getFloat64(104, true) +
        d.getFloat64(152, true) +
        d.getFloat64(248, true) +
        d.getFloat32(256, true) +
        d.getFloat32(276, true) +
        d.getFloat32(300, true) +
        d.getUint8(304) +
        d.getUint8(311);
    }
    return sum;
  },
};

const bound = telemetrySlices.map((slice) => Telemetry.view(slice));
const boundByHand = telemetrySlices.map((slice) => new DataView(slice.buffer, slice.byteOffset, Telemetry.size));

/** Views that exist, to objects. */
export const boundToObject: Pair = {
  ours(times) {
    let out: unknown;
    for (let i = 0; i < times; i++) out = (bound[i & 63] as Telemetry).toJSON();
    return out;
  },
  theirs(times) {
    let out: unknown;
    for (let i = 0; i < times; i++) {
      out = readTelemetry(
        boundByHand[i & 63] as DataView,
        0,
        telemetrySlices[i & 63] as (typeof telemetrySlices)[number],
        0,
      );
    }
    return out;
  },
};

/** A view of a received slice, to an object; by hand one DataView for each message, too. */
export const toObject: Pair = {
  ours(times) {
    let out: unknown;
    for (let i = 0; i < times; i++) out = Telemetry.view(telemetrySlices[i & 63] as Buffer).toJSON();
    return out;
  },
  theirs(times) {
    let out: unknown;
    for (let i = 0; i < times; i++) {
      const b = telemetrySlices[i & 63] as (typeof telemetrySlices)[number];
      out = readTelemetry(new DataView(b.buffer, b.byteOffset, Telemetry.size), 0, b, 0);
    }
    return out;
  },
};

const own = new Telemetry();
const handBytes = chunkOf(Telemetry.size);
const handView = new DataView(handBytes.buffer, handBytes.byteOffset, Telemetry.size);

/** An object into a struct that exists; by hand without any check of the values. */
export const fromObject: Pair = {
  ours(times) {
    for (let i = 0; i < times; i++) own.set(telemetryObjects[i & 63] as (typeof telemetryObjects)[number] as never);
    return own;
  },
  theirs(times) {
    for (let i = 0; i < times; i++)
      writeTelemetry(handView, 0, handBytes, 0, telemetryObjects[i & 63] as (typeof telemetryObjects)[number]);
    return handBytes;
  },
};

function freshTelemetry(times: number): unknown {
  let out: unknown;
  for (let i = 0; i < times; i++) {
    const b = Buffer.alloc(Telemetry.size) as typeof telemetries;
    writeTelemetry(
      new DataView(b.buffer, b.byteOffset, Telemetry.size),
      0,
      b,
      0,
      telemetryObjects[i & 63] as (typeof telemetryObjects)[number],
    );
    out = b;
  }
  return out;
}

function freshHeader(times: number): unknown {
  let out: unknown;
  for (let i = 0; i < times; i++) {
    const b = Buffer.alloc(24);
    writeHeader(
      new DataView(b.buffer, b.byteOffset, 24),
      0,
      bigHeaderObjects[i & 63] as (typeof bigHeaderObjects)[number],
    );
    out = b;
  }
  return out;
}

/** The object of {@link fromObject} against the usual way by hand: a new Buffer for each message. */
export const fromObjectFresh: Pair = { ours: fromObject.ours, theirs: freshTelemetry };

/** A new struct for each message. */
export const newStruct: Pair = {
  ours(times) {
    let out: unknown;
    for (let i = 0; i < times; i++) out = new Telemetry(telemetryObjects[i & 63] as never);
    return out;
  },
  theirs: freshTelemetry,
};

function handHeaders(times: number): unknown {
  let out: unknown;
  for (let i = 0; i < times; i++)
    out = readHeader(new DataView(headers.buffer, headers.byteOffset + (i & 63) * 24, 24), 0);
  return out;
}

const bigHeaderCursor = BigHeader.cursor(headers);
const headerCursor = Header.cursor(headers);
const telemetryCursor = Telemetry.cursor(telemetries);

export const chunkOfHeaders: Pair = {
  ours(times) {
    let out: unknown;
    for (let i = 0; i < times; i++) out = bigHeaderCursor.at((i & 63) * 24).toJSON();
    return out;
  },
  theirs: handHeaders,
};

export const chunkOfHeadersAsNumber: Pair = {
  ours(times) {
    let out: unknown;
    for (let i = 0; i < times; i++) out = headerCursor.at((i & 63) * 24).toJSON();
    return out;
  },
  theirs: handHeaders,
};

export const chunkOfTelemetry: Pair = {
  ours(times) {
    let out: unknown;
    for (let i = 0; i < times; i++) out = telemetryCursor.at((i & 63) * Telemetry.size).toJSON();
    return out;
  },
  theirs(times) {
    let out: unknown;
    for (let i = 0; i < times; i++) {
      const at = (i & 63) * Telemetry.size;
      out = readTelemetry(
        new DataView(telemetries.buffer, telemetries.byteOffset + at, Telemetry.size),
        0,
        telemetries,
        at,
      );
    }
    return out;
  },
};

/** Received bytes into a struct that exists. */
export const loading: Pair = {
  ours(times) {
    for (let i = 0; i < times; i++) own.load(telemetrySlices[i & 63] as Buffer);
    return own;
  },
  theirs(times) {
    let out: unknown;
    for (let i = 0; i < times; i++) {
      const b = telemetrySlices[i & 63] as Buffer;
      out = new DataView(b.buffer, b.byteOffset, Telemetry.size);
    }
    return out;
  },
};

const outgoing = chunkOf(Telemetry.size);
const outHeaders = Header.cursor(outgoing);
const outBigHeaders = BigHeader.cursor(outgoing);
const outTelemetry = Telemetry.cursor(outgoing);

export const encodeHeader: Pair = {
  ours(times) {
    for (let i = 0; i < times; i++)
      outHeaders.at((i & 63) * 24).set(headerObjects[i & 63] as (typeof headerObjects)[number]);
    return outgoing;
  },
  theirs: freshHeader,
};

export const encodeBigHeader: Pair = {
  ours(times) {
    for (let i = 0; i < times; i++)
      outBigHeaders.at((i & 63) * 24).set(bigHeaderObjects[i & 63] as (typeof bigHeaderObjects)[number]);
    return outgoing;
  },
  theirs: freshHeader,
};

export const encodeTelemetry: Pair = {
  ours(times) {
    for (let i = 0; i < times; i++) outTelemetry.at((i & 63) * Telemetry.size).set(telemetryObjects[i & 63] as never);
    return outgoing;
  },
  theirs: freshTelemetry,
};
