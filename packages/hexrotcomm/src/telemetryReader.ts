import type { OneClientServer, ScopedLog } from "@obswire/tcpip";
import { HexrotcommError } from "./errors.ts";
import type { Message } from "./message.ts";

/** A message that a header announces, and where it goes. */
export interface Announced {
  readonly frameId: number;
  /** Filled in place. */
  readonly message: Message;
  /** Called when it is filled; the next message is read when the promise, if there is one, has settled. */
  received(): Promise<void> | undefined;
}

/** What a header has to have. */
interface AnyHeader extends Message {
  readonly frameId: number;
}

/** Reads messages of the kind "header, then the struct it announces" from one connection. */
export class TelemetryReader {
  readonly #server: OneClientServer;
  readonly #header: AnyHeader;
  readonly #announced: readonly Announced[];
  readonly #onUnknownFrame: "disconnect" | "flush";
  readonly #log: ScopedLog;

  constructor(
    server: OneClientServer,
    header: AnyHeader,
    announced: readonly Announced[],
    options: { onUnknownFrame: "disconnect" | "flush"; log: ScopedLog },
  ) {
    this.#server = server;
    this.#header = header;
    this.#announced = announced;
    this.#onUnknownFrame = options.onUnknownFrame;
    this.#log = options.log;
  }

  /**
   * Reads one message.
   *
   * @throws HexrotcommError `ERR_HEXROTCOMM_UNKNOWN_FRAME` when the frame id is unknown and the rule is to disconnect;
   * TcpipError when the connection is over.
   */
  async readMessage(): Promise<void> {
    const header = this.#header;
    await this.#server.readInto(header);
    for (const { frameId, message, received } of this.#announced) {
      if (frameId !== header.frameId) continue;
      await this.#server.readInto(message);
      const settled = received();
      if (settled !== undefined) await settled;
      return;
    }
    await this.#unknownFrame();
  }

  async #unknownFrame(): Promise<void> {
    const { frameId, bytes } = this.#header;
    const known = this.#announced.map((one) => one.frameId).join(" and ");
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    const message = `unknown frame id ${frameId}, known are ${known}; header ${hex}`;
    if (this.#onUnknownFrame === "disconnect") throw new HexrotcommError("ERR_HEXROTCOMM_UNKNOWN_FRAME", message);
    const most = Math.max(...this.#announced.map((one) => one.message.bytes.length));
    const flushed = await this.#server.read(most);
    this.#log.error(`${message}; ${flushed.length} bytes flushed`);
  }
}
