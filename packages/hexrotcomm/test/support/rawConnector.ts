import { Client } from "@obswire/tcpip";
import {
  type CommandTelemetryServer,
  gen1,
  type Message,
  type ServerGeneration,
  SimpleCommandCode,
  SimpleConfig,
  SimpleTelemetry,
  wireGenerations,
} from "../../src/index.ts";
import { LIMIT } from "./rawController.ts";

/** The controller's end of the wire and nothing more, for the generations in which it connects. */
export class RawConnector implements AsyncDisposable {
  readonly command: Client;
  readonly telemetry: Client;
  readonly #generation: ServerGeneration;

  private constructor(command: Client, telemetry: Client, generation: ServerGeneration) {
    this.command = command;
    this.telemetry = telemetry;
    this.#generation = generation;
  }

  /** @param telemetryPort of a proxy, if it is not the server's own */
  static async connect(
    server: CommandTelemetryServer<SimpleConfig, SimpleTelemetry>,
    telemetryPort: number = server.telemetryPort,
  ): Promise<RawConnector> {
    const { commandPort, generation } = server;
    const [command, telemetry] = await Promise.all([connectTo(commandPort), connectTo(telemetryPort)]);
    await server.waitConnected(LIMIT);
    return new RawConnector(command, telemetry, generation);
  }

  async readCommand(): Promise<gen1.Command> {
    const command = new gen1.Command();
    await this.command.readInto(command, LIMIT);
    return command;
  }

  async sendConfig(values: { minPosition?: number; maxPosition?: number; maxVelocity?: number }): Promise<void> {
    await this.send(SimpleConfig.FRAME_ID, new SimpleConfig(values));
  }

  async sendTelemetry(values: { currPosition?: number; cmdPosition?: number; state?: number }): Promise<void> {
    await this.send(SimpleTelemetry.FRAME_ID, new SimpleTelemetry(values));
  }

  /** Header and body in two pieces, as from the original. */
  async send(frameId: number, body: Message): Promise<void> {
    await this.telemetry.writeFrom(this.header(frameId));
    await this.telemetry.writeFrom(body);
  }

  header(frameId: number): Message {
    const header = new wireGenerations[this.#generation].structs.Header();
    header.frameId = frameId;
    return header;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.command.close(), this.telemetry.close()]);
  }
}

/** A client of one port on this machine. */
export function connectTo(port: number): Promise<Client> {
  return Client.connect({ host: "127.0.0.1", port }, LIMIT);
}

/** Obeys MOVE as the simple device does: positions within ±25 are taken over at once, others ignored. */
export async function obeyMove(controller: RawConnector, position: { now: number }): Promise<gen1.Command> {
  const command = await controller.readCommand();
  if (command.code === SimpleCommandCode.MOVE && Math.abs(command.param1) <= 25) position.now = command.param1;
  await controller.sendTelemetry({ currPosition: position.now, cmdPosition: position.now });
  return command;
}
