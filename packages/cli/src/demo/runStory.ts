import { describeError } from "../describeError.ts";
import { limitedSignal } from "../limitedSignal.ts";
import { pause } from "../pause.ts";
import type { Step } from "./act.ts";
import { showTime } from "./pacing.ts";

/** Who tells the story. */
export interface Listener {
  begins(step: Step): void;
  happened(step: Step, what: string): void;
}

/** A step that did not happen. */
export class StepError extends Error {
  override readonly name = "StepError";
}

/**
 * Makes the steps happen one after the other, in about `durationMs` altogether.
 *
 * @throws StepError with the step's name when it fails or passes its limit; the signal's reason on abort.
 */
export async function runStory(
  steps: readonly Step[],
  durationMs: number,
  listener: Listener,
  signal: AbortSignal,
): Promise<void> {
  const endMs = performance.now() + durationMs;
  for (const [index, step] of steps.entries()) {
    listener.begins(step);
    listener.happened(step, await runStep(step, signal));
    await pause(showTime(steps, index, endMs - performance.now()), signal);
  }
}

async function runStep(step: Step, signal: AbortSignal): Promise<string> {
  using limit = limitedSignal(signal, step.limitMs);
  try {
    return await step.run(limit.signal);
  } catch (cause) {
    signal.throwIfAborted();
    const why = limit.expired ? `not within ${step.limitMs / 1000} s` : describeError(cause);
    throw new StepError(`the demo failed at "${step.name}" (${step.doing}): ${why}`, { cause });
  }
}
