import type { TextStream } from "../output.ts";
import { truncate } from "./text.ts";

/** Output in two parts: lines that stay, and below them a drawing that is made anew each time. */
export interface Screen {
  /** Prints a line that stays. */
  print(line: string): void;
  /** Replaces the drawing. */
  draw(lines: readonly string[]): void;
  /** The last drawing stays; nothing is drawn any more. Lines are still printed. */
  close(): void;
}

/** A line being typed below the drawing. */
export interface Prompt {
  /** Lines of the terminal above the cursor that belong to what is being typed. */
  rowsAbove(): number;
  /** Writes prompt and typed text again, at the beginning of an empty line. */
  refresh(): void;
}

/** A screen without a drawing: for files, pipes, and `--plain`. */
export class LineScreen implements Screen {
  readonly #stream: TextStream;

  constructor(stream: TextStream) {
    this.#stream = stream;
  }

  print(line: string): void {
    this.#stream.write(`${line}\n`);
  }

  draw(): void {}

  close(): void {}
}

const UP = (rows: number): string => (rows > 0 ? `\x1b[${rows}A` : "");
const CLEAR_TO_LINE_END = "\x1b[K";
const CLEAR_BELOW = "\x1b[J";
/** Terminals that know this mode show what is between the two at once, without flicker; others ignore it. */
const BEGIN_UPDATE = "\x1b[?2026h";
const END_UPDATE = "\x1b[?2026l";

/**
 * A screen on a terminal. It draws in place, at the end of what the terminal shows, and never takes away the cursor or
 * the terminal's other contents: however the program ends, there is nothing to restore.
 */
export class LiveScreen implements Screen {
  readonly #stream: TextStream;
  #prompt: Prompt | undefined;
  #drawn: readonly string[] = [];
  #closed = false;

  constructor(stream: TextStream) {
    this.#stream = stream;
  }

  /** From now on there is a prompt below the drawing. */
  usePrompt(prompt: Prompt): void {
    this.#prompt = prompt;
    prompt.refresh();
  }

  print(line: string): void {
    if (this.#closed) this.#stream.write(`${line}\n`);
    else this.#update([line], this.#drawn, this.#prompt?.rowsAbove() ?? 0);
  }

  /** A typed line was ended with Enter: the terminal has moved the cursor below it. It becomes a line that stays. */
  entered(typed: string, rows: number): void {
    if (!this.#closed) this.#update([typed], this.#drawn, rows);
  }

  draw(lines: readonly string[]): void {
    if (this.#closed) return;
    const { columns = 80, rows = 24 } = this.#stream;
    const fitting = lines.slice(0, Math.max(rows - 2, 0)).map((line) => truncate(line, columns - 1));
    this.#update([], fitting, this.#prompt?.rowsAbove() ?? 0);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    if (this.#prompt !== undefined) this.#stream.write(`\r${CLEAR_BELOW}`);
  }

  #update(staying: readonly string[], drawing: readonly string[], rowsBelow: number): void {
    const lines = [...staying, ...drawing].map((line) => `${line}${CLEAR_TO_LINE_END}\n`).join("");
    this.#stream.write(`${BEGIN_UPDATE}\r${UP(this.#drawn.length + rowsBelow)}${lines}${CLEAR_BELOW}${END_UPDATE}`);
    this.#drawn = drawing;
    this.#prompt?.refresh();
  }
}
