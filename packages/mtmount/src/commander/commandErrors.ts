import { isMtmountError, MtmountError, type MtmountErrorCode } from "../errors.ts";

/** What is known of any command, of either protocol. */
export interface AnyCommand {
  readonly kind: string;
  readonly commandCode: number;
  readonly sequenceId: number;
  encode(): Uint8Array;
}

/**
 * What became of a command that was not done:
 *
 * - "not sent": surely nothing.
 * - "rejected": the controller refused it and did nothing.
 * - "superseded": it was begun, and another command took its place.
 * - "failed": it was begun and failed.
 * - "unknown": it was sent, and nobody knows what the controller did; telemetry may tell.
 */
export type CommandOutcome = "not sent" | "rejected" | "superseded" | "failed" | "unknown";

/** A command was not done. The classes below say why, and `outcome` what is known about the telescope. */
export class CommandError extends MtmountError {
  override readonly name: string = "CommandError";
  /** The command. */
  readonly command: AnyCommand;
  /** What became of it. */
  readonly outcome: CommandOutcome;

  constructor(
    code: MtmountErrorCode,
    message: string,
    { command, outcome, cause }: { command: AnyCommand; outcome: CommandOutcome; cause?: unknown },
  ) {
    super(code, `${command.kind} ${message}`, cause === undefined ? {} : { cause });
    this.command = command;
    this.outcome = outcome;
  }
}

/** The controller refused the command before it began: `ERR_MTMOUNT_REJECTED`. */
export class CommandRejectedError extends CommandError {
  override readonly name = "CommandRejectedError";
  /** Why, in the controller's words. */
  readonly explanation: string;

  constructor(command: AnyCommand, explanation: string) {
    super("ERR_MTMOUNT_REJECTED", `was rejected: ${explanation}`, { command, outcome: "rejected" });
    this.explanation = explanation;
  }
}

/** Another command took the place of this one, which had begun: `ERR_MTMOUNT_SUPERSEDED`. */
export class CommandSupersededError extends CommandError {
  override readonly name = "CommandSupersededError";
  /** The sequence id of the other command, where the controller says it. */
  readonly supersedingSequenceId: number | undefined;

  constructor(command: AnyCommand, supersedingSequenceId?: number) {
    super("ERR_MTMOUNT_SUPERSEDED", "was superseded by another command", { command, outcome: "superseded" });
    this.supersedingSequenceId = supersedingSequenceId;
  }
}

/** The command began and failed: `ERR_MTMOUNT_FAILED`. */
export class CommandFailedError extends CommandError {
  override readonly name = "CommandFailedError";
  /** Why, in the controller's words. */
  readonly explanation: string;

  constructor(command: AnyCommand, explanation: string) {
    super("ERR_MTMOUNT_FAILED", `failed: ${explanation}`, { command, outcome: "failed" });
    this.explanation = explanation;
  }
}

/** There was no answer in time: `ERR_MTMOUNT_ACK_TIMEOUT`, or `ERR_MTMOUNT_DONE_TIMEOUT` after the acknowledgement. */
export class CommandTimeoutError extends CommandError {
  override readonly name = "CommandTimeoutError";
  /** The limit, in milliseconds. */
  readonly timeoutMs: number;

  constructor(command: AnyCommand, what: "acknowledged" | "done", timeoutMs: number) {
    const code = what === "done" ? "ERR_MTMOUNT_DONE_TIMEOUT" : "ERR_MTMOUNT_ACK_TIMEOUT";
    super(code, `was not ${what} within ${timeoutMs} ms`, { command, outcome: "unknown" });
    this.timeoutMs = timeoutMs;
  }
}

/**
 * There is no link: it was lost while the command was under way (`ERR_MTMOUNT_CONNECTION_LOST`, `outcome` "unknown"), or
 * there was none (`ERR_MTMOUNT_NOT_CONNECTED`), or we closed it (`ERR_MTMOUNT_CLOSED`).
 */
export class ConnectionLostError extends CommandError {
  override readonly name = "ConnectionLostError";
}

/** Tells whether `error` says what became of a command. */
export function isCommandError(error: unknown): error is CommandError {
  return isMtmountError(error) && "outcome" in error && "command" in error;
}
