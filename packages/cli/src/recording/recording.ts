/** One thing that happened on a connection, as `chunks.json` has it. */
export interface Chunk {
  /** Seconds since the start of the recording; all legs share this clock. */
  readonly t: number;
  readonly dir: "c2s" | "s2c";
  /** `connect`: the client connected; `data`: bytes arrived; `eof`: this side closed its direction. */
  readonly what: "connect" | "data" | "eof";
  /** Where the bytes of `data` are in the `.bin` file of `dir`. */
  readonly offset: number;
  readonly length: number;
}

/** One connection of a recorded session. */
export interface Leg {
  readonly name: string;
  readonly chunks: readonly Chunk[];
  /** All bytes from the TCP client to the TCP server. */
  readonly c2s: Uint8Array;
  /** How many bytes the TCP server sent. */
  readonly s2cLength: number;
}

/** A recorded session: what was said on each of its connections, and when. */
export interface Recording {
  readonly folder: string;
  readonly legs: readonly Leg[];
  /** Seconds from the first chunk to the last. */
  readonly seconds: number;
}

/** A folder that cannot be played; the message says which, and why. */
export class RecordingError extends Error {
  override readonly name = "RecordingError";
}
