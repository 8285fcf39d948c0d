import type { gen1 } from "@obswire/hexrotcomm";
import { limitedWait, type WaitOptions } from "@obswire/tcpip";

/** A command as a mock received it. */
export interface ReceivedCommand {
  /** A copy of the command. */
  readonly command: gen1.Command;
  /** The name of its code, if the device knows it. */
  readonly name: string | undefined;
  /** What became of it. */
  outcome: "done" | "refused" | "unknown code" | "no handler" | "failed" | "ignored";
  /** Why it was refused, or failed. */
  reason: string | undefined;
}

/** How many commands are remembered. */
const MOST = 1000;

/** The commands that a mock has received, the last 1000 of them, and expectations of those to come. */
export class ReceivedCommands implements Iterable<ReceivedCommand> {
  readonly #commands: ReceivedCommand[] = [];
  readonly #expected = new Set<(received: ReceivedCommand) => void>();

  get length(): number {
    return this.#commands.length;
  }

  /** The command at this index; negative counts from the end. */
  at(index: number): ReceivedCommand | undefined {
    return this.#commands.at(index);
  }

  [Symbol.iterator](): Iterator<ReceivedCommand> {
    return this.#commands.values();
  }

  /** Forgets what was received. */
  clear(): void {
    this.#commands.length = 0;
  }

  /** Records a command, when its outcome is known. */
  add(received: ReceivedCommand): void {
    if (this.#commands.length === MOST) this.#commands.shift();
    this.#commands.push(received);
    for (const meets of this.#expected) meets(received);
  }

  /**
   * Waits for a command that has not been received yet, of this name or code. The limit is 5 s unless another is given.
   */
  expect(nameOrCode: string | number, options?: WaitOptions): Promise<ReceivedCommand> {
    return limitedWait(`no command ${nameOrCode}`, { timeoutMs: 5000, ...options }, (resolve) => {
      const meets = (received: ReceivedCommand): void => {
        if (nameOrCode !== received.name && nameOrCode !== received.command.code) return;
        this.#expected.delete(meets);
        resolve(received);
      };
      this.#expected.add(meets);
      return () => this.#expected.delete(meets);
    });
  }
}
