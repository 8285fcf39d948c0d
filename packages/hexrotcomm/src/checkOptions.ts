import type { CommandTelemetryServerOptions } from "./commandTelemetryServerOptions.ts";
import { generations } from "./generations.ts";
import type { Message } from "./message.ts";

const CALLBACKS = ["connectCallback", "configCallback", "telemetryCallback", "log"] as const;
const LIMITS = ["connectTimeout", "disconnectTimeout", "idleTimeoutMs"] as const;

/** Throws TypeError or RangeError with the option's name. What the TCP layer checks is left to it. */
export function checkOptions<C extends Message, T extends Message>(options: CommandTelemetryServerOptions<C, T>): void {
  for (const name of CALLBACKS) {
    const value: unknown = options[name];
    if (value !== undefined && typeof value !== "function") throw new TypeError(`${name} must be a function`);
  }
  for (const name of LIMITS) {
    const value: unknown = options[name];
    if (value !== undefined && !(typeof value === "number" && value >= 0)) {
      throw new RangeError(`${name} must be a number of milliseconds >= 0, not ${String(value)}`);
    }
  }
  const { port, host, generation = "gen1", onUnknownFrame = "disconnect", ConfigClass, TelemetryClass } = options;
  if (port === 65_535) throw new RangeError("port must be at most 65534: the command port is the next one");
  if (host === null && port === 0) throw new RangeError("port 0 needs a host: all interfaces have a free port each");
  if (!Object.hasOwn(generations, generation)) {
    throw new RangeError(`generation must be one of ${Object.keys(generations).join(", ")}, not ${String(generation)}`);
  }
  if (onUnknownFrame !== "disconnect" && onUnknownFrame !== "flush") {
    throw new RangeError(`onUnknownFrame must be disconnect or flush, not ${String(onUnknownFrame)}`);
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
