import type { Row, Skipped } from "./row.ts";

/** Whether the row's figure is reached; undefined for rows that only inform. */
export function isReached({ quantity, ratio, reach }: Row): boolean | undefined {
  if (reach === undefined) return undefined;
  return quantity === "speed" ? ratio >= reach : ratio <= reach;
}

/** Whether this is a row that could not be measured. */
export function isSkipped(row: Row | Skipped): row is Skipped {
  return "why" in row;
}

/** Renders a number with two to three significant digits. */
function ratioText(ratio: number): string {
  if (!Number.isFinite(ratio)) return String(ratio);
  return ratio >= 100 ? ratio.toFixed(0) : ratio >= 10 ? ratio.toFixed(1) : ratio.toFixed(2);
}

/** Renders rows as tables, one for each group. */
export function formatTables(rows: readonly (Row | Skipped)[]): string {
  const groups = [...new Set(rows.map(({ group }) => group))];
  return groups
    .map((group) => {
      const own = rows.filter((row) => row.group === group);
      const lines = [HEADINGS, ...own.map(cells)];
      const widths = HEADINGS.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
      const text = lines.map((line) => `  ${line.map((cell, i) => pad(cell, widths[i] ?? 0, i)).join("  ")}`.trimEnd());
      return [group, ...text].join("\n");
    })
    .join("\n\n");
}

/** One line that sums up: how many figures were reached, missed, not measured. */
export function formatSummary(rows: readonly (Row | Skipped)[]): string {
  const measured = rows.filter((row): row is Row => !isSkipped(row));
  const reached = measured.filter((row) => isReached(row) === true).length;
  const missed = measured.filter((row) => isReached(row) === false).length;
  const skipped = rows.length - measured.length;
  const informing = measured.length - reached - missed;
  return [
    `${reached} of ${reached + missed} figures reached`,
    ...(missed > 0 ? [`${missed} NOT REACHED`] : []),
    ...(informing > 0 ? [`${informing} for information`] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
  ].join(", ");
}

const HEADINGS = ["benchmark", "against", "ratio", "reach", "", "detail"];
const RIGHT_ALIGNED = new Set([2, 3]);

function cells(row: Row | Skipped): string[] {
  if (isSkipped(row)) return [row.name, "", "-", "", "skipped", row.why];
  const reached = isReached(row);
  const bound = row.reach === undefined ? "" : `${row.quantity === "speed" ? ">=" : "<="} ${ratioText(row.reach)}`;
  const mark = reached === undefined ? "" : reached ? "ok" : "NOT REACHED";
  return [`${row.name} (${row.quantity})`, row.against, ratioText(row.ratio), bound, mark, row.detail ?? ""];
}

function pad(text: string, width: number, column: number): string {
  return RIGHT_ALIGNED.has(column) ? text.padStart(width) : text.padEnd(width);
}
