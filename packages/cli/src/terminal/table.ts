import { widthOf } from "./text.ts";

/** A column of a table. */
export interface Column {
  /** Numbers go to the right. Default left. */
  readonly align?: "left" | "right" | undefined;
  /** Terminal columns it takes at least, so that nothing jumps as values change. */
  readonly minWidth?: number | undefined;
}

/** Rows of cells as lines of text, with each column as wide as its widest cell. Cells may be styled. */
export function alignCells(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const widths = columns.map(({ minWidth = 0 }, index) =>
    Math.max(minWidth, ...rows.map((row) => widthOf(row[index] ?? ""))),
  );
  return rows.map((row) =>
    columns
      .map(({ align }, index) => {
        const cell = row[index] ?? "";
        const padding = " ".repeat((widths[index] ?? 0) - widthOf(cell));
        return align === "right" ? padding + cell : cell + padding;
      })
      .join("  ")
      .trimEnd(),
  );
}
