import { lookup } from "node:dns/promises";
import { createServer, type Server, type Socket } from "node:net";
import { attachSocket, type Connection, feedFromEvents } from "./connection.ts";
import { CLOSE_WAIT_TIME_MS } from "./constants.ts";
import { TcpipError } from "./errors.ts";
import { type ScopedLog, scopedLog } from "./log.ts";
import { checkFunction, checkHost, checkPort } from "./options.ts";
import { setSocketOptions } from "./socketOptions.ts";
import type { StreamReaderOptions } from "./streamReader.ts";
import { type WaitOptions, waitFor } from "./waiting.ts";

/** Where to listen. */
export interface ListenOptions {
  /**
   * Host name or address; a name with several addresses listens on each. `null`: all interfaces, one socket for IPv4
   * and one for IPv6 where the machine has it.
   */
  host: string | null;
  /** TCP port, 1 to 65535; 0: a free one, chosen for each socket by itself. */
  port: number;
  /** Only this family: 4 or 6. Default 0: both. */
  family?: 0 | 4 | 6 | undefined;
}

/** A listening socket's own address. */
export interface ListenAddress {
  /** The IP address. */
  host: string;
  /** The TCP port, also when a free one was asked for. */
  port: number;
  /** 4 for IPv4, 6 for IPv6. */
  family: 4 | 6;
}

/** Options of `startServer`. */
export interface StartServerOptions extends ListenOptions, StreamReaderOptions {
  /** Called for each connection. An exception in it, or a rejection, closes that connection and nothing else. */
  onConnection: (connection: Connection) => void | Promise<void>;
}

/** Accepts connections. */
export interface StreamServer extends AsyncDisposable {
  /** The addresses listened on. */
  readonly addresses: readonly ListenAddress[];
  /** The port, if there is exactly one socket; otherwise the port that was asked for. */
  readonly port: number;
  /** Stops listening and closes all connections. */
  close(): Promise<void>;
}

/**
 * Listens and calls `onConnection` with a reader and a writer for each connection, as many as come.
 *
 * @throws TcpipError `ERR_TCPIP_LISTEN` when the address is taken or not of this machine; the cause is the system's error.
 */
export async function startServer(options: StartServerOptions, wait?: WaitOptions): Promise<StreamServer> {
  const { onConnection } = options;
  checkFunction("onConnection", onConnection);
  const open = new Set<Connection>();
  const accept = (socket: Socket): void => {
    const connection = attachAccepted(socket, options);
    open.add(connection);
    socket.once("close", () => open.delete(connection));
    // An `async` wrapper turns an exception into a rejection: both end the same way.
    (async () => onConnection(connection))().catch(() => connection.writer.abort());
  };
  const listeners = await listen(options, accept, wait);
  const addresses = listeners.map(addressOf);
  const close = async (): Promise<void> => {
    await Promise.all([...[...open].map(({ writer }) => writer.close()), closeListeners(listeners)]);
  };
  let closed: Promise<void> | undefined;
  const closeOnce = (): Promise<void> => {
    closed ??= close();
    return closed;
  };
  return { addresses, port: onlyPort(addresses) ?? options.port, close: closeOnce, [Symbol.asyncDispose]: closeOnce };
}

/** Makes reader and writer for a socket that a server has accepted. */
export function attachAccepted(socket: Socket, options: StreamReaderOptions, onChange?: () => void): Connection {
  const connection = attachSocket(socket, options, onChange);
  setSocketOptions(socket);
  feedFromEvents(socket, connection.reader);
  return connection;
}

/** Opens the listening sockets that `options` ask for, within limits. `onSocket` is called for each connection. */
export async function listen(
  options: ListenOptions,
  onSocket: (socket: Socket) => void,
  { log = scopedLog(undefined, ""), ...wait }: WaitOptions & { log?: ScopedLog } = {},
): Promise<Server[]> {
  wait.signal?.throwIfAborted();
  const opening = openListeners(options, onSocket, log);
  try {
    return await waitFor(opening, `not listening on ${options.host ?? "all interfaces"}`, wait);
  } catch (error) {
    // Whoever gave up does not want the sockets either, whenever they come.
    opening.then(closeListeners, () => {});
    throw error;
  }
}

async function openListeners(
  options: ListenOptions,
  onSocket: (socket: Socket) => void,
  log: ScopedLog,
): Promise<Server[]> {
  const { host, port, family = 0 } = options;
  checkHost("host", host);
  checkPort("port", port, 0);
  const servers: Server[] = [];
  try {
    for (const address of await addressesFor(host, family)) {
      const server = createServer({ allowHalfOpen: true }, onSocket);
      try {
        await listening(server, address, port);
        server.on("error", (error) => log.error("accepting a connection failed", error));
        servers.push(server);
      } catch (error) {
        // "All interfaces" means all there are: a machine without IPv6 has fewer.
        if (host === null && servers.length > 0 && isUnavailable(error)) continue;
        throw error;
      }
    }
  } catch (cause) {
    await closeListeners(servers);
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TcpipError("ERR_TCPIP_LISTEN", `cannot listen on ${host ?? "all interfaces"}, port ${port}: ${reason}`, {
      cause,
    });
  }
  return servers;
}

/** The address of a listening socket. */
export function addressOf(server: Server): ListenAddress {
  const address = server.address();
  if (address === null || typeof address === "string") throw new TypeError("the server is not listening on TCP");
  return { host: address.address, port: address.port, family: address.family === "IPv6" ? 6 : 4 };
}

/** The port if exactly one socket is listening, as the original does it: with several the port is ambiguous. */
export function onlyPort(addresses: readonly ListenAddress[]): number | undefined {
  return addresses.length === 1 ? addresses[0]?.port : undefined;
}

/** Stops listening; connections stay. Takes at most 5 s, and never rejects. */
export async function closeListeners(servers: readonly Server[]): Promise<void> {
  await Promise.all(
    servers.map(
      (server) =>
        new Promise<void>((resolve) => {
          // The callback waits for all connections of the listener; these are closed by their owners.
          const limit = setTimeout(resolve, CLOSE_WAIT_TIME_MS);
          server.close(() => {
            clearTimeout(limit);
            resolve();
          });
        }),
    ),
  );
}

async function addressesFor(host: string | null, family: 0 | 4 | 6): Promise<string[]> {
  if (host === null) return family === 4 ? ["0.0.0.0"] : family === 6 ? ["::"] : ["0.0.0.0", "::"];
  const found = await lookup(host, { all: true, family });
  return [...new Set(found.map(({ address }) => address))];
}

function listening(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host, port, ipv6Only: true }, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function isUnavailable(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "EAFNOSUPPORT" || error.code === "EADDRNOTAVAIL");
}
