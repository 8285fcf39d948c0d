const DAY_MS = 86_400_000;
const TWO: readonly string[] = Array.from({ length: 100 }, (_, index) => `${index}`.padStart(2, "0"));
const THREE: readonly string[] = Array.from({ length: 1000 }, (_, index) => `${index}`.padStart(3, "0"));
const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(\.\d*)?)?)?$/;

/** The day written last: most messages of a session are of one day, and the day is the expensive part. */
let cachedDay = Number.NaN;
let cachedDayText = "";

/** UTC as in messages: `2020-02-27T14:48:27.469`, always three digits, no zone. @throws RangeError outside years 0 to 9999. */
export function timestampText(date: Date): string {
  const ms = date.getTime();
  const day = Math.floor(ms / DAY_MS);
  if (day !== cachedDay) {
    const iso = date.toISOString();
    if (iso.length !== 24) throw new RangeError(`${iso} has no place in a message`);
    cachedDayText = iso.slice(0, 11);
    cachedDay = day;
  }
  const inDay = ms - day * DAY_MS;
  const sec = Math.floor(inDay / 1000);
  const min = Math.floor(sec / 60);
  const hour = Math.floor(min / 60);
  return `${cachedDayText}${TWO[hour]}:${TWO[min - hour * 60]}:${TWO[sec - min * 60]}.${THREE[inDay - sec * 1000]}`;
}

/** The day read last, as text (`2020-02-27T`) and as milliseconds. */
const lastDay = { text: "", ms: Number.NaN };

/** The day that was read last, as text with its T, and as unix time in milliseconds; no text before the first one. */
export function readDay(): { readonly text: string; readonly ms: number } {
  return lastDay;
}

/**
 * The time that a text stands for, or `undefined`. More than three digits are rounded; the time of day, or its seconds,
 * may be absent. A leap second counts as the second after it, as in unix time.
 */
export function parseTimestamp(text: string): Date | undefined {
  // Nearly always it is this form, and nearly always of the same day.
  if (text.length === 23 && lastDay.text !== "" && text.startsWith(lastDay.text)) {
    const hour = two(text, 11);
    const min = two(text, 14);
    const sec = two(text, 17);
    const ms = two(text, 20) * 10 + digit(text, 22);
    const separated = text.charCodeAt(13) === 0x3a && text.charCodeAt(16) === 0x3a && text.charCodeAt(19) === 0x2e;
    if (separated && hour < 24 && min < 60 && sec < 61)
      return dateOf(lastDay.ms + ((hour * 60 + min) * 60 + sec) * 1000 + ms);
  }
  return parseAnyTimestamp(text.trim());
}

function parseAnyTimestamp(text: string): Date | undefined {
  const [, year, month, day, hour = "0", min = "0", sec = "0", fraction = ".0"] = ISO.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const dayMs = Date.parse(`${year}-${month}-${day}`);
  // Date.parse lets the 31st of February pass as a day in March.
  if (Number.isNaN(dayMs) || new Date(dayMs).getUTCDate() !== Number(day)) return undefined;
  if (Number(hour) > 23 || Number(min) > 59 || Number(sec) > 60) return undefined;
  lastDay.text = `${year}-${month}-${day}T`;
  lastDay.ms = dayMs;
  const ms = fraction === "." ? 0 : Math.round(Number(fraction) * 1000);
  return dateOf(dayMs + ((Number(hour) * 60 + Number(min)) * 60 + Number(sec)) * 1000 + ms);
}

/** NaN when a place had no digit. */
function dateOf(ms: number): Date | undefined {
  return Number.isNaN(ms) ? undefined : new Date(ms);
}

function two(text: string, at: number): number {
  return digit(text, at) * 10 + digit(text, at + 1);
}

function digit(text: string, at: number): number {
  const value = text.charCodeAt(at) - 0x30;
  return value >= 0 && value <= 9 ? value : Number.NaN;
}
