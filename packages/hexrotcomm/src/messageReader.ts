import { type ByteTarget, IncompleteReadError, type ScopedLog } from "@obswire/tcpip";
import { HexrotcommError } from "./errors.ts";
import type { HeaderMessage, Message } from "./message.ts";

/** Where messages come from: the `StreamReader` of one connection. */
export interface MessageSource {
  /** Fills the target if everything is there already. */
  tryReadInto(target: ByteTarget): boolean;
  readInto(target: ByteTarget): Promise<void>;
  /** Up to `count` bytes, as soon as there are some. */
  read(count: number): Promise<Uint8Array>;
}

/** A message that a header announces, and where it goes. */
export interface Announced {
  readonly frameId: number;
  /** Filled in place. */
  readonly message: Message;
  /** Called when it is filled; the next message is read when the promise, if there is one, has settled. */
  received(): Promise<void> | undefined;
}

/**
 * What happens after a header with an unknown frame id: an error, one read of at most the largest message is dropped, or
 * nothing, as if a header followed.
 */
export type UnknownFrameRule = "disconnect" | "flush" | "skip";

/** Headers among which unknown ones are counted for `unknownFrameLimit`. */
const UNKNOWN_FRAME_WINDOW = 10;

/** What a `MessageReader` does about headers it does not know. */
export interface UnknownFrameOptions {
  readonly onUnknownFrame: UnknownFrameRule;
  /** Unknown headers among `UNKNOWN_FRAME_WINDOW` at which reading ends with an error. Default: it goes on. */
  readonly unknownFrameLimit?: number | undefined;
  /** Called for each unknown header. */
  unknownFrame?(): void;
  readonly log: ScopedLog;
}

/** Reads messages of the kind "header, then the struct it announces" from one connection. */
export class MessageReader {
  readonly #source: MessageSource;
  readonly #header: HeaderMessage;
  readonly #announced: readonly Announced[];
  readonly #options: UnknownFrameOptions;
  #headers = 0;
  /** Which of the last headers were unknown ones. */
  #unknown: number[] = [];

  constructor(
    source: MessageSource,
    header: HeaderMessage,
    announced: readonly Announced[],
    options: UnknownFrameOptions,
  ) {
    this.#source = source;
    this.#header = header;
    this.#announced = announced;
    this.#options = options;
  }

  /**
   * Reads messages for as long as `wanted` says so, looking between two of them, or until the stream ends between two.
   * What is there already is read without waiting: several messages in one piece cost one turn of the event loop.
   *
   * @throws HexrotcommError `ERR_HEXROTCOMM_UNKNOWN_FRAME` when the frame id is unknown and the rule is to disconnect, or
   * there are too many; TcpipError when the connection broke, or ended in the middle of a message.
   */
  async readWhile(wanted: () => boolean): Promise<void> {
    const source = this.#source;
    const header = this.#header;
    while (wanted()) {
      if (!source.tryReadInto(header)) {
        try {
          await source.readInto(header);
        } catch (error) {
          if (error instanceof IncompleteReadError && error.partial.length === 0) return;
          throw error;
        }
      }
      this.#headers++;
      const { frameId } = header;
      const one = this.#announced.find((candidate) => candidate.frameId === frameId);
      if (one === undefined) {
        await this.#unknownFrame();
        continue;
      }
      if (!source.tryReadInto(one.message)) await source.readInto(one.message);
      const settled = one.received();
      if (settled !== undefined) await settled;
    }
  }

  async #unknownFrame(): Promise<void> {
    const { onUnknownFrame, unknownFrameLimit = Number.POSITIVE_INFINITY, log } = this.#options;
    this.#options.unknownFrame?.();
    const isBehindOurs = this.#headers > 1 && this.#unknown.at(-1) !== this.#headers - 1;
    this.#unknown = [...this.#unknown.filter((n) => n > this.#headers - UNKNOWN_FRAME_WINDOW), this.#headers];
    const { frameId, bytes } = this.#header;
    const known = this.#announced.map((one) => one.frameId).join(", ");
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    const perhaps = isBehindOurs ? "; straight behind a message that was known: another version?" : "";
    const message = `unknown frame id ${frameId}, known: ${known}; header ${hex}${perhaps}`;
    if (onUnknownFrame === "disconnect" || this.#unknown.length >= unknownFrameLimit) {
      throw new HexrotcommError("ERR_HEXROTCOMM_UNKNOWN_FRAME", message);
    }
    if (onUnknownFrame === "skip") {
      log.warn(`${message}; skipped`);
      return;
    }
    const most = Math.max(...this.#announced.map((one) => one.message.bytes.length));
    const flushed = await this.#source.read(most);
    log.error(`${message}; ${flushed.length} bytes flushed`);
  }
}
