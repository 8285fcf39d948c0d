import type { Command } from "@obswire/mtmount";
import { limitedWait, type WaitOptions } from "@obswire/tcpip";

/** A command as a mock mount received it. */
export interface ReceivedMountCommand {
  /** The command. */
  readonly command: Command;
  /** What became of it so far: "accepted" is acknowledged, and not done yet. */
  outcome: "accepted" | "done" | "rejected" | "superseded" | "failed" | "ignored";
  /** Why it was not done: the explanation of the `NoAckReply`. */
  explanation: string | undefined;
}

/** How many commands are remembered. */
const MOST = 1000;
/** How long an expectation waits, in milliseconds, unless another limit is given. */
const DEFAULT_LIMIT_MS = 5000;

/** The commands that a mock mount has received, the last 1000 of them, and expectations of those to come. */
export class ReceivedMountCommands implements Iterable<ReceivedMountCommand> {
  readonly #commands: ReceivedMountCommand[] = [];
  readonly #notExpected = new Set<ReceivedMountCommand>();
  readonly #expected = new Set<(received: ReceivedMountCommand) => boolean>();

  /** How many there are. */
  get length(): number {
    return this.#commands.length;
  }

  /** The command at this index; negative counts from the end. */
  at(index: number): ReceivedMountCommand | undefined {
    return this.#commands.at(index);
  }

  [Symbol.iterator](): Iterator<ReceivedMountCommand> {
    return this.#commands.values();
  }

  /** Forgets what was received. */
  clear(): void {
    this.#commands.length = 0;
    this.#notExpected.clear();
  }

  /** Records a command, when its first answer is known and before that is sent. */
  add(received: ReceivedMountCommand): void {
    const oldest = this.#commands.length === MOST ? this.#commands.shift() : undefined;
    if (oldest !== undefined) this.#notExpected.delete(oldest);
    this.#commands.push(received);
    for (const meets of this.#expected) if (meets(received)) return;
    this.#notExpected.add(received);
  }

  /**
   * The first command of this kind that no earlier expectation has had: one that was received already, or the next to
   * come. The limit is 5 s unless another is given.
   *
   * @throws TcpipError `ERR_TCPIP_TIMEOUT`.
   */
  async expect(kind: Command["kind"], options?: WaitOptions): Promise<ReceivedMountCommand> {
    const isMeant = ({ command }: ReceivedMountCommand): boolean => command.kind === kind;
    const earlier = [...this.#notExpected].find(isMeant);
    if (earlier !== undefined) {
      this.#notExpected.delete(earlier);
      return earlier;
    }
    return await limitedWait(`no command ${kind}`, { timeoutMs: DEFAULT_LIMIT_MS, ...options }, (resolve) => {
      const meets = (received: ReceivedMountCommand): boolean => {
        if (!isMeant(received)) return false;
        this.#expected.delete(meets);
        resolve(received);
        return true;
      };
      this.#expected.add(meets);
      return () => this.#expected.delete(meets);
    });
  }
}
