import type { LogFunction } from "@obswire/tcpip";
import type { CommandTelemetryServer } from "./commandTelemetryServer.ts";
import type { Generation } from "./generations.ts";
import type { Message, MessageClass } from "./message.ts";

/** What is called with the server; it may return a promise. What it throws is logged and changes nothing. */
export type ServerCallback<C extends Message, T extends Message> = (
  server: CommandTelemetryServer<C, T>,
) => void | Promise<void>;

/** Options of a `CommandTelemetryServer`. `C` and `T` are the device's configuration and telemetry. */
export interface CommandTelemetryServerOptions<C extends Message, T extends Message> {
  /** Address to listen on. Default 127.0.0.1; `null`: all interfaces, which `port` 0 does not go with. */
  host?: string | null | undefined;
  /** Telemetry port; the command port is the next one. 0: two free ports, see `telemetryPort` and `commandPort`. */
  port: number;
  /** The device's configuration struct. */
  ConfigClass: MessageClass<C>;
  /** The device's telemetry struct. */
  TelemetryClass: MessageClass<T>;
  /** The generation of the controller: `gen1` (default; versions up to 0.18) or `gen1b` (0.19 to 0.22). */
  generation?: Generation | undefined;
  /** Written into every command: a constant of the device. Default: what the command holds. */
  syncPattern?: number | undefined;
  /** Called once when the server has started, at each change of either socket, and once when it has closed. */
  connectCallback?: ServerCallback<C, T> | undefined;
  /** Called after each configuration, with `server.config` filled. The next message is read when it has settled. */
  configCallback?: ServerCallback<C, T> | undefined;
  /** Called after each telemetry, with `server.telemetry` filled. The next message is read when it has settled. */
  telemetryCallback?: ServerCallback<C, T> | undefined;
  /**
   * A header with a frame id that is neither configuration nor telemetry. There is no way to find the next header in the
   * stream, so `disconnect` (default) closes the telemetry connection and the controller starts anew. `flush` does what
   * versions from 0.15 on did: drop one read of at most the larger struct and go on, hoping.
   */
  onUnknownFrame?: "disconnect" | "flush" | undefined;
  /** Longest wait of `waitConnected` when it is given no limit, in milliseconds. Default 10000; 0: no limit. */
  connectTimeout?: number | undefined;
  /** Longest time `close` lets the connections end in good order, in milliseconds; then it cuts them. Default 5000. */
  disconnectTimeout?: number | undefined;
  /** Silence after which a connected telemetry socket counts as lost, in milliseconds. Default 0: never. */
  idleTimeoutMs?: number | undefined;
  /** A name for log texts. */
  name?: string | undefined;
  /** Where log records go. Default: nowhere. */
  log?: LogFunction | undefined;
}
