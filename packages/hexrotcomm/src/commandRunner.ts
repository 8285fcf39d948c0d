import { isTcpipError, limitedWait, type ScopedLog, type WaitOptions } from "@obswire/tcpip";
import { type CommandCodes, checkCommand, commandName } from "./checkCommand.ts";
import { CommandCounter } from "./commandCounter.ts";
import { CommandFailedError, type CommandOutcome, type HexrotcommErrorCode } from "./errors.ts";
import { type ClientGeneration, type CommandOf, wireGenerations } from "./generations.ts";
import { type CommandStatus, CommandStatusCode } from "./structs/commandStatus.ts";
import { COMMANDER, Command as CommandOfGen4 } from "./structs/gen4.ts";
import { Turns } from "./turns.ts";

type Command = CommandOf<ClientGeneration>;

/** How `runCommand` waits. */
export interface RunCommandOptions extends WaitOptions {
  /**
   * Longest wait for the controller's answer, in milliseconds, from when the command is sent: the wait for its turn is not
   * counted. Default 5000.
   */
  timeoutMs?: number | undefined;
  /**
   * Do not wait for commands that wait for their turn: for those that stop something. The command under way is answered
   * first, or its limit is over, because controllers take one command at a time; if it belongs to a group (`runCommands`,
   * `move`), the rest of the group is not sent and fails with `ERR_HEXROTCOMM_INTERRUPTED`. Default false. The original
   * accepts this argument and ignores it; in `gen2`, where nothing is answered and hence nothing waits, it makes no
   * difference.
   */
  interrupt?: boolean | undefined;
}

/** Longest wait for an acknowledgement in the original, in milliseconds. */
const ACK_TIMEOUT_MS = 5000;

interface CommandRunnerOptions {
  readonly generation: ClientGeneration;
  readonly syncPattern: number | undefined;
  readonly codes: CommandCodes | undefined;
  readonly log: ScopedLog;
  /** Sends a command at once. */
  send(command: Command): Promise<void>;
  /** Called when a command begins, and ends, to wait for its answer. */
  waiting(isWaiting: boolean): void;
  /** Why nothing can be sent now; `undefined` when it can. */
  whyNot(): { readonly code: HexrotcommErrorCode; readonly message: string; readonly cause?: unknown } | undefined;
}

/** The command that the controller has not answered yet. */
interface Pending {
  readonly command: Command;
  readonly counter: number;
  acknowledged(durationSec: number): void;
  failed(error: unknown): void;
}

/** Sends commands to a controller one at a time, and matches its answers to them. */
export class CommandRunner {
  readonly #options: CommandRunnerOptions;
  readonly #counter: CommandCounter;
  readonly #turns = new Turns();
  readonly #answers: boolean;
  #pending: Pending | undefined;

  constructor(options: CommandRunnerOptions) {
    this.#options = options;
    const { counter, acknowledgement } = wireGenerations[options.generation];
    this.#counter = new CommandCounter(counter);
    this.#answers = acknowledgement !== "none";
  }

  /** Runs commands as one: no other command comes between them; the first that fails, or an interrupt, ends it. */
  async run(commands: readonly Command[], options: RunCommandOptions): Promise<number[]> {
    const { generation, codes } = this.#options;
    for (const command of commands) {
      checkCommand(generation, command, codes);
      this.#checkSendable(command);
    }
    const release = await this.#turns.take({ first: options.interrupt === true, signal: options.signal });
    try {
      const durations: number[] = [];
      for (const command of commands) {
        if (durations.length > 0 && this.#turns.urgent) {
          const what = "was not sent: a command with interrupt goes first";
          throw this.#failure("ERR_HEXROTCOMM_INTERRUPTED", command, "not sent", what);
        }
        durations.push(await this.#runOne(command, options));
      }
      return durations;
    } finally {
      release();
    }
  }

  /** Sets the last counter, to go on from a saved state. */
  setCounter(code: number, last: number): void {
    this.#counter.set(code, last);
  }

  /** Takes an answer. Those nobody waits for are late: they are ignored, as is one with the counter of another command. */
  answered(counter: number, { status, duration, reason }: CommandStatus): void {
    const pending = this.#pending;
    const { log } = this.#options;
    if (pending === undefined) {
      log.debug("a late answer was ignored", { counter, status });
      return;
    }
    const { command } = pending;
    if (counter !== pending.counter) {
      log.warn("an answer to another command was ignored", undefined, { counter, expected: pending.counter, status });
      return;
    }
    if (status === CommandStatusCode.ACK) pending.acknowledged(duration);
    else if (status === CommandStatusCode.NO_ACK) {
      pending.failed(this.#failure("ERR_HEXROTCOMM_NO_ACK", command, "refused", `was refused: ${reason}`, { reason }));
    } else {
      const what = `was answered with the unknown status ${status}: ${reason}`;
      pending.failed(this.#failure("ERR_HEXROTCOMM_UNKNOWN_STATUS", command, "unknown", what, { reason }));
    }
  }

  /** There is no link any more: no answer will come. Who waits for a turn finds out when it is there. */
  linkEnded(code: HexrotcommErrorCode, why: string, cause?: unknown): void {
    const pending = this.#pending;
    const what = `was sent and not answered: ${why}`;
    pending?.failed(this.#failure(code, pending.command, "unknown", what, { cause }));
  }

  async #runOne(command: Command, { signal, timeoutMs = ACK_TIMEOUT_MS }: RunCommandOptions): Promise<number> {
    this.#checkSendable(command);
    signal?.throwIfAborted();
    command.counter = this.#counter.next(command.code);
    if (command instanceof CommandOfGen4) command.commander = COMMANDER;
    else if (this.#options.syncPattern !== undefined) command.syncPattern = this.#options.syncPattern;
    if (!this.#answers) {
      await this.#send(command);
      return 0;
    }
    this.#options.waiting(true);
    try {
      return await limitedWait<number>("no answer", { signal, timeoutMs }, (acknowledged, failed) => {
        this.#pending = { command, counter: command.counter, acknowledged, failed };
        this.#send(command).catch(failed);
        return () => {};
      });
    } catch (error) {
      if (!isTcpipError(error, "ERR_TCPIP_TIMEOUT")) throw error;
      const what = `was not answered within ${timeoutMs} ms`;
      throw this.#failure("ERR_HEXROTCOMM_ACK_TIMEOUT", command, "unknown", what, { cause: error });
    } finally {
      this.#pending = undefined;
      this.#options.waiting(false);
    }
  }

  async #send(command: Command): Promise<void> {
    try {
      await this.#options.send(command);
    } catch (cause) {
      // The link broke while the bytes were on their way: some of them, or all, may have arrived.
      if (!isTcpipError(cause)) throw cause;
      const notSent = cause.code === "ERR_TCPIP_NOT_CONNECTED";
      const code = notSent ? "ERR_HEXROTCOMM_NOT_CONNECTED" : "ERR_HEXROTCOMM_CONNECTION_LOST";
      const outcome = notSent ? "not sent" : "unknown";
      throw this.#failure(code, command, outcome, `was ${outcome === "unknown" ? "sent" : outcome}: ${cause.message}`, {
        cause,
      });
    }
  }

  #checkSendable(command: Command): void {
    const why = this.#options.whyNot();
    if (why === undefined) return;
    throw this.#failure(why.code, command, "not sent", `was not sent: ${why.message}`, { cause: why.cause });
  }

  #failure(
    code: HexrotcommErrorCode,
    command: Command,
    outcome: CommandOutcome,
    what: string,
    { reason, cause }: { reason?: string; cause?: unknown } = {},
  ): CommandFailedError {
    const counter = outcome === "not sent" ? undefined : command.counter;
    const name = commandName(command.code, this.#options.codes);
    const counted = counter === undefined ? "" : ` (counter ${counter})`;
    const failure = { outcome, commandCode: command.code, counter, reason };
    return new CommandFailedError(code, `${name}${counted} ${what}`, failure, cause === undefined ? {} : { cause });
  }
}
