/** What can go wrong, as literal strings that never change. */
export type MtmountErrorCode =
  | "ERR_MTMOUNT_ACK_TIMEOUT"
  | "ERR_MTMOUNT_CLOSED"
  | "ERR_MTMOUNT_CONNECTION_LOST"
  | "ERR_MTMOUNT_DONE_TIMEOUT"
  | "ERR_MTMOUNT_FAILED"
  | "ERR_MTMOUNT_FIELD"
  | "ERR_MTMOUNT_NOT_CONNECTED"
  | "ERR_MTMOUNT_REJECTED"
  | "ERR_MTMOUNT_SEQUENCE_ID"
  | "ERR_MTMOUNT_SUPERSEDED"
  | "ERR_MTMOUNT_TELEMETRY"
  | "ERR_MTMOUNT_UNPARSABLE";

/** An error of this package; `code` tells which. What the TCP layer reports comes through as its `TcpipError`. */
export class MtmountError extends Error {
  override readonly name: string = "MtmountError";
  /** Which error this is. */
  readonly code: MtmountErrorCode;

  constructor(code: MtmountErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** A field of a message cannot have this value: `ElevationAxisMove.positionDeg must be a number, not "45"`. */
export class FieldError extends MtmountError {
  override readonly name = "FieldError";
  /** The kind of the message. */
  readonly messageKind: string;
  /** The name of the field. */
  readonly field: string;
  /** What was given or received. */
  readonly value: unknown;

  constructor(messageKind: string, field: string, wanted: string, value: unknown) {
    super("ERR_MTMOUNT_FIELD", `${messageKind}.${field} must be ${wanted}, not ${describeValue(value)}`);
    this.messageKind = messageKind;
    this.field = field;
    this.value = value;
  }
}

/** Received bytes are no message. The stream goes on behind them. The reason, where a field is to blame, is the `cause`. */
export class UnparsableMessageError extends MtmountError {
  override readonly name = "UnparsableMessageError";
  /** The message as received, without its terminator; of one beyond the limit, the beginning. They are the caller's. */
  readonly bytes: Uint8Array;

  constructor(reason: string, bytes: Uint8Array, options?: ErrorOptions) {
    super("ERR_MTMOUNT_UNPARSABLE", `cannot parse ${describeBytes(bytes)}: ${reason}`, options);
    this.bytes = bytes;
  }
}

/** Tells whether `error` comes from this package, and with `code`, whether it is that error. */
export function isMtmountError(error: unknown, code?: MtmountErrorCode): error is MtmountError {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return false;
  return code === undefined ? error.code.startsWith("ERR_MTMOUNT_") : error.code === code;
}

function describeValue(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.length > 80 ? `${value.slice(0, 80)}…` : value);
  if (Object.is(value, -0)) return "-0";
  if (typeof value === "object" && value !== null) {
    if (value instanceof Date) return "an invalid Date";
    return Array.isArray(value) ? "an array" : "an object";
  }
  return typeof value === "function" ? "a function" : String(value);
}

/** The bytes as quoted text, the way they would be typed; at most 120 of them. */
function describeBytes(bytes: Uint8Array): string {
  const shown = Buffer.from(bytes.subarray(0, 120)).toString("latin1");
  const more = bytes.length > 120 ? `… (${bytes.length} bytes)` : "";
  return `${JSON.stringify(shown)}${more}`;
}
