import {
  type ByteSource,
  type ByteTarget,
  readInto,
  type ScopedLog,
  type StreamReader,
  type StreamWriter,
  TcpipError,
  writeFrom,
} from "@obswire/tcpip";

/** Bytes read at once where nothing should arrive; as the original. */
const UNEXPECTED_BYTES = 1000;

/** One connection to the control software, until it is lost: a client's or a server's makes no difference here. */
export class Channel {
  readonly #reader: StreamReader;
  readonly #writer: StreamWriter;
  readonly #lost = new AbortController();

  /** @param peer a `Client` or `OneClientServer` that is connected. */
  constructor(peer: { readonly reader: StreamReader | undefined; readonly writer: StreamWriter | undefined }) {
    if (peer.reader === undefined || peer.writer === undefined) {
      throw new TcpipError("ERR_TCPIP_NOT_CONNECTED", "there is no connection");
    }
    this.#reader = peer.reader;
    this.#writer = peer.writer;
  }

  /** Aborts when the connection is over. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  /** Says that the connection is over. */
  lose(): void {
    this.#lost.abort();
  }

  /** Fills `target.bytes`. */
  readInto(target: ByteTarget): Promise<void> {
    return readInto(this.#reader, target);
  }

  /** Sends the sources in one piece, copied at once; waits while the peer does not read. */
  writeFrom(...sources: ByteSource[]): Promise<void> {
    return writeFrom(this.#writer, ...sources);
  }

  /** Reads and drops what arrives where nothing should, so that the end of the connection is noticed. */
  async discardInput(log: ScopedLog): Promise<void> {
    try {
      for (;;) {
        const { length } = await this.#reader.read(UNEXPECTED_BYTES);
        if (length === 0) return;
        log.warn("unexpected bytes on the telemetry socket are ignored", undefined, { length });
      }
    } catch {
      // Lost: that is what was waited for.
    } finally {
      this.lose();
    }
  }
}
