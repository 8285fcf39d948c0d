import type { Socket } from "node:net";
import { TcpipError } from "./errors.ts";
import { StreamReader, type StreamReaderOptions } from "./streamReader.ts";
import { StreamWriter } from "./streamWriter.ts";

/** The two ends of one TCP connection. */
export interface Connection {
  /** What the peer sends. */
  readonly reader: StreamReader;
  /** What is sent to the peer. */
  readonly writer: StreamWriter;
}

/** Why a connection is over: closed here, ended by the peer in good order, or broken. */
export type CloseReason = "local" | "remote" | "lost";

/**
 * Joins a connected socket to a reader and a writer. After this no error of the socket is ever an uncaught exception:
 * it becomes the error of reads and drains.
 *
 * @param onChange called when the connection may no longer be usable: end of stream, error, closed.
 */
export function attachSocket(socket: Socket, options: StreamReaderOptions, onChange?: () => void): Connection {
  const reader = new StreamReader(options, socket, onChange);
  const writer = new StreamWriter(socket);
  socket.on("error", (cause) => {
    const lost = connectionLost(`the connection to ${peerName(socket)} broke: ${cause.message}`, cause);
    writer.fail(lost);
    reader.fail(lost);
    onChange?.();
  });
  socket.on("end", () => reader.feedEof());
  socket.on("close", () => {
    reader.feedEof();
    onChange?.();
  });
  return { reader, writer };
}

/** Feeds a reader from the socket's 'data' events: the only way for sockets that a server accepted. */
export function feedFromEvents(socket: Socket, reader: StreamReader): void {
  socket.on("data", (chunk: Buffer) => reader.feedData(chunk));
}

/** The error of a broken connection. */
export function connectionLost(message: string, cause?: unknown): TcpipError {
  return new TcpipError("ERR_TCPIP_CONNECTION_LOST", message, cause === undefined ? {} : { cause });
}

/** `host:port` of the peer, for messages. */
export function peerName(socket: Socket): string {
  const { remoteAddress, remotePort, remoteFamily } = socket;
  if (remoteAddress === undefined) return "the peer";
  return remoteFamily === "IPv6" ? `[${remoteAddress}]:${remotePort}` : `${remoteAddress}:${remotePort}`;
}
