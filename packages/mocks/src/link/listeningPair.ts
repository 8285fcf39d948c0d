import { isTcpipError, type LogFunction, type ScopedLog, scopedLog } from "@obswire/tcpip";
import type { Channel } from "./channel.ts";
import type { Link, LinkUser, SocketName } from "./link.ts";
import { ServingServer } from "./servingServer.ts";

/** How often two free ports one behind the other are looked for. */
const MOST_ATTEMPTS = 50;

/** Options of a `ListeningPair`. */
export interface ListeningPairOptions {
  readonly host: string | null;
  /** The port of telemetry; 0: a free one. */
  readonly port: number;
  /** The port of commands; 0: a free one. Default: the one behind that of telemetry, also where that is a free one. */
  readonly commandPort: number | undefined;
  readonly log: LogFunction | undefined;
}

/**
 * Generations `gen2` and `gen3`: the control software connects to two ports of the controller. Telemetry begins when its
 * socket is there. When one socket is lost the controller closes the other, and waits for a new pair.
 */
export class ListeningPair implements Link {
  readonly #options: ListeningPairOptions;
  readonly #user: LinkUser;
  readonly #log: ScopedLog;
  #telemetry: ServingServer;
  #command: ServingServer;
  #dropping = false;

  constructor(options: ListeningPairOptions, user: LinkUser) {
    this.#options = options;
    this.#user = user;
    this.#log = scopedLog(options.log, "ListeningPair");
    this.#telemetry = this.#telemetryServer();
    this.#command = this.#commandServer(options.commandPort ?? options.port);
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
    const { port, commandPort } = this.#options;
    for (let attempt = 1; ; attempt++) {
      await this.#telemetry.start();
      this.#command = this.#commandServer(commandPort ?? this.#telemetry.port + 1);
      try {
        await this.#command.start();
        return;
      } catch (error) {
        await this.close();
        // The port behind a free one may be taken: then another free one.
        const isWorthAnother = port === 0 && commandPort === undefined && attempt < MOST_ATTEMPTS;
        if (!isWorthAnother || !isTcpipError(error, "ERR_TCPIP_LISTEN")) throw error;
        this.#telemetry = this.#telemetryServer();
      }
    }
  }

  async drop(which: SocketName): Promise<void> {
    await (which === "command" ? this.#command : this.#telemetry).drop();
  }

  async close(): Promise<void> {
    await Promise.all([this.#command.close(), this.#telemetry.close()]);
  }

  #telemetryServer(): ServingServer {
    const { host, port, log } = this.#options;
    return new ServingServer({
      host,
      port,
      log,
      name: "telemetry",
      mayConnect: () => this.#user.mayConnect(),
      onChange: () => this.#changed(this.telemetryConnected),
      serve: (channel) => this.#serveTelemetry(channel),
    });
  }

  #commandServer(port: number): ServingServer {
    const { host, log } = this.#options;
    return new ServingServer({
      host,
      port,
      log,
      name: "command",
      mayConnect: () => this.#user.mayConnect(),
      onChange: () => this.#changed(this.commandConnected),
      serve: (channel) => this.#user.serveCommands(channel),
    });
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
