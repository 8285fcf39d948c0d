import type { CommandTelemetryServer } from "./commandTelemetryServer.ts";
import type { ServerGeneration } from "./generations.ts";
import { checkGeneration, checkLinkOptions, checkMs, type LinkOptions } from "./linkOptions.ts";
import type { Message } from "./message.ts";

/** What is called with the server; it may return a promise. What it throws is logged and changes nothing. */
export type ServerCallback<C extends Message, T extends Message> = (
  server: CommandTelemetryServer<C, T>,
) => void | Promise<void>;

/**
 * Options of a `CommandTelemetryServer`. `C` and `T` are the device's configuration and telemetry. `connectCallback` is
 * called once when the server has started, at each change of either socket, and once when it has closed.
 */
export interface CommandTelemetryServerOptions<C extends Message, T extends Message>
  extends LinkOptions<CommandTelemetryServer<C, T>, C, T> {
  /** Address to listen on. Default 127.0.0.1; `null`: all interfaces, which `port` 0 does not go with. */
  host?: string | null | undefined;
  /** Telemetry port; the command port is the next one. 0: two free ports, see `telemetryPort` and `commandPort`. */
  port: number;
  /** The generation of the controller: `gen1` (default; versions up to 0.18) or `gen1b` (0.19 to 0.22). */
  generation?: ServerGeneration | undefined;
  /**
   * Longest time `close` lets the connections end in good order, in milliseconds; then it cuts them. Default 5000;
   * above 2147483647, as Infinity: never.
   */
  disconnectTimeout?: number | undefined;
}

/** Throws TypeError or RangeError with the option's name. What the TCP layer checks is left to it. */
export function checkServerOptions<C extends Message, T extends Message>(
  options: CommandTelemetryServerOptions<C, T>,
): void {
  checkLinkOptions(options);
  checkMs("disconnectTimeout", options.disconnectTimeout);
  const { port, host, generation = "gen1" } = options;
  if (port === 65_535) throw new RangeError("port must be at most 65534: the command port is the next one");
  if (host === null && port === 0) throw new RangeError("port 0 needs a host: all interfaces have a free port each");
  checkGeneration<ServerGeneration>(generation, ["gen1", "gen1b"]);
}
