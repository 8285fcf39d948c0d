import { declaredFields } from "./build.ts";
import type { Fields } from "./field.ts";

/** Fields whose default is made anew for each message. */
const MADE_ANEW: Readonly<Record<string, string>> = {
  sequenceId: "the next one",
  timestamp: "now",
  timestampTaiUnixSec: "now",
};

/**
 * What the table says of a kind of message, for help texts: its name and code, and a line for each field.
 *
 * ```text
 * TopEndChillerTrackAmbient (2202)
 *   …
 *   on: bool
 *   temperatureDegC: float, deg C
 * ```
 */
export function describeKind({ kind, code, fields }: { kind: string; code: number; fields: Fields }): string {
  const lines = declaredFields(fields).map(([name, { type, unit, madeAnew, defaultValue }]) => {
    const parts = [type.name, ...(unit === undefined ? [] : [unit])];
    const anew = madeAnew ? MADE_ANEW[name] : undefined;
    if (defaultValue !== undefined) parts.push(`default ${anew ?? JSON.stringify(defaultValue())}`);
    return `  ${name}: ${parts.join(", ")}`;
  });
  return [`${kind} (${code})`, ...lines].join("\n");
}
