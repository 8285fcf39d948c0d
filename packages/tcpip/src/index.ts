/**
 * Streams over TCP: readers that fill structs, writers that never interleave, servers for one client, and honest answers
 * to the question whether the link is up.
 *
 * @packageDocumentation
 */

export { BaseClientOrServer, type BaseOptions } from "./baseClientOrServer.ts";
export type { ByteSource, ByteTarget } from "./bytes.ts";
export { Client, type ClientOptions } from "./client.ts";
export type { CloseReason, Connection } from "./connection.ts";
export {
  CLOSE_WAIT_TIME_MS,
  DEFAULT_ENCODING,
  DEFAULT_HEARTBEAT_SEND_INTERVAL,
  DEFAULT_LIMIT_BYTES,
  DEFAULT_LOCALHOST,
  DEFAULT_MAX_HEARTBEAT_INTERVAL,
  DEFAULT_MONITOR_CONNECTION_INTERVAL,
  DEFAULT_STALE_AFTER_MS,
  DEFAULT_TERMINATOR,
  HEARTBEAT,
  KEEPALIVE_INTERVAL_MS,
  KEEPALIVE_PROBES,
  KEEPALIVE_TIME_MS,
  LOCALHOST_IPV4,
  LOCALHOST_IPV6,
} from "./constants.ts";
export {
  IncompleteReadError,
  isTcpipError,
  JsonDecodeError,
  LimitOverrunError,
  TcpipError,
  type TcpipErrorCode,
} from "./errors.ts";
export {
  consoleLog,
  type LogFunction,
  type LogLevel,
  type LogRecord,
  type PinoLike,
  pinoLog,
  type ScopedLog,
  scopedLog,
} from "./log.ts";
export { OneClientReadLoopServer, type OneClientReadLoopServerOptions } from "./oneClientReadLoopServer.ts";
export { OneClientServer, type OneClientServerOptions, type SecondClientPolicy } from "./oneClientServer.ts";
export { type Address, type OpenConnectionOptions, openConnection } from "./openConnection.ts";
export { setSocketOptions } from "./socketOptions.ts";
export {
  type ListenAddress,
  type ListenOptions,
  type StartServerOptions,
  type StreamServer,
  startServer,
} from "./startServer.ts";
export { type FrameBatch, type ReaderSource, StreamReader, type StreamReaderOptions } from "./streamReader.ts";
export { StreamWriter } from "./streamWriter.ts";
export { closeStreamWriter, readInto, writeFrom } from "./structIo.ts";
export { Waiters } from "./waiters.ts";
export { Deferred, limitedWait, type WaitOptions, waitFor } from "./waiting.ts";
