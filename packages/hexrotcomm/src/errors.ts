/** What can go wrong, as literal strings that never change. */
export type HexrotcommErrorCode =
  | "ERR_HEXROTCOMM_ALREADY_STARTED"
  | "ERR_HEXROTCOMM_CLOSED"
  | "ERR_HEXROTCOMM_NOT_CONNECTED"
  | "ERR_HEXROTCOMM_NOT_STARTED"
  | "ERR_HEXROTCOMM_UNKNOWN_FRAME";

/** An error of this package; `code` tells which. What the TCP layer reports comes through as its `TcpipError`. */
export class HexrotcommError extends Error {
  override readonly name = "HexrotcommError";
  /** Which error this is. */
  readonly code: HexrotcommErrorCode;

  constructor(code: HexrotcommErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Tells whether `error` comes from this package, and with `code`, whether it is that error. */
export function isHexrotcommError(error: unknown, code?: HexrotcommErrorCode): error is HexrotcommError {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return false;
  return code === undefined ? error.code.startsWith("ERR_HEXROTCOMM_") : error.code === code;
}
