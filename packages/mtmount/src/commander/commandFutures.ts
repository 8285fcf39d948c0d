import { Deferred } from "@obswire/tcpip";
import { type AnyCommand, CommandFailedError, CommandRejectedError } from "./commandErrors.ts";

/**
 * What will become of a command that was sent. A rejection that nobody awaits is not an unhandled one. Each of the two
 * settles once: what comes late, or twice, changes nothing.
 */
export class CommandFutures<C extends AnyCommand = AnyCommand> {
  /** The command, as it was sent. */
  readonly command: C;
  /**
   * Resolves when the command is acknowledged, to the time it is expected to take, in milliseconds; Infinity: the
   * controller does not know. Rejects with a `CommandError`.
   */
  readonly ack: Promise<number>;
  /** Resolves when the command is done; if it is one that is only acknowledged, then. Rejects with a `CommandError`. */
  readonly done: Promise<void>;
  readonly #ack = new Deferred<number>();
  readonly #done = new Deferred<void>();

  constructor(command: C) {
    this.command = command;
    this.ack = this.#ack.promise;
    this.done = this.#done.promise;
  }

  /** Whether the command was acknowledged. */
  get acknowledged(): boolean {
    return this.#ack.settled;
  }

  /** Whether it is known what became of the command. */
  get settled(): boolean {
    return this.#done.settled;
  }

  /** Says that the command was acknowledged. */
  setAck(timeoutMs: number): void {
    this.#ack.resolve(timeoutMs);
  }

  /** Says that the command is done; without an acknowledgement before, this is one. */
  setDone(): void {
    this.#ack.resolve(0);
    this.#done.resolve();
  }

  /** Says that the command was refused, or, if it was acknowledged before, that it failed. */
  setNoAck(explanation: string): void {
    const { command } = this;
    this.setError(
      this.acknowledged ? new CommandFailedError(command, explanation) : new CommandRejectedError(command, explanation),
    );
  }

  /** Says what else became of the command, or why nobody waits for it any more. */
  setError(error: unknown): void {
    this.#ack.reject(error);
    this.#done.reject(error);
  }
}
