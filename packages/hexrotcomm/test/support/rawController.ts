import { OneClientServer } from "@obswire/tcpip";
import { type ClientGeneration, type CommandOf, gen4, type Message, wireGenerations } from "../../src/index.ts";

/** Longest wait of anything in these tests, in milliseconds. */
export const LIMIT = { timeoutMs: 2000 };

/**
 * The controller's end of the wire and nothing more, for the generations in which it listens: what it sends and when is
 * for the test to say.
 */
export class RawController implements AsyncDisposable {
  readonly generation: ClientGeneration;
  readonly telemetry: OneClientServer;
  /** In `gen4` the same as for telemetry. */
  readonly command: OneClientServer;

  private constructor(generation: ClientGeneration, telemetry: OneClientServer, command: OneClientServer) {
    this.generation = generation;
    this.telemetry = telemetry;
    this.command = command;
  }

  static async listen(generation: ClientGeneration): Promise<RawController> {
    if (wireGenerations[generation].sockets === 1) {
      const server = await OneClientServer.listen({ host: "127.0.0.1", port: 0 });
      return new RawController(generation, server, server);
    }
    // Two neighbouring ports: whoever takes the second one meanwhile makes us try again.
    for (;;) {
      const telemetry = await OneClientServer.listen({ host: "127.0.0.1", port: 0 });
      try {
        const command = await OneClientServer.listen({ host: "127.0.0.1", port: telemetry.port + 1 });
        return new RawController(generation, telemetry, command);
      } catch {
        await telemetry.close();
      }
    }
  }

  get port(): number {
    return this.telemetry.port;
  }

  async waitConnected(): Promise<void> {
    await Promise.all([this.telemetry.waitConnected(LIMIT), this.command.waitConnected(LIMIT)]);
  }

  /** The next command. */
  async readCommand(): Promise<CommandOf<ClientGeneration>> {
    const command = new wireGenerations[this.generation].structs.Command();
    await this.command.readInto(command, LIMIT);
    return command;
  }

  /** Sends a header and what it announces. */
  async send(message: Message, frameId: number, counter = 0): Promise<void> {
    await this.telemetry.writeFrom(this.header(frameId, counter), message);
  }

  /** Answers a command. */
  async answer(counter: number, status: { status?: number; duration?: number; reason?: string } = {}): Promise<void> {
    const body = new gen4.CommandStatus({ status: gen4.CommandStatusCode.ACK, ...status });
    await this.command.writeFrom(this.header(gen4.CommandStatus.FRAME_ID, counter), body);
  }

  header(frameId: number, counter = 0): Message {
    const header = new wireGenerations[this.generation].structs.Header();
    header.frameId = frameId;
    header.counter = counter;
    return header;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.telemetry.close(), this.command.close()]);
  }
}

/** Resolves after all that is under way on this machine's sockets had its turn; for "nothing happens" there is no event. */
export async function turns(count = 20): Promise<void> {
  for (let i = 0; i < count; i++) await new Promise(setImmediate);
}

/** Resolves when the condition holds, looked at in each turn of the event loop; rejects after the limit. */
export async function until(condition: () => boolean): Promise<void> {
  const endMs = performance.now() + LIMIT.timeoutMs;
  while (!condition()) {
    if (performance.now() > endMs) throw new Error(`not within ${LIMIT.timeoutMs} ms: ${condition}`);
    await turns(1);
  }
}
