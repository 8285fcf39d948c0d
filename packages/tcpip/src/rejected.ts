import type { Socket } from "node:net";

/** How long a rejected client may take to close its side, in milliseconds. */
const PATIENCE_MS = 1000;

/**
 * Clients that were turned away. They get the end of the stream. What they send is read and dropped until they close:
 * closing at once would make the system answer their bytes with a reset, and they would see an error instead of an end.
 */
export class Rejected {
  readonly #sockets = new Set<Socket>();

  /** Turns a client away. */
  add(socket: Socket): void {
    this.#sockets.add(socket);
    const timer = setTimeout(() => socket.destroy(), PATIENCE_MS);
    socket.on("error", () => {});
    socket.once("close", () => {
      clearTimeout(timer);
      this.#sockets.delete(socket);
    });
    socket.once("end", () => socket.destroy());
    socket.resume();
    socket.end();
  }

  /** Cuts off those that are still there. */
  close(): void {
    for (const socket of this.#sockets) socket.destroy();
  }
}
