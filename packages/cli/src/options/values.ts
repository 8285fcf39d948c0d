import { InvalidArgumentError, Option } from "commander";

/** What every option with a value does: turns its text into a value, or throws an error that says what it should be. */
type Parse<T> = (text: string) => T;

/** A finite number. `Number` alone takes an empty text for 0. */
export function parseFinite(text: string): number | undefined {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** A number within limits. */
export function number({
  min,
  max = Infinity,
  whole = false,
}: {
  min: number;
  max?: number;
  whole?: boolean;
}): Parse<number> {
  const range = max === Infinity ? `of at least ${min}` : `from ${min} to ${max}`;
  return (text) => {
    const value = parseFinite(text);
    if (value === undefined || value < min || value > max || (whole && !Number.isInteger(value))) {
      throw new InvalidArgumentError(`It must be a ${whole ? "whole number" : "number"} ${range}.`);
    }
    return value;
  };
}

/** A number above 0. */
export const positive: Parse<number> = (text) => {
  const value = parseFinite(text);
  if (value === undefined || value <= 0) throw new InvalidArgumentError("It must be a number greater than 0.");
  return value;
};

/** Any finite number. */
export const finite: Parse<number> = (text) => {
  const value = parseFinite(text);
  if (value === undefined) throw new InvalidArgumentError("It must be a number.");
  return value;
};

/** The name of one of these, however it is written: `ENTER_CONTROL`, `enter-control`. */
export function nameIn<Name extends string>(names: readonly Name[]): Parse<Name> {
  return (text) => {
    const wanted = text.toUpperCase().replaceAll("-", "_");
    const found = names.find((name) => name.toUpperCase() === wanted);
    if (found === undefined) throw new InvalidArgumentError(`It must be one of ${names.join(", ")}.`);
    return found;
  };
}

/** `--host`: where to connect to, or to listen. */
export function hostOption(meaning: string): Option {
  return new Option("--host <host>", meaning).default("127.0.0.1");
}

/** A port to connect to. */
export const port: Parse<number> = number({ min: 1, max: 65_535, whole: true });

/** A port that has the next one beside it. */
export const firstOfTwoPorts: Parse<number> = number({ min: 1, max: 65_534, whole: true });

/** As `firstOfTwoPorts`, or 0: two free ones. */
export const firstOfTwoPortsOrFree: Parse<number> = number({ min: 0, max: 65_534, whole: true });

/** `--json`. */
export function jsonOption(): Option {
  return new Option("--json", "print one JSON object per line, for programs");
}
