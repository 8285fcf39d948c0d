import type { Writable } from "node:stream";

/** A stream that text goes to, of which only this much is needed: process.stdout, or something in a test. */
export type TextStream = Pick<Writable, "write"> & {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  readonly rows?: number | undefined;
};

/**
 * Looks after process.stdout and process.stderr, until disposed: a reader that goes away (`obswire … | head`) is not an
 * error that ends the program with a stack, but a reason to stop.
 */
export function guardOutput(onClosed: () => void): Disposable {
  const ignore = (): void => {};
  process.stdout.on("error", onClosed);
  process.stderr.on("error", ignore);
  return {
    [Symbol.dispose]: () => {
      process.stdout.off("error", onClosed);
      process.stderr.off("error", ignore);
    },
  };
}

/** Writes a line to stderr. */
export function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Resolves when the stream can take more: at once, as long as its reader keeps up. */
export function writeLine(stream: Writable, text: string): Promise<void> | undefined {
  if (stream.writableEnded || stream.destroyed) return undefined;
  if (stream.write(`${text}\n`)) return undefined;
  return new Promise((resolve) => {
    const done = (): void => {
      for (const event of ["drain", "close", "error"]) stream.off(event, done);
      resolve();
    };
    for (const event of ["drain", "close", "error"]) stream.once(event, done);
  });
}
