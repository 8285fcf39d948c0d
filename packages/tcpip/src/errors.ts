/** What can go wrong, as literal strings that never change. */
export type TcpipErrorCode =
  | "ERR_TCPIP_ALREADY_STARTED"
  | "ERR_TCPIP_CLOSED"
  | "ERR_TCPIP_CONCURRENT_READ"
  | "ERR_TCPIP_CONNECT"
  | "ERR_TCPIP_CONNECTION_LOST"
  | "ERR_TCPIP_ENCODING"
  | "ERR_TCPIP_INCOMPLETE_READ"
  | "ERR_TCPIP_JSON"
  | "ERR_TCPIP_LIMIT_OVERRUN"
  | "ERR_TCPIP_LISTEN"
  | "ERR_TCPIP_NOT_CONNECTED"
  | "ERR_TCPIP_TIMEOUT"
  | "ERR_TCPIP_UNEXPECTED_HEARTBEAT";

/**
 * The base of every error of this package. `code` tells which one; a lower-level error, where there is one, is the `cause`.
 * Wrong options are not reported by it: they throw `TypeError` or `RangeError` with the option's name, at once.
 */
export class TcpipError extends Error {
  override readonly name: string = "TcpipError";
  /** Which error this is. */
  readonly code: TcpipErrorCode;

  constructor(code: TcpipErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The stream ended before the message did. The bytes that had arrived are in `partial`. */
export class IncompleteReadError extends TcpipError {
  override readonly name = "IncompleteReadError";
  /** The bytes received since the last complete message; they are the caller's. */
  readonly partial: Uint8Array;
  /** How many bytes were wanted; `undefined` when reading up to a separator. */
  readonly expected: number | undefined;

  constructor(partial: Uint8Array, expected: number | undefined, options?: ErrorOptions) {
    const wanted = expected === undefined ? "and no separator" : `of the ${expected} wanted`;
    const got = partial.length === 0 ? "where a message could begin" : `after ${partial.length} bytes ${wanted}`;
    super("ERR_TCPIP_INCOMPLETE_READ", `the stream ended ${got}`, options);
    this.partial = partial;
    this.expected = expected;
  }
}

/** No separator within the limit. The bytes stay in the reader, and the connection stays up. */
export class LimitOverrunError extends TcpipError {
  override readonly name = "LimitOverrunError";
  /** The limit, in bytes, separator included. */
  readonly limitBytes: number;
  /** How many bytes of the message had arrived when the limit was passed. */
  readonly bufferedBytes: number;

  constructor(limitBytes: number, bufferedBytes: number) {
    super(
      "ERR_TCPIP_LIMIT_OVERRUN",
      `no separator in the first ${bufferedBytes} bytes; the limit is ${limitBytes} bytes (limitBytes)`,
    );
    this.limitBytes = limitBytes;
    this.bufferedBytes = bufferedBytes;
  }
}

/** The text is not JSON. The message contains it; the connection stays up. */
export class JsonDecodeError extends TcpipError {
  override readonly name = "JsonDecodeError";
  /** The text as received, without its terminator. */
  readonly text: string;

  constructor(text: string, cause: unknown) {
    super("ERR_TCPIP_JSON", `not JSON: ${JSON.stringify(text)}`, { cause });
    this.text = text;
  }
}

/**
 * Tells whether `error` comes from this package, and with `code`, whether it is that error. It goes by the code and
 * not by the class, so that two copies of the package in one program understand each other.
 */
export function isTcpipError(error: unknown, code?: TcpipErrorCode): error is TcpipError {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return false;
  return code === undefined ? error.code.startsWith("ERR_TCPIP_") : error.code === code;
}
