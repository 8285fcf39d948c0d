import { type OnReadOpts, Socket, type SocketConstructorOpts } from "node:net";
import { attachSocket, type Connection } from "./connection.ts";
import { TcpipError } from "./errors.ts";
import { checkHost, checkPort } from "./options.ts";
import { setSocketOptions } from "./socketOptions.ts";
import type { StreamReaderOptions } from "./streamReader.ts";
import { limitedWait, type WaitOptions } from "./waiting.ts";

/** Where to connect to. */
export interface Address {
  /** Host name or address; `null`: this machine, as the system sees fit. */
  host: string | null;
  /** TCP port, 1 to 65535. */
  port: number;
  /** Only this family: 4 or 6. Default 0: whichever answers first. */
  family?: 0 | 4 | 6 | undefined;
}

/** Options of `openConnection`. */
export interface OpenConnectionOptions extends Address, StreamReaderOptions {}

/**
 * Connects to a TCP server. Delay is off and keep-alive on (`setSocketOptions`).
 *
 * @throws TcpipError `ERR_TCPIP_CONNECT` when nobody answers; the message names host and port, the cause is the system's error.
 */
export function openConnection(options: OpenConnectionOptions, wait?: WaitOptions): Promise<Connection> {
  return connectSocket(options, undefined, wait);
}

/** `openConnection` for those who have to know when the connection may no longer be usable. */
export async function connectSocket(
  options: OpenConnectionOptions,
  onChange: (() => void) | undefined,
  wait?: WaitOptions,
): Promise<Connection> {
  const { host, port, family } = options;
  checkHost("host", host);
  checkPort("port", port, 1);
  return limitedWait<Connection>(`no connection to ${host}:${port}`, wait, (resolve, reject) => {
    // Received bytes go straight into the reader's buffer. Node asks for it first inside `connect`, when `connection` is there.
    const socketOptions: SocketConstructorOpts & { onread: OnReadOpts } = {
      allowHalfOpen: true,
      onread: {
        buffer: () => connection.reader.offerRegion(),
        callback: (count) => {
          connection.reader.commitRegion(count);
          return true;
        },
      },
    };
    const socket = new Socket(socketOptions);
    const connection = attachSocket(socket, options, onChange);
    const refused = (cause: Error): void => {
      reject(new TcpipError("ERR_TCPIP_CONNECT", `cannot connect to ${host}:${port}: ${reasonOf(cause)}`, { cause }));
    };
    socket.once("error", refused);
    socket.once("connect", () => {
      if (isSelfConnection(socket)) {
        socket.destroy();
        refused(new Error("nobody listens there: the socket had met itself"));
        return;
      }
      socket.off("error", refused);
      setSocketOptions(socket);
      resolve(connection);
    });
    socket.connect({ ...(host === null ? {} : { host }), port, family: family ?? 0 });
    return () => socket.destroy();
  });
}

/**
 * Whether a socket is connected to itself. Linux does that to a client which tries a port of this machine again and again
 * while nobody listens, once the system happens to choose the same port for the client's end.
 */
export function isSelfConnection(socket: Socket): boolean {
  return socket.localPort === socket.remotePort && socket.localAddress === socket.remoteAddress;
}

/** Node reports several refused addresses as one AggregateError with an empty message. */
function reasonOf(error: Error): string {
  if (error.message !== "") return error.message;
  if (error instanceof AggregateError) return error.errors.map((one: Error) => one.message).join("; ");
  return "code" in error ? String(error.code) : error.name;
}
