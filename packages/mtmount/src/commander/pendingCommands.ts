import type { AnyCommand, CommandError } from "./commandErrors.ts";
import { CommandFutures } from "./commandFutures.ts";

/** The commands under way, by sequence id. */
export class PendingCommands<C extends AnyCommand> {
  readonly #pending = new Map<number, CommandFutures<C>>();

  /** How many are under way. */
  get size(): number {
    return this.#pending.size;
  }

  /** Whether a command of this sequence id is under way. */
  has(sequenceId: number): boolean {
    return this.#pending.has(sequenceId);
  }

  /** Takes note of a command that is about to be sent. */
  add(command: C): CommandFutures<C> {
    const futures = new CommandFutures(command);
    this.#pending.set(command.sequenceId, futures);
    return futures;
  }

  /** The command that a reply answers. */
  get(sequenceId: number): CommandFutures<C> | undefined {
    return this.#pending.get(sequenceId);
  }

  /** Forgets a command whose fate is known, or which nobody waits for any more. */
  forget(futures: CommandFutures<C>): void {
    const { sequenceId } = futures.command;
    if (this.#pending.get(sequenceId) === futures) this.#pending.delete(sequenceId);
  }

  /** Says of all commands under way what became of them, and forgets them. */
  failAll(errorOf: (command: C) => CommandError): void {
    const all = [...this.#pending.values()];
    this.#pending.clear();
    for (const futures of all) futures.setError(errorOf(futures.command));
  }
}
