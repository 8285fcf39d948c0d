import { type WireGeneration, wireGenerations } from "@obswire/hexrotcomm";
import { DEFAULT_LOCALHOST, type LogFunction } from "@obswire/tcpip";
import type { Clock } from "../clock.ts";
import { ConnectingPair } from "./connectingPair.ts";
import type { Link, LinkUser } from "./link.ts";
import { ListeningPair } from "./listeningPair.ts";
import { ListeningSingle } from "./listeningSingle.ts";

/** Where a controller is found, or finds the control software. */
export interface LinkOptions {
  readonly host?: string | null | undefined;
  readonly port?: number | undefined;
  readonly commandPort?: number | undefined;
  readonly connectRetryInterval?: number | undefined;
  readonly log?: LogFunction | undefined;
}

/** The link of a generation. @throws TypeError or RangeError with the option's name. */
export function makeLink(generation: WireGeneration, options: LinkOptions, clock: Clock, user: LinkUser): Link {
  const { listener, sockets } = wireGenerations[generation];
  const { host = DEFAULT_LOCALHOST, port = 0, commandPort, log } = options;
  if (sockets === 1) return new ListeningSingle({ host, port, log }, user);
  if (listener === "controller") return new ListeningPair({ host, port, commandPort, log }, user);
  if (host === null)
    throw new TypeError(`host must be the control software's: in ${generation} the controller connects`);
  if (port === 0) {
    throw new RangeError(
      `port must be the control software's telemetry port: in ${generation} the controller connects`,
    );
  }
  const retryMs = options.connectRetryInterval ?? 100;
  if (!(retryMs >= 0)) throw new RangeError(`connectRetryInterval must be >= 0 ms, not ${retryMs}`);
  return new ConnectingPair({ host, port, commandPort: commandPort ?? port + 1, retryMs, clock, log }, user);
}
