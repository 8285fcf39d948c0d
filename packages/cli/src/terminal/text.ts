import { stripVTControlCharacters } from "node:util";

/** How many columns a text takes. Everything this program draws is one column wide. */
export function widthOf(text: string): number {
  return [...stripVTControlCharacters(text)].length;
}

const PIECES = new RegExp(`${"\x1b"}\\[[0-9;]*m|.`, "gsu");

/** Cuts a text to `columns`; the last column is then an ellipsis. Styles are closed where it is cut. */
export function truncate(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  let kept = "";
  let width = 0;
  for (const [piece] of text.matchAll(PIECES)) {
    // Styles after the cut are kept: they are what ends those before it.
    if (piece.startsWith("\x1b")) kept += piece;
    else if (width < columns - 1) {
      kept += piece;
      if (++width === columns - 1) kept += "…";
    }
  }
  return columns < 2 ? "…".slice(0, Math.max(columns, 0)) : kept;
}

/** Text from elsewhere, harmless to a terminal: control characters are shown as what they are. */
export function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`);
}

/** Breaks a text at its spaces into lines of at most `columns`; a longer word has a line of its own. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && widthOf(line) + 1 + widthOf(word) > columns) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
