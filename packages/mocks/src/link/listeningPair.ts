import { type LogFunction, type ScopedLog, scopedLog } from "@obswire/tcpip";
import type { Channel } from "./channel.ts";
import type { Link, LinkUser, SocketName } from "./link.ts";
import { ServingServer } from "./servingServer.ts";

/** Options of a `ListeningPair`. */
export interface ListeningPairOptions {
  readonly host: string | null;
  /** The port of telemetry; 0: a free one. */
  readonly port: number;
  /** The port of commands; 0: a free one. */
  readonly commandPort: number;
  readonly log: LogFunction | undefined;
}

/**
 * Generations `gen2` and `gen3`: the control software connects to two ports of the controller. Telemetry begins when its
 * socket is there. When one socket is lost the controller closes the other, and waits for a new pair.
 */
export class ListeningPair implements Link {
  readonly #user: LinkUser;
  readonly #log: ScopedLog;
  readonly #command: ServingServer;
  readonly #telemetry: ServingServer;
  #dropping = false;

  constructor({ host, port, commandPort, log }: ListeningPairOptions, user: LinkUser) {
    this.#user = user;
    this.#log = scopedLog(log, "ListeningPair");
    const common = { host, log, mayConnect: () => user.mayConnect() };
    this.#telemetry = new ServingServer({
      ...common,
      port,
      name: "telemetry",
      onChange: () => this.#changed(this.telemetryConnected),
      serve: (channel) => this.#serveTelemetry(channel),
    });
    this.#command = new ServingServer({
      ...common,
      port: commandPort,
      name: "command",
      onChange: () => this.#changed(this.commandConnected),
      serve: (channel) => user.serveCommands(channel),
    });
  }

  get commandConnected(): boolean {
    return this.#command.connected;
  }

  get telemetryConnected(): boolean {
    return this.#telemetry.connected;
  }

  get port(): number {
    return this.#telemetry.port;
  }

  get commandPort(): number {
    return this.#command.port;
  }

  async start(): Promise<void> {
    try {
      await Promise.all([this.#telemetry.start(), this.#command.start()]);
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  async drop(which: SocketName): Promise<void> {
    await (which === "command" ? this.#command : this.#telemetry).drop();
  }

  async close(): Promise<void> {
    await Promise.all([this.#command.close(), this.#telemetry.close()]);
  }

  async #serveTelemetry(channel: Channel): Promise<void> {
    const gone = channel.discardInput(this.#log);
    await Promise.race([this.#user.serveTelemetry(channel), gone]);
  }

  #changed(connected: boolean): void {
    this.#user.connectionChanged();
    if (connected || this.#dropping) return;
    // Both are closed, and say so, before this returns: no socket of a new pair is taken for one of the old.
    this.#dropping = true;
    void this.#command.drop();
    void this.#telemetry.drop();
    this.#dropping = false;
  }
}
