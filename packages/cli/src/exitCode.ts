import { CommanderError } from "commander";
import { Interrupted } from "./interruption.ts";

/** What the exit codes of the program mean. A second Ctrl-C ends it at once, with the same code. */
const ExitCode = {
  /** Done as asked. */
  OK: 0,
  /** It did not work; the line on stderr says what. */
  FAILED: 1,
  /** The command line is wrong; nothing was started. */
  USAGE: 2,
} as const;

/** A wrong command line that only the command itself can see, for example two options that contradict each other. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** The exit code for what a command ended with. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof Interrupted) return error.exitCode;
  if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.OK : ExitCode.USAGE;
  return error instanceof UsageError ? ExitCode.USAGE : ExitCode.FAILED;
}
