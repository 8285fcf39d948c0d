import type { LogFunction } from "@obswire/tcpip";

/** What a command gets from the program, beside its options. */
export interface Context {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  /** Aborts when the program shall end, with the reason; a command then closes what it opened and returns or throws. */
  readonly signal: AbortSignal;
  /** Ends the program as Ctrl-C does, for terminals that hand over the key instead of the signal. */
  readonly interrupt: () => void;
}

/** Options that every command has. */
export interface CommonOptions {
  readonly verbose?: true | undefined;
}

/** What the packages log, if `--verbose` asks for it; a line goes where it does no harm. */
export function verboseLog({ verbose }: CommonOptions, print: (line: string) => void): LogFunction | undefined {
  if (verbose !== true) return undefined;
  return ({ level, scope, message, data, error }) => {
    const details = data === undefined ? "" : ` ${JSON.stringify(data)}`;
    const reason = error === undefined ? "" : `: ${error instanceof Error ? error.message : String(error)}`;
    print(`${level.padEnd(5)} ${scope} ${message}${reason}${details}`);
  };
}
