/** A value with a fixed number of digits, so that columns do not jump; a sign also for what rounds to nothing. */
export function formatNumber(value: number, digits: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  if (Math.abs(value) >= 1e9) return value.toExponential(3);
  const text = value.toFixed(digits);
  return Number(text) === 0 ? text.replace("-", "") : text;
}

/** A rate in Hz. */
export function formatRate(hz: number): string {
  return `${hz.toFixed(1)} Hz`;
}

/** How long ago something was: `34 ms`, `1.2 s`, `3 min`. */
export function formatAge(ms: number | undefined): string {
  if (ms === undefined) return "never";
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  return ms < 3_600_000 ? `${Math.floor(ms / 60_000)} min` : `${Math.floor(ms / 3_600_000)} h`;
}

/** A duration in seconds: `0.48 s`, `20.1 s`. */
export function formatSeconds(ms: number): string {
  return `${(ms / 1000).toFixed(ms < 9995 ? 2 : 1)} s`;
}
