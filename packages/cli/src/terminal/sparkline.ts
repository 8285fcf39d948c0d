const BARS = "▁▂▃▄▅▆▇█";

/** How to draw a sparkline. */
export interface SparklineOptions {
  /** Columns; the newest values are shown. */
  width: number;
  /** The smallest difference that fills the height: below it, noise is not blown up to mountains. Default 0. */
  minSpan?: number | undefined;
}

/** The newest values as a row of bars, scaled to what is shown; a value that is not a number is a gap. */
export function sparkline(values: readonly number[], { width, minSpan = 0 }: SparklineOptions): string {
  const shown = values.slice(-Math.max(width, 0) || values.length);
  if (width <= 0) return "";
  const finite = shown.filter(Number.isFinite);
  const low = Math.min(...finite);
  const span = Math.max(Math.max(...finite) - low, minSpan);
  const bars = shown.map((value) => {
    if (!Number.isFinite(value)) return " ";
    const level = span === 0 ? 0 : Math.round(((value - low) / span) * (BARS.length - 1));
    return BARS[level] ?? " ";
  });
  return bars.join("").padStart(width);
}
