import { inspect } from "node:util";
import { CommanderError } from "commander";
import type { Context } from "./context.ts";
import { describeError } from "./describeError.ts";
import { exitCodeOf, UsageError } from "./exitCode.ts";
import { Interrupted, Interruption } from "./interruption.ts";
import { complain, guardOutput } from "./output.ts";
import { buildProgram } from "./program.ts";

/**
 * Runs one command line; resolves to the exit code. Everything the command opened is closed then.
 *
 * @param endWithParent when this process is a child with a channel to its parent: end when that is gone.
 */
export async function main(
  argv: readonly string[],
  { endWithParent = false }: { endWithParent?: boolean } = {},
): Promise<number> {
  using interruption = new Interruption();
  if (endWithParent) interruption.endWithParent();
  using _guard = guardOutput(interruption.outputClosed);
  const { signal } = interruption;
  const context: Context = {
    stdin: process.stdin,
    stdout: process.stdout,
    signal,
    interrupt: () => interruption.interrupt("Ctrl-C", 130),
  };
  try {
    await buildProgram(context).parseAsync(argv, { from: "user" });
    return signal.aborted ? exitCodeOf(signal.reason) : 0;
  } catch (error) {
    // What fails because everything is being closed is not the reason.
    if (signal.aborted) return exitCodeOf(signal.reason);
    explain(error, argv.includes("--verbose"));
    return exitCodeOf(error);
  }
}

/** One line on stderr that says what is wrong; the stack only for those who ask. Commander has explained its own errors. */
function explain(error: unknown, verbose: boolean): void {
  if (error instanceof CommanderError || error instanceof Interrupted) return;
  complain(`obswire: ${describeError(error)}`);
  if (error instanceof UsageError) complain("Add --help to see how the command is used.");
  if (verbose) complain(inspect(error));
}
