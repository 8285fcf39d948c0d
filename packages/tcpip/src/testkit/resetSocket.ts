import type { Socket } from "node:net";

/**
 * Breaks a connection: the peer gets a RST, at once, or as soon as the connection stands or the FIN that is under way is
 * out. (While a socket shuts down, `resetAndDestroy()` fails, and the socket is never closed: the system allows no RST then.)
 */
export function resetSocket(socket: Socket): void {
  if (socket.destroyed) return;
  // Ahead of all others who wait for the connection: they might write or end, and the reset would fail.
  if (socket.connecting) socket.prependOnceListener("connect", () => socket.resetAndDestroy());
  else if (socket.writableEnded && !socket.writableFinished) socket.once("finish", () => socket.resetAndDestroy());
  else socket.resetAndDestroy();
}
