import type { TextStream } from "../../src/output.ts";

/** Just enough of a terminal to see what a live screen leaves on it: CR, LF, cursor up, clear to the end of line and below. */
export class Terminal implements TextStream {
  readonly isTTY = true;
  columns: number;
  rows: number;
  /** Every escape sequence that was written, without its ESC. */
  readonly sequences: string[] = [];
  #lines: string[] = [""];
  #row = 0;
  #column = 0;

  constructor(columns = 80, rows = 24) {
    this.columns = columns;
    this.rows = rows;
  }

  /** What is on it, without empty lines at the end. */
  get text(): string {
    return this.#lines.join("\n").trimEnd();
  }

  write(text: string): boolean {
    for (const [piece, sequence] of text.matchAll(new RegExp(`${"\x1b"}(\\[[?0-9;]*[A-Za-z])|.`, "gsu"))) {
      if (sequence !== undefined) this.#control(sequence);
      else if (piece === "\r") this.#column = 0;
      else if (piece === "\n") this.#newLine();
      else this.#put(piece);
    }
    return true;
  }

  #control(sequence: string): void {
    this.sequences.push(sequence);
    const line = this.#lines[this.#row] ?? "";
    if (sequence.endsWith("A")) this.#row = Math.max(0, this.#row - (Number.parseInt(sequence.slice(1), 10) || 1));
    else if (sequence === "[K") this.#lines[this.#row] = line.slice(0, this.#column);
    else if (sequence === "[J") {
      this.#lines[this.#row] = line.slice(0, this.#column);
      this.#lines.length = this.#row + 1;
    }
  }

  #put(character: string): void {
    if (this.#column === this.columns) this.#newLine();
    const line = (this.#lines[this.#row] ?? "").padEnd(this.#column);
    this.#lines[this.#row] = line.slice(0, this.#column) + character + line.slice(this.#column + 1);
    this.#column++;
  }

  #newLine(): void {
    this.#row++;
    this.#column = 0;
    if (this.#row === this.#lines.length) this.#lines.push("");
  }
}
