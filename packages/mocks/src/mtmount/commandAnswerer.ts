import {
  AckReply,
  AskForCommand,
  type Command,
  DoneReply,
  ErrorReply,
  isAckOnly,
  NoAckReply,
  type Reply,
  Source,
  SubsystemId,
} from "@obswire/mtmount";
import type { ScopedLog } from "@obswire/tcpip";
import type { Clock } from "../clock.ts";
import { type CommandHandler, sourceText } from "./mountCommands.ts";
import { explanationOf, Superseded } from "./mountErrors.ts";
import type { MountFaults } from "./mountFaults.ts";
import type { LongCommand } from "./move.ts";
import type { ReceivedMountCommand, ReceivedMountCommands } from "./receivedMountCommands.ts";

/** What a `CommandAnswerer` works with. */
export interface CommandAnswererOptions {
  /** Who commands the mount. */
  readonly mount: { readonly commander: Source };
  readonly handlers: ReadonlyMap<string, CommandHandler>;
  readonly faults: MountFaults;
  readonly received: ReceivedMountCommands;
  readonly clock: Clock;
  readonly log: ScopedLog;
}

/** Sends a reply to whoever the command came from, if that is still there. Never rejects. */
export type WriteReply = (reply: Reply) => Promise<void>;

/** Executes the commands of a mount and answers them, each on its own: the answers of several may interleave. */
export class CommandAnswerer {
  readonly #options: CommandAnswererOptions;
  readonly #closing = new AbortController();

  constructor(options: CommandAnswererOptions) {
    this.#options = options;
  }

  /** Ends the delays. */
  close(): void {
    this.#closing.abort();
  }

  /** Does what a command says. Resolves when its first answer is sent; what takes longer is answered later. */
  async handle(command: Command, write: WriteReply): Promise<void> {
    const { faults, received: all, clock, log } = this.#options;
    const received: ReceivedMountCommand = { command, outcome: "ignored", explanation: undefined };
    if (faults.ignoreCommands) {
      all.add(received);
      return;
    }
    if (faults.commandDelayMs > 0) await clock.sleep(faults.commandDelayMs, this.#closing.signal);
    let long: LongCommand | undefined;
    try {
      long = this.#execute(command);
      received.outcome = long === undefined ? "done" : "accepted";
    } catch (error) {
      received.outcome = "rejected";
      received.explanation = error instanceof NotAllowed ? error.message : explanationOf(error);
    }
    const { outcome, explanation } = received;
    log.debug(`${command.kind} ${outcome}`, { sequenceId: command.sequenceId, explanation });
    all.add(received);
    await (outcome === "rejected" ? this.#noAck(received, write) : this.#accept(received, long, write));
  }

  #execute(command: Command): LongCommand | undefined {
    const { mount, handlers, faults } = this.#options;
    if (faults.refuseCommands !== undefined) throw new NotAllowed(faults.refuseCommands);
    if (mount.commander !== Source.CSC && !AskForCommand.is(command)) {
      throw new NotAllowed(`The commander is ${sourceText(mount.commander)}, not the CSC.`);
    }
    const handler = handlers.get(command.kind);
    if (handler === undefined) throw new NotAllowed("This command is not yet supported");
    return handler(command) ?? undefined;
  }

  async #accept(received: ReceivedMountCommand, long: LongCommand | undefined, write: WriteReply): Promise<void> {
    const timeoutMs = Math.trunc((long?.timeoutSec ?? 0) * 1000);
    const written: Promise<void>[] = [];
    if (!this.#options.faults.dropAcknowledgement) {
      written.push(write(AckReply({ ...this.#header(received), timeoutMs })));
    }
    if (long !== undefined) void this.#finish(received, long, write);
    else if (!isAckOnly(received.command)) written.push(this.#done(received, write));
    await Promise.all(written);
  }

  /** Tells in the end what became of a command that takes its time. */
  async #finish(received: ReceivedMountCommand, { done }: LongCommand, write: WriteReply): Promise<void> {
    const { faults } = this.#options;
    try {
      await done;
      if (faults.failMoves !== undefined) throw new NotAllowed(faults.failMoves);
      await this.#done(received, write);
    } catch (error) {
      received.outcome = error instanceof Superseded ? "superseded" : "failed";
      received.explanation = error instanceof Error ? error.message : String(error);
      // The command that superseded this one is answered first, as by the original.
      await new Promise(setImmediate);
      if (faults.doneDespiteFailure && received.outcome === "failed") await this.#doneDespiteFailure(received, write);
      else if (!faults.dropDone) await this.#noAck(received, write);
    }
  }

  /** As a real mount does: only the error tells that something went wrong. */
  async #doneDespiteFailure(received: ReceivedMountCommand, write: WriteReply): Promise<void> {
    const { kind } = received.command;
    const code = SubsystemId.INTERLOCK;
    const { timestamp } = this.#header(received);
    const description = `${kind}: ${received.explanation}`;
    await write(ErrorReply({ on: true, active: true, code, subsystem: `${code}. Mock`, description, timestamp }));
    await this.#done({ ...received }, write);
  }

  async #done(received: ReceivedMountCommand, write: WriteReply): Promise<void> {
    received.outcome = "done";
    if (!this.#options.faults.dropDone) await write(DoneReply(this.#header(received)));
  }

  #noAck(received: ReceivedMountCommand, write: WriteReply): Promise<void> {
    const explanation = (received.explanation ?? "").replaceAll(/[\r\n]+/g, " ");
    return write(NoAckReply({ ...this.#header(received), explanation }));
  }

  /** What an answer begins with: the sequence id and the source of the command. */
  #header({ command }: ReceivedMountCommand): { sequenceId: number; source: Source; timestamp: Date } {
    const { sequenceId, source } = command;
    return { sequenceId, source, timestamp: new Date(this.#options.clock.nowMs()) };
  }
}

/** A refusal, or a failure, whose explanation is its message, word for word. */
class NotAllowed extends Error {}
