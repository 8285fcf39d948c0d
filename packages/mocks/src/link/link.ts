import type { Channel } from "./channel.ts";

/** Which of a controller's sockets. In `gen4` both are the same one. */
export type SocketName = "command" | "telemetry";

/** What a controller does with its connections, whoever made them. */
export interface LinkUser {
  /** Asked before each connection: false keeps the controller away. */
  mayConnect(): boolean;
  /** Called at each change of a connection. */
  connectionChanged(): void;
  /** Sends configuration and telemetry for as long as the channel is there. */
  serveTelemetry(channel: Channel): Promise<void>;
  /** Reads and executes commands. Rejects when the channel is lost. */
  serveCommands(channel: Channel): Promise<void>;
}

/** How a controller is connected to the control software. One implementation for each arrangement of the sockets. */
export interface Link {
  readonly commandConnected: boolean;
  readonly telemetryConnected: boolean;
  /** The port of telemetry, or of everything. */
  readonly port: number;
  /** The port of commands. */
  readonly commandPort: number;
  /** Listens, or begins to connect. */
  start(): Promise<void>;
  /** Closes one connection; what follows is what follows when the peer does it. */
  drop(which: SocketName): Promise<void>;
  /** Ends everything. Idempotent; never rejects. */
  close(): Promise<void>;
}
