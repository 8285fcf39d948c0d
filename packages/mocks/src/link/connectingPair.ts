import { type Client, type LogFunction, type ScopedLog, scopedLog } from "@obswire/tcpip";
import type { Clock } from "../clock.ts";
import { Channel } from "./channel.ts";
import type { Link, LinkUser, SocketName } from "./link.ts";
import { ReconnectingClient } from "./reconnectingClient.ts";

/** Options of a `ConnectingPair`. */
export interface ConnectingPairOptions {
  readonly host: string;
  /** The control software's port for telemetry. */
  readonly port: number;
  /** The control software's port for commands. */
  readonly commandPort: number;
  /** Pause between two attempts, in milliseconds; it grows while links are lost at once. */
  readonly retryMs: number;
  readonly clock: Clock;
  readonly log: LogFunction | undefined;
}

/**
 * Generations `gen1` and `gen1b`: the controller connects to two ports of the control software, and connects again
 * whichever socket is lost. Telemetry begins when both are there.
 */
export class ConnectingPair implements Link {
  readonly port: number;
  readonly commandPort: number;
  readonly #user: LinkUser;
  readonly #log: ScopedLog;
  readonly #command: ReconnectingClient;
  readonly #telemetry: ReconnectingClient;
  #bothConnected: (() => void) | undefined;

  constructor(options: ConnectingPairOptions, user: LinkUser) {
    this.port = options.port;
    this.commandPort = options.commandPort;
    this.#user = user;
    this.#log = scopedLog(options.log, "ConnectingPair");
    const common = {
      host: options.host,
      log: options.log,
      clock: options.clock,
      retryMs: options.retryMs,
      mayConnect: () => user.mayConnect(),
      onChange: () => this.#changed(),
    };
    this.#telemetry = new ReconnectingClient({
      ...common,
      name: "telemetry",
      port: options.port,
      serve: (client) => this.#serveTelemetry(client),
    });
    this.#command = new ReconnectingClient({
      ...common,
      name: "command",
      port: options.commandPort,
      serve: (client) => user.serveCommands(new Channel(client)),
    });
  }

  get commandConnected(): boolean {
    return this.#command.connected;
  }

  get telemetryConnected(): boolean {
    return this.#telemetry.connected;
  }

  start(): Promise<void> {
    this.#telemetry.start();
    this.#command.start();
    return Promise.resolve();
  }

  drop(which: SocketName): Promise<void> {
    return (which === "command" ? this.#command : this.#telemetry).drop();
  }

  async close(): Promise<void> {
    await Promise.all([this.#command.close(), this.#telemetry.close()]);
  }

  async #serveTelemetry(client: Client): Promise<void> {
    const channel = new Channel(client);
    const gone = channel.discardInput(this.#log);
    try {
      while (!this.#isComplete && !channel.lost.aborted) await this.#waitComplete(channel.lost);
      if (!channel.lost.aborted) await this.#user.serveTelemetry(channel);
    } finally {
      await client.close();
      await gone;
    }
  }

  get #isComplete(): boolean {
    return this.commandConnected && this.telemetryConnected;
  }

  #changed(): void {
    if (this.#isComplete) this.#bothConnected?.();
    this.#user.connectionChanged();
  }

  #waitComplete(lost: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        this.#bothConnected = undefined;
        lost.removeEventListener("abort", end);
        resolve();
      };
      this.#bothConnected = end;
      lost.addEventListener("abort", end, { once: true });
      if (this.#isComplete || lost.aborted) end();
    });
  }
}
