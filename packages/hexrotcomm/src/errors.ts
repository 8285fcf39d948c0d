/** What can go wrong, as literal strings that never change. */
export type HexrotcommErrorCode =
  | "ERR_HEXROTCOMM_ACK_TIMEOUT"
  | "ERR_HEXROTCOMM_ALREADY_STARTED"
  | "ERR_HEXROTCOMM_CLOSED"
  | "ERR_HEXROTCOMM_CONNECTION_LOST"
  | "ERR_HEXROTCOMM_INTERRUPTED"
  | "ERR_HEXROTCOMM_LEAP_SECONDS"
  | "ERR_HEXROTCOMM_NOT_CONNECTED"
  | "ERR_HEXROTCOMM_NOT_STARTED"
  | "ERR_HEXROTCOMM_NO_ACK"
  | "ERR_HEXROTCOMM_STATE"
  | "ERR_HEXROTCOMM_UNKNOWN_FRAME"
  | "ERR_HEXROTCOMM_UNKNOWN_STATUS";

/** An error of this package; `code` tells which. What the TCP layer reports comes through as its `TcpipError`. */
export class HexrotcommError extends Error {
  override readonly name: string = "HexrotcommError";
  /** Which error this is. */
  readonly code: HexrotcommErrorCode;

  constructor(code: HexrotcommErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/**
 * What became of a command that failed. "not sent": surely nothing. "refused": the controller said no. "unknown": it was
 * sent, and nobody knows whether the controller executed it; telemetry may tell.
 */
export type CommandOutcome = "not sent" | "refused" | "unknown";

/** What is known of a command that failed. */
export interface CommandFailure {
  /** What became of it. */
  readonly outcome: CommandOutcome;
  /** Its code. */
  readonly commandCode: number;
  /** Its counter, once it was sent. */
  readonly counter?: number | undefined;
  /** Why the controller refused it, in its own words; at most 50 bytes. */
  readonly reason?: string | undefined;
}

/**
 * A command failed:
 *
 * - `ERR_HEXROTCOMM_NO_ACK`: the controller refused it, for `reason`.
 * - `ERR_HEXROTCOMM_UNKNOWN_STATUS`: it answered with a status that is neither ACK nor NO_ACK.
 * - `ERR_HEXROTCOMM_ACK_TIMEOUT`: it did not answer in time.
 * - `ERR_HEXROTCOMM_CONNECTION_LOST`: the link was lost before the answer.
 * - `ERR_HEXROTCOMM_UNKNOWN_FRAME`: the link was given up before the answer, because the controller sends what is not known.
 * - `ERR_HEXROTCOMM_INTERRUPTED`: it was to follow another as one, and a command with `interrupt` came before it.
 * - `ERR_HEXROTCOMM_NOT_CONNECTED`, `ERR_HEXROTCOMM_NOT_STARTED`, `ERR_HEXROTCOMM_CLOSED`: there was no link, or we closed it.
 */
export class CommandFailedError extends HexrotcommError implements CommandFailure {
  override readonly name = "CommandFailedError";
  /** What became of the command. */
  readonly outcome: CommandOutcome;
  /** The command's code. */
  readonly commandCode: number;
  /** The command's counter, if it was sent. */
  readonly counter: number | undefined;
  /** The controller's words, if it refused. */
  readonly reason: string | undefined;

  constructor(code: HexrotcommErrorCode, message: string, failure: CommandFailure, options?: ErrorOptions) {
    super(code, message, options);
    this.outcome = failure.outcome;
    this.commandCode = failure.commandCode;
    this.counter = failure.counter;
    this.reason = failure.reason;
  }
}

/** Tells whether `error` comes from this package, and with `code`, whether it is that error. */
export function isHexrotcommError(error: unknown, code?: HexrotcommErrorCode): error is HexrotcommError {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return false;
  return code === undefined ? error.code.startsWith("ERR_HEXROTCOMM_") : error.code === code;
}

/** Tells whether `error` says what became of a command. */
export function isCommandFailedError(error: unknown): error is CommandFailedError {
  return isHexrotcommError(error) && "outcome" in error && "commandCode" in error;
}
