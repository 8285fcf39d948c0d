import type { CommandTelemetryClient } from "./commandTelemetryClient.ts";
import { type ClientGeneration, wireGenerations } from "./generations.ts";
import { checkGeneration, checkLinkOptions, checkWhole, type LinkOptions } from "./linkOptions.ts";
import type { Message } from "./message.ts";

/** What is called with the client; it may return a promise. What it throws is logged and changes nothing. */
export type ClientCallback<C extends Message, T extends Message, G extends ClientGeneration> = (
  client: CommandTelemetryClient<C, T, G>,
) => void | Promise<void>;

/** Options of a `CommandTelemetryClient`. `C` and `T` are the device's configuration and telemetry. */
export interface CommandTelemetryClientOptions<
  C extends Message,
  T extends Message,
  G extends ClientGeneration = "gen4",
> extends LinkOptions<CommandTelemetryClient<C, T, G>, C, T> {
  /** Where the controller listens. Default 127.0.0.1. */
  host?: string | undefined;
  /** The controller's port; up to `gen3` that of telemetry, and the command port is the next one. */
  port: number;
  /** `gen4` (default; versions from 0.28 on), `gen3` (0.25 to 0.27) or `gen2` (0.23 and 0.24). */
  generation?: G | undefined;
  /**
   * Unknown headers among ten after which the link is given up: waits and loops then fail with
   * `ERR_HEXROTCOMM_UNKNOWN_FRAME`. A controller whose structs have other sizes has them all the time, and what is read
   * between them are wrong numbers. 0: never. Default 0; 3 in the clients of devices.
   */
  unknownFrameLimit?: number | undefined;
  /** The version of the device that the structs are of, for the text of that error. */
  version?: string | undefined;
}

/** Throws TypeError or RangeError with the option's name. What the TCP layer checks is left to it. */
export function checkClientOptions<C extends Message, T extends Message, G extends ClientGeneration>(
  options: CommandTelemetryClientOptions<C, T, G>,
): void {
  checkLinkOptions(options);
  const { host, port, generation = "gen4", version } = options;
  checkWhole("unknownFrameLimit", options.unknownFrameLimit);
  if (version !== undefined && typeof version !== "string") throw new TypeError("version must be a string");
  if (host !== undefined && (typeof host !== "string" || host === "")) {
    throw new TypeError(`host must be a name or an address, not ${JSON.stringify(host)}`);
  }
  checkGeneration<ClientGeneration>(generation, ["gen2", "gen3", "gen4"]);
  if (wireGenerations[generation].sockets === 2 && port === 65_535) {
    throw new RangeError("port must be at most 65534: the command port is the next one");
  }
}
