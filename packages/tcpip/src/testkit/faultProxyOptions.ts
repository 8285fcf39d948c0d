import type { LogFunction } from "../log.ts";
import type { FaultSettings } from "./faultSettings.ts";

/** Where a {@link FaultProxy} connects to. */
export interface ProxyTarget {
  /** Address or name of the server. Default: "127.0.0.1". */
  host?: string | null | undefined;
  /** TCP port of the server, 1 to 65535. */
  port: number;
}

/** Options of {@link FaultProxy.listen}. The object is only read. */
export interface FaultProxyOptions {
  /**
   * The server behind the proxy, `{ host, port }`, for example a server of this package; a function is asked anew for each connection, so that a server that comes back on
   * another port is found again. The field {@link FaultProxy.target} can also be set later.
   */
  target: ProxyTarget | (() => ProxyTarget | Promise<ProxyTarget>);
  /** Address to listen on. Default: "127.0.0.1". */
  host?: string | undefined;
  /** TCP port to listen on. 0: any free one. Default: 0. */
  port?: number | undefined;
  /** Where the events are told, at level debug. Default: nowhere. */
  log?: LogFunction | undefined;
  /** Start of all random choices (sizes of pieces, corrupted bits); a whole number from 0 up. Default: 1. */
  seed?: number | undefined;
  /** Faults from the client to the server to begin with. Default: none. */
  clientToServer?: Partial<FaultSettings> | undefined;
  /** Faults from the server to the client to begin with. Default: none. */
  serverToClient?: Partial<FaultSettings> | undefined;
}
