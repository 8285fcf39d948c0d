import type { Socket } from "node:net";
import { KEEPALIVE_INTERVAL_MS, KEEPALIVE_PROBES, KEEPALIVE_TIME_MS } from "./constants.ts";
import type { StreamWriter } from "./streamWriter.ts";

/** `net.Socket.setKeepAlive` with the two arguments that newer versions of Node understand and older ones ignore. */
type SetKeepAlive = (enable: boolean, initialDelayMs: number, intervalMs: number, count: number) => Socket;

/**
 * Sets what every connection of this package has: no delay (a small message leaves at once; Nagle's algorithm holds an
 * acknowledgement back for 40 ms), and keep-alive probes after 60 s of silence.
 *
 * Where the running Node can set them, probes follow every 15 s and the peer counts as gone after 4: 120 s in all. Older
 * versions of Node ignore the two values and use their own, 10 probes 1 s apart: 70 s. To notice a silent peer earlier
 * use `idleTimeoutMs`, which needs no probes.
 */
export function setSocketOptions(writer: StreamWriter | Socket): void {
  const socket = "socket" in writer ? writer.socket : writer;
  socket.setNoDelay(true);
  (socket.setKeepAlive as SetKeepAlive).call(socket, true, KEEPALIVE_TIME_MS, KEEPALIVE_INTERVAL_MS, KEEPALIVE_PROBES);
}
