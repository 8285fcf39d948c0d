import type { LogFunction } from "@obswire/tcpip";
import type { CommandCodes } from "./checkCommand.ts";
import type { WireGeneration } from "./generations.ts";
import type { Message, MessageClass } from "./message.ts";

/** What a server and a client of this package have in common. `C` and `T` are the device's configuration and telemetry. */
export interface LinkOptions<Self, C extends Message, T extends Message> {
  /** The device's configuration struct. */
  ConfigClass: MessageClass<C>;
  /** The device's telemetry struct. */
  TelemetryClass: MessageClass<T>;
  /** Written into every command up to `gen3`: a constant of the device. Default: what the command holds. */
  syncPattern?: number | undefined;
  /** The device's command codes by name. With them messages name commands, and unknown codes are refused. Default: none. */
  CommandCode?: CommandCodes | undefined;
  /** Called with the instance at each change of the connections. What it throws is logged and changes nothing. */
  connectCallback?: ((self: Self) => void | Promise<void>) | undefined;
  /**
   * Called after each configuration, with `config` filled. The next message is read when it has settled, or a command
   * waits for its answer: a callback may run commands.
   */
  configCallback?: ((self: Self) => void | Promise<void>) | undefined;
  /** Called after each telemetry, with `telemetry` filled. The next message is read as after `configCallback`. */
  telemetryCallback?: ((self: Self) => void | Promise<void>) | undefined;
  /**
   * A header with a frame id that is not known. There is no way to find the next header in the stream. `disconnect`
   * closes the telemetry connection; `flush` does what the originals from 0.15 on do: drop one read of at most the
   * largest struct and go on, hoping. Default: `disconnect` on a server, whose controller connects again; `flush` on a
   * client.
   */
  onUnknownFrame?: "disconnect" | "flush" | undefined;
  /** Longest wait for the connections, in milliseconds, when no other limit is given. Default 10000; 0: no limit. */
  connectTimeout?: number | undefined;
  /** Silence after which a telemetry connection counts as lost, in milliseconds. Default 0: never. */
  idleTimeoutMs?: number | undefined;
  /** A name for log texts. */
  name?: string | undefined;
  /** Where log records go. Default: nowhere. */
  log?: LogFunction | undefined;
}

const CALLBACKS = ["connectCallback", "configCallback", "telemetryCallback", "log"] as const;

/** Throws TypeError or RangeError with the option's name. What the TCP layer checks is left to it. */
export function checkLinkOptions<Self, C extends Message, T extends Message>(options: LinkOptions<Self, C, T>): void {
  for (const name of CALLBACKS) {
    const value: unknown = options[name];
    if (value !== undefined && typeof value !== "function") throw new TypeError(`${name} must be a function`);
  }
  checkMs("connectTimeout", options.connectTimeout);
  checkMs("idleTimeoutMs", options.idleTimeoutMs);
  const { onUnknownFrame = "flush", ConfigClass, TelemetryClass } = options;
  if (onUnknownFrame !== "disconnect" && onUnknownFrame !== "flush") {
    throw new RangeError(`onUnknownFrame must be disconnect or flush, not ${describe(onUnknownFrame)}`);
  }
  for (const [name, messageClass] of Object.entries({ ConfigClass, TelemetryClass })) {
    if (typeof messageClass !== "function" || !Number.isInteger(messageClass.FRAME_ID)) {
      throw new TypeError(`${name} must be a struct class with a static FRAME_ID`);
    }
  }
  if (ConfigClass.FRAME_ID === TelemetryClass.FRAME_ID) {
    throw new RangeError(`ConfigClass and TelemetryClass have the same FRAME_ID ${ConfigClass.FRAME_ID}`);
  }
}

/** Throws a TypeError or RangeError that names the option unless `value` is absent or a number of milliseconds >= 0. */
export function checkMs(name: string, value: unknown): void {
  if (value === undefined) return;
  if (typeof value !== "number") {
    throw new TypeError(`${name} must be a number of milliseconds, not ${describe(value)}`);
  }
  if (!(value >= 0)) throw new RangeError(`${name} must be >= 0 milliseconds, not ${value}`);
}

/** Throws a TypeError or RangeError that names the option unless `value` is absent or a whole number >= 0. */
export function checkWhole(name: string, value: unknown): void {
  if (value === undefined) return;
  if (typeof value !== "number") throw new TypeError(`${name} must be a whole number, not ${describe(value)}`);
  if (!Number.isSafeInteger(value) || value < 0)
    throw new RangeError(`${name} must be a whole number >= 0, not ${value}`);
}

/** A short text for a wrong value. */
export function describe(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (value === null || value === undefined) return String(value);
  if (typeof value === "object") return "an object";
  return typeof value === "function" ? "a function" : `${typeof value} ${String(value)}`;
}

/** Throws a RangeError unless `generation` is one of `allowed`. */
export function checkGeneration<G extends WireGeneration>(generation: unknown, allowed: readonly G[]): void {
  if (allowed.some((one) => one === generation)) return;
  throw new RangeError(`generation must be one of ${allowed.join(", ")}, not ${describe(generation)}`);
}
