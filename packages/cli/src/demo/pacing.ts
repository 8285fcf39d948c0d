import type { Step } from "./act.ts";

/**
 * How long to leave a step to look at, so that the demo as a whole takes the time it was given: what is left of that
 * time, without what the steps to come take themselves, is shared out by `showMs`. Nothing, when there is no time left.
 *
 * @param index the step that has just happened.
 * @param leftMs until the demo should be over.
 */
export function showTime(steps: readonly Step[], index: number, leftMs: number): number {
  const toCome = steps.slice(index + 1);
  const freeMs = leftMs - toCome.reduce((sum, { takesMs }) => sum + takesMs, 0);
  const thisOne = steps[index]?.showMs ?? 0;
  const shares = thisOne + toCome.reduce((sum, { showMs }) => sum + showMs, 0);
  return shares === 0 ? 0 : Math.max(0, (freeMs * thisOne) / shares);
}
