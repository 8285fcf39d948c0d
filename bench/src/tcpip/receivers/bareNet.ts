import { connect, type Socket } from "node:net";
import { FRAME_BYTES, type Tally } from "../frame.ts";
import { TallyParser } from "./handParser.ts";

/** Size of the buffer of `onread`, the one that libuv offers to sockets without it. */
const ONREAD_BYTES = 65_536;

/** The limit: one static buffer, parsed by hand in place. Only the connecting side can have it. */
export function receiveByOnread(port: number, frames: number): Promise<Tally> {
  return new Promise((resolve, reject) => {
    const buffer = new Uint8Array(ONREAD_BYTES);
    const view = new DataView(buffer.buffer);
    const parser = new TallyParser();
    const socket = connect({
      host: "127.0.0.1",
      port,
      onread: {
        buffer,
        callback: (count) => {
          parser.feed(buffer, view, count);
          if (parser.frames >= frames) socket.end();
          return true;
        },
      },
    });
    socket.setNoDelay(true);
    socket.on("error", reject).on("close", () => resolve(parser));
  });
}

/** What the system can deliver: bytes are counted, nobody looks at them. */
export function countByOnread(port: number, frames: number): Promise<Tally> {
  return new Promise((resolve, reject) => {
    let bytes = 0;
    const socket = connect({
      host: "127.0.0.1",
      port,
      onread: {
        buffer: new Uint8Array(ONREAD_BYTES),
        callback: (count) => {
          bytes += count;
          if (bytes >= frames * FRAME_BYTES) socket.end();
          return true;
        },
      },
    });
    socket.on("error", reject).on("close", () => resolve({ frames: bytes / FRAME_BYTES, checksum: Number.NaN }));
  });
}

/** What most programs do: a 'data' listener, parsed by hand. Works on both sides. */
export function receiveByData(socket: Socket, frames: number): Promise<Tally> {
  return new Promise((resolve, reject) => {
    const parser = new TallyParser();
    socket.setNoDelay(true);
    socket.on("data", (chunk) => {
      parser.feed(chunk, new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength), chunk.byteLength);
      if (parser.frames >= frames) socket.end();
    });
    socket.on("error", reject).on("close", () => resolve(parser));
  });
}
