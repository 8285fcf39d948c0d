import type { Socket } from "node:net";

/**
 * Ends a connection with a RST and nothing else. `socket.resetAndDestroy()` alone sends a FIN first, so that a peer that
 * is quick sees a stream that ended in good order, which is just what a broken link must not look like.
 */
export function resetSocket(socket: Socket): void {
  if (socket.destroyed) return;
  const sendingFin = socket.writableEnded && !socket.writableFinished;
  if (socket.connecting || sendingFin) {
    // Not possible at once: it happens as soon as the connection stands, or the FIN that is under way is out.
    socket.resetAndDestroy();
    return;
  }
  socket.end = () => socket;
  socket.resetAndDestroy();
  socket.destroy();
}
