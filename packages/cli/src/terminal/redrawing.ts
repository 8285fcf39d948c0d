import type { TextStream } from "../output.ts";
import type { Screen } from "./screen.ts";

/** Ten times a second looks alive, and costs next to nothing. */
const REDRAW_MS = 100;

/**
 * Draws again and again, until disposed.
 *
 * @param atEnd `keep`: the last drawing stays; `clear`: it is taken away, for programs that have something better to show.
 * @param render lines of at most `columns`.
 */
export function redrawing(
  screen: Screen | undefined,
  stream: TextStream,
  render: (columns: number) => readonly string[],
  atEnd: "keep" | "clear" = "keep",
): Disposable {
  if (screen === undefined) return { [Symbol.dispose]: () => {} };
  const draw = (): void => screen.draw(render((stream.columns ?? 80) - 1));
  const timer = setInterval(draw, REDRAW_MS);
  draw();
  return {
    [Symbol.dispose]: () => {
      clearInterval(timer);
      if (atEnd === "clear") screen.draw([]);
      screen.close();
    },
  };
}
