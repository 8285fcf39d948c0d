import { DEFAULT_TERMINATOR, LimitOverrunError, type WaitOptions } from "@obswire/tcpip";
import { UnparsableMessageError } from "../errors.ts";

/** What messages are read from: a client, a server, or a stream reader. */
export interface MessageSource {
  readUntil(separator: Uint8Array, options?: WaitOptions): Promise<Uint8Array>;
  readExactly(count: number, options?: WaitOptions): Promise<Uint8Array>;
}

/** How much of a message that is too long goes into its error. */
const KEPT_BYTES = 1024;

/** Cuts a stream into messages at CR LF. A message beyond the limit is passed over, so that the next one can be read. */
export class MessageReader {
  /** The beginning of the message that is being passed over. */
  #tooLong: Uint8Array | undefined;

  /**
   * One message with its CR LF; the bytes are the caller's.
   *
   * @throws UnparsableMessageError for a message beyond the reader's limit, when its end has come.
   */
  async read(source: MessageSource, options?: WaitOptions): Promise<Uint8Array> {
    for (;;) {
      try {
        const message = await source.readUntil(DEFAULT_TERMINATOR, options);
        if (this.#tooLong === undefined) return message;
        const beginning = this.#tooLong;
        this.#tooLong = undefined;
        throw new UnparsableMessageError("it is longer than the limit (limitBytes)", beginning);
      } catch (error) {
        if (!(error instanceof LimitOverrunError)) throw error;
        // No CR LF ends within the limit: all bytes but the last one, which may be its CR, can go.
        const dropped = await source.readExactly(error.limitBytes - 1);
        this.#tooLong ??= dropped.slice(0, KEPT_BYTES);
      }
    }
  }

  /** Forgets what it was passing over: the next bytes come from a new connection. */
  reset(): void {
    this.#tooLong = undefined;
  }
}
