/** Ways to make text stand out. */
export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  good(text: string): string;
  warn(text: string): string;
  bad(text: string): string;
  accent(text: string): string;
}

const sgr =
  (on: number, off: number) =>
  (text: string): string =>
    text === "" ? "" : `\x1b[${on}m${text}\x1b[${off}m`;

const COLOURS: Style = {
  bold: sgr(1, 22),
  dim: sgr(2, 22),
  good: sgr(32, 39),
  warn: sgr(33, 39),
  bad: sgr(31, 39),
  accent: sgr(36, 39),
};

const asIs = (text: string): string => text;

/** Text without any style. */
export const PLAIN: Style = { bold: asIs, dim: asIs, good: asIs, warn: asIs, bad: asIs, accent: asIs };

/** The style for a stream: colours on a terminal that has them, unless NO_COLOR says otherwise (https://no-color.org). */
export function styleFor(
  stream: { readonly isTTY?: boolean | undefined },
  env: Readonly<Record<string, string | undefined>> = process.env,
): Style {
  const { NO_COLOR = "", TERM } = env;
  return stream.isTTY === true && NO_COLOR === "" && TERM !== "dumb" ? COLOURS : PLAIN;
}
