import { createInterface } from "node:readline";
import type { Prompt } from "../terminal/screen.ts";

/** Where the lines go, and what happens at the end. */
export interface InputHandlers {
  /** A line was typed or read. `rows` is how many lines of the terminal it took. */
  onLine(line: string, rows: number): void;
  /** There will be no more lines: Ctrl-D, or the end of a file or pipe. */
  onEnd(): void;
  /** Ctrl-C, which a prompt takes as a key and not as a signal. */
  onInterrupt(): void;
}

/** Lines from stdin: with a prompt that can be edited when `terminal` is given, else as they come. */
export class InputLines implements Disposable {
  /** The prompt, if there is one. */
  readonly prompt: Prompt | undefined;
  readonly #close: () => void;

  constructor(stdin: NodeJS.ReadStream, terminal: NodeJS.WriteStream | undefined, handlers: InputHandlers) {
    const lines = createInterface({
      input: stdin,
      ...(terminal === undefined ? { terminal: false } : { output: terminal, terminal: true }),
      prompt: PROMPT,
    });
    let closed = false;
    lines.on("line", (line) => {
      const width = terminal?.columns ?? 80;
      handlers.onLine(line, 1 + Math.floor((PROMPT.length + line.length) / width));
    });
    lines.on("SIGINT", () => handlers.onInterrupt());
    lines.on("close", () => {
      if (!closed) handlers.onEnd();
    });
    this.prompt =
      terminal === undefined
        ? undefined
        : {
            rowsAbove: () => lines.getCursorPos().rows,
            refresh: () => {
              if (!closed) lines.prompt(true);
            },
          };
    this.#close = () => {
      closed = true;
      lines.close();
      stdin.pause();
      stdin.unref?.();
    };
  }

  [Symbol.dispose](): void {
    this.#close();
  }
}

const PROMPT = "> ";
