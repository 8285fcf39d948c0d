import { setImmediate as turnOfEventLoop } from "node:timers/promises";
import type { StreamReader } from "../../src/index.ts";

/** A stream of bytes, a way to read it, and what must come out however the bytes arrive. */
export interface ReadScenario {
  input: Uint8Array;
  read: (reader: StreamReader) => Promise<unknown>;
  expected: unknown;
}

const limit = { timeoutMs: 5000 };
const FRAME = 24;
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const frames = Uint8Array.from({ length: 20 * FRAME }, (_, index) => (index * 13 + (index >> 7)) & 0xff);
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const framesHex = Array.from({ length: 20 }, (_, index) => hex(frames.subarray(index * FRAME, (index + 1) * FRAME)));
const lines = [
  "first line\n",
  "\n",
  "a longer line, with a \r in the middle\n",
  "naïve ℏ\r\n",
  `${"x".repeat(200)}\n`,
  "no end",
];
// The separator begins again inside itself: a scanner that skips too far misses it.
const overlapping = ["aab", "aaaab", "abaab", "baaab", `${"ab".repeat(20)}aab`];

async function untilEmpty(read: () => Promise<Uint8Array>): Promise<Uint8Array[]> {
  const parts: Uint8Array[] = [];
  for (;;) {
    const part = await read();
    if (part.length === 0) return parts;
    parts.push(part);
  }
}

/** Every method of a reader. */
export const readScenarios: Record<string, ReadScenario> = {
  "read up to n": {
    input: frames,
    read: async (reader) => {
      const parts = await untilEmpty(() => reader.read(7, limit));
      return [parts.every(({ length }) => length <= 7), hex(Buffer.concat(parts))];
    },
    expected: [true, hex(frames)],
  },
  "read to the end": {
    input: frames,
    read: async (reader) => hex(await reader.read(-1, limit)),
    expected: hex(frames),
  },
  readExactly: {
    input: frames,
    read: async (reader) => {
      const parts: string[] = [];
      for (const count of [1, 0, 2, 3, 5, 100, 200, 169]) parts.push(hex(await reader.readExactly(count, limit)));
      return [parts.map(({ length }) => length / 2), parts.join("")];
    },
    expected: [[1, 0, 2, 3, 5, 100, 200, 169], hex(frames)],
  },
  readLine: {
    input: encode(lines.join("")),
    read: async (reader) => (await untilEmpty(() => reader.readLine(limit))).map(decode),
    expected: lines,
  },
  "readUntil CR LF": {
    input: encode("one\r\ntwo\n\r\n\r\n\rthree\r\r\n"),
    read: async (reader) => {
      const parts: string[] = [];
      for (let count = 0; count < 4; count++) parts.push(decode(await reader.readUntil(encode("\r\n"), limit)));
      return parts;
    },
    expected: ["one\r\n", "two\n\r\n", "\r\n", "\rthree\r\r\n"],
  },
  "readUntil with a separator that overlaps itself": {
    input: encode(overlapping.join("")),
    read: async (reader) => {
      const parts: string[] = [];
      for (let count = 0; count < overlapping.length; count++) {
        parts.push(decode(await reader.readUntil(encode("aab"), limit)));
      }
      return parts;
    },
    expected: ["aab", "aaaab", "abaab", "baaab", `${"ab".repeat(20)}aab`],
  },
  readInto: {
    input: frames,
    read: async (reader) => {
      const target = { bytes: new Uint8Array(FRAME) };
      const parts: string[] = [];
      for (let count = 0; count < 20; count++) {
        await reader.readInto(target, limit);
        parts.push(hex(target.bytes));
      }
      return parts;
    },
    expected: framesHex,
  },
  "tryReadInto, and readInto when it has to wait": {
    input: frames,
    read: async (reader) => {
      const target = { bytes: new Uint8Array(FRAME) };
      const parts: string[] = [];
      while (parts.length < 20) {
        if (!reader.tryReadInto(target)) await reader.readInto(target, limit);
        parts.push(hex(target.bytes));
      }
      return parts;
    },
    expected: framesHex,
  },
  "tryReadInto alone": {
    input: frames,
    read: async (reader) => {
      const target = { bytes: new Uint8Array(FRAME) };
      const parts: string[] = [];
      for (let turns = 0; parts.length < 20 && turns < 1_000_000; turns++) {
        if (reader.tryReadInto(target)) parts.push(hex(target.bytes));
        else await turnOfEventLoop();
      }
      return parts;
    },
    expected: framesHex,
  },
  batches: {
    input: frames,
    read: async (reader) => {
      const parts: string[] = [];
      for await (const { bytes, count } of reader.batches(FRAME, limit)) {
        if (bytes.length !== count * FRAME) throw new Error(`${bytes.length} bytes for ${count} frames`);
        // The loop may take its time: what arrives meanwhile must not touch the batch.
        const before = hex(bytes);
        await turnOfEventLoop();
        if (hex(bytes) !== before) throw new Error("the batch has changed under the reader");
        for (let index = 0; index < count; index++) parts.push(hex(bytes.subarray(index * FRAME, (index + 1) * FRAME)));
      }
      return parts;
    },
    expected: framesHex,
  },
  "async iteration": {
    input: frames,
    read: async (reader) => {
      const parts: Uint8Array[] = [];
      for await (const chunk of reader) {
        parts.push(chunk);
        await turnOfEventLoop();
      }
      return hex(Buffer.concat(parts));
    },
    expected: hex(frames),
  },
  "methods mixed": {
    input: encode("7 bytes line\nXYZ\r\n0123456789tail"),
    read: async (reader) => {
      const target = { bytes: new Uint8Array(4) };
      const parts = [decode(await reader.readExactly(7, limit)), decode(await reader.readLine(limit))];
      parts.push(decode(await reader.readUntil(encode("\r\n"), limit)));
      await reader.readInto(target, limit);
      parts.push(decode(target.bytes));
      parts.push(decode(await reader.readExactly(6, limit)), decode(await reader.read(-1, limit)));
      return parts;
    },
    expected: ["7 bytes", " line\n", "XYZ\r\n", "0123", "456789", "tail"],
  },
};
