import { setTimeout as pause } from "node:timers/promises";
import { type Client, isTcpipError, TcpipError, type WaitOptions } from "@obswire/tcpip";
import type { Command } from "../commands/commands.ts";
import { parseCommand, parseReply } from "../parseMessages.ts";
import type { Reply } from "../replies.ts";
import { ClientServerPair, type ClientServerPairOptions } from "./clientServerPair.ts";
import { MessageReader } from "./messageReader.ts";

/** Options of a `Communicator`. */
export interface CommunicatorOptions<ReadsReplies extends boolean = boolean> extends ClientServerPairOptions {
  /** true: it reads replies and writes commands, as control software does; false: the other way, as a controller does. */
  readReplies: ReadsReplies;
}

/** What a communicator reads. */
export type Incoming<ReadsReplies extends boolean> = ReadsReplies extends true ? Reply : Command;
/** What a communicator writes. */
export type Outgoing<ReadsReplies extends boolean> = ReadsReplies extends true ? Command : Reply;

/** Bytes read at once where nothing should arrive, and the pause behind them, in milliseconds; as the original. */
const UNEXPECTED_BYTES = 1000;
const UNEXPECTED_PAUSE_MS = 10;

/**
 * One end of the mount's link, in messages: what it writes goes through its connection to the peer, what it reads comes
 * through the peer's connection to it.
 */
export class Communicator<ReadsReplies extends boolean = boolean> extends ClientServerPair {
  /** Whether it reads replies and writes commands, or the other way round. */
  readonly readReplies: ReadsReplies;
  readonly #parse: (bytes: Uint8Array) => Incoming<ReadsReplies>;
  readonly #reader = new MessageReader();

  constructor(options: CommunicatorOptions<ReadsReplies>) {
    super(options);
    this.readReplies = options.readReplies;
    // The option and the type are the same fact; the compiler cannot know.
    this.#parse = (options.readReplies ? parseReply : parseCommand) as (bytes: Uint8Array) => Incoming<ReadsReplies>;
  }

  /**
   * The next message. One read at a time.
   *
   * @throws UnparsableMessageError, with the bytes, for what is no message or too long: read again for the next one.
   * @throws TcpipError `ERR_TCPIP_NOT_CONNECTED` when the peer is not connected, `ERR_TCPIP_CONNECTION_LOST` when the
   * connection ends or breaks while waiting.
   */
  async read(options?: WaitOptions): Promise<Incoming<ReadsReplies>> {
    try {
      return this.#parse(await this.#reader.read(this.server, options));
    } catch (error) {
      if (isTcpipError(error, "ERR_TCPIP_INCOMPLETE_READ")) {
        this.#reader.reset();
        throw new TcpipError("ERR_TCPIP_CONNECTION_LOST", "the peer ended its connection", { cause: error });
      }
      if (isTcpipError(error, "ERR_TCPIP_CONNECTION_LOST")) {
        this.#reader.reset();
        this.reportConnection();
      }
      throw error;
    }
  }

  /**
   * Sends a message, and waits while the peer does not keep up.
   *
   * @throws TcpipError `ERR_TCPIP_NOT_CONNECTED`: nothing was sent; `ERR_TCPIP_CONNECTION_LOST`: nobody knows.
   */
  async write(message: Outgoing<ReadsReplies>, options?: WaitOptions): Promise<void> {
    const { client } = this;
    if (client === undefined || !client.connected) {
      throw new TcpipError("ERR_TCPIP_NOT_CONNECTED", `Not connected to ${this.clientHost}:${this.clientPort}`);
    }
    try {
      await client.write(message.encode(), options);
    } catch (error) {
      if (isTcpipError(error, "ERR_TCPIP_CONNECTION_LOST")) this.reportConnection();
      throw error;
    }
  }

  protected override clientOpened(client: Client): void {
    void this.#discardInput(client);
  }

  /** Nothing should arrive on this connection. It is read all the same: unread bytes would hide its end. */
  async #discardInput(client: Client): Promise<void> {
    try {
      while (client.connected) {
        const { length } = await client.read(UNEXPECTED_BYTES);
        if (length === 0) return;
        this.log.warn("unexpected bytes from the peer are ignored", undefined, { length });
        await pause(UNEXPECTED_PAUSE_MS);
      }
    } catch {
      // The connection is over: the client reports that by itself.
    }
  }
}
