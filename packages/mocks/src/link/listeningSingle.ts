import type { LogFunction } from "@obswire/tcpip";
import type { Link, LinkUser } from "./link.ts";
import { ServingServer } from "./servingServer.ts";

/** Options of a `ListeningSingle`. */
export interface ListeningSingleOptions {
  readonly host: string | null;
  /** 0: a free one. */
  readonly port: number;
  readonly log: LogFunction | undefined;
}

/** Generation `gen4`: the control software connects to one port of the controller, for everything. */
export class ListeningSingle implements Link {
  readonly #server: ServingServer;

  constructor({ host, port, log }: ListeningSingleOptions, user: LinkUser) {
    this.#server = new ServingServer({
      host,
      port,
      name: "controller",
      log,
      mayConnect: () => user.mayConnect(),
      onChange: () => user.connectionChanged(),
      serve: (channel) => Promise.race([user.serveTelemetry(channel), user.serveCommands(channel)]),
    });
  }

  get commandConnected(): boolean {
    return this.#server.connected;
  }

  get telemetryConnected(): boolean {
    return this.#server.connected;
  }

  get port(): number {
    return this.#server.port;
  }

  get commandPort(): number {
    return this.#server.port;
  }

  start(): Promise<void> {
    return this.#server.start();
  }

  drop(): Promise<void> {
    return this.#server.drop();
  }

  close(): Promise<void> {
    return this.#server.close();
  }
}
