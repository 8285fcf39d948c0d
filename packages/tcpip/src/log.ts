/** How serious a log record is. */
export type LogLevel = "debug" | "info" | "warn" | "error";

/** One thing worth telling. Records are plain data; bytes of messages and secrets are never in them. */
export interface LogRecord {
  level: LogLevel;
  /** Who speaks, for example `OneClientServer(telemetry)`. */
  scope: string;
  /** What happened, as a sentence without a full stop. */
  message: string;
  /** Values that belong to the message. */
  data?: Record<string, unknown>;
  /** The error that was the reason. */
  error?: unknown;
}

/** Where log records go. The packages are silent unless they are given one. A function that throws is ignored. */
export type LogFunction = (record: LogRecord) => void;

/** A logger of one scope that never throws. */
export interface ScopedLog {
  /** What a developer wants to know. */
  debug(message: string, data?: Record<string, unknown>): void;
  /** What happens in good order. */
  info(message: string, data?: Record<string, unknown>): void;
  /** What is not as it should be, and is coped with. */
  warn(message: string, error?: unknown, data?: Record<string, unknown>): void;
  /** What went wrong. */
  error(message: string, error?: unknown, data?: Record<string, unknown>): void;
}

/** Binds a log function to a scope. Without a function the result is silent. */
export function scopedLog(log: LogFunction | undefined, scope: string): ScopedLog {
  const write = (level: LogLevel, message: string, data?: Record<string, unknown>, error?: unknown): void => {
    if (log === undefined) return;
    const record: LogRecord = { level, scope, message };
    if (data !== undefined) record.data = data;
    if (error !== undefined) record.error = error;
    try {
      log(record);
    } catch {
      // A logger that fails must not change what the program does.
    }
  };
  return {
    debug: (message, data) => write("debug", message, data),
    info: (message, data) => write("info", message, data),
    warn: (message, error, data) => write("warn", message, data, error),
    error: (message, error, data) => write("error", message, data, error),
  };
}

const SEVERITY: Record<LogLevel, number> = { debug: 0, info: 1, warn: 2, error: 3 };

/** A log function that writes one line per record to stderr through `console.error`, from `minLevel` up. */
export function consoleLog(minLevel: LogLevel = "info"): LogFunction {
  return ({ level, scope, message, data, error }) => {
    if (SEVERITY[level] < SEVERITY[minLevel]) return;
    const details = data === undefined ? "" : ` ${JSON.stringify(data)}`;
    const reason = error === undefined ? "" : `: ${error instanceof Error ? error.message : String(error)}`;
    console.error(`${new Date().toISOString()} ${level.padEnd(5)} ${scope} ${message}${reason}${details}`);
  };
}

/** The part of a pino logger that `pinoLog` uses. */
export type PinoLike = Record<LogLevel, (fields: Record<string, unknown>, message: string) => void>;

/** A log function that hands each record to a pino logger (or one with its methods). */
export function pinoLog(logger: PinoLike): LogFunction {
  return ({ level, scope, message, data, error }) => {
    logger[level]({ ...data, scope, ...(error === undefined ? {} : { err: error }) }, message);
  };
}
