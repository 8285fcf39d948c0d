import type { AnyStructClass } from "@obswire/structs";
import { Header, Telemetry } from "../frames.ts";
import {
  type BigHeader,
  type FastBuffer,
  type PlainHeader,
  type PlainTelemetry,
  readHeader,
  readTelemetry,
} from "./hand.ts";

/** How many different messages are in a chunk. */
const COUNT = 64;
/** Chunks start at an odd address and so does every message in them, as a socket delivers them. */
const SHIFT = 13;

/** Different values for each message; the text changes with every one, too. */
function headerValues(i: number): PlainHeader {
  return { frameId: 5, counter: 1000 + i, taiSec: 1_700_000_000 + i, taiNsec: 999_000_000 - i };
}

function telemetryValues(i: number): object {
  const fields = Object.keys(Telemetry.fields).map((name, n): [string, unknown] => {
    if (name === "text") return [name, `state ${i} is nominal`.padEnd(22, ".")];
    if (name === "actuators")
      return [
        name,
        Array.from({ length: 6 }, (_, k) => ({ pos: i + k + 0.5, vel: 0.25 * k - i, status: 100 * k + i })),
      ];
    if (["demand", "position", "velocity"].includes(name))
      return [name, Array.from({ length: 6 }, (_, k) => n * 10 + k + i * 0.5)];
    return [name, name.startsWith("b") ? (n + i) & 0xff : name.startsWith("u") ? n * 1000 + i : n * 1.5 + i * 0.125];
  });
  return Object.fromEntries(fields);
}

export function chunkOf(size: number): FastBuffer {
  return Buffer.from(new ArrayBuffer(SHIFT + COUNT * size + SHIFT), SHIFT, COUNT * size) as FastBuffer;
}

/**
 * A chunk of messages, written field by field: `set` and `new` see only the objects that are measured, as the code by hand does. Other
 * shapes of objects would make them slower.
 */
function chunk(S: AnyStructClass, values: (i: number) => object): FastBuffer {
  const bytes = chunkOf(S.size);
  for (let i = 0; i < COUNT; i++) {
    const message = S.view(bytes, i * S.size) as unknown as Record<string, unknown>;
    for (const [name, value] of Object.entries(values(i))) message[name] = value;
  }
  return bytes;
}

export const headers: FastBuffer = chunk(Header, headerValues);
export const telemetries: FastBuffer = chunk(Telemetry, telemetryValues);

/** The same messages as plain objects made by object literals, what a program would hand to `set`. */
export const headerObjects: readonly PlainHeader[] = Array.from({ length: COUNT }, (_, i) => headerValues(i));
export const bigHeaderObjects: readonly BigHeader[] = Array.from({ length: COUNT }, (_, i) =>
  readHeader(new DataView(headers.buffer, headers.byteOffset + i * Header.size), 0),
);
export const telemetryObjects: readonly PlainTelemetry[] = Array.from({ length: COUNT }, (_, i) => {
  const at = i * Telemetry.size;
  return readTelemetry(new DataView(telemetries.buffer, telemetries.byteOffset + at), 0, telemetries, at);
});

/** Views of the single messages of a chunk, as a parser hands them on. */
export function slices(bytes: Buffer, size: number): FastBuffer[] {
  return Array.from({ length: COUNT }, (_, i) => bytes.subarray(i * size, (i + 1) * size) as FastBuffer);
}
