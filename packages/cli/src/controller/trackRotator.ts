import type { RunCommandOptions } from "@obswire/hexrotcomm";
import type { Rotator } from "../devices/listeningRotator.ts";
import { pause } from "../pause.ts";
import { taiNow } from "./taiNow.ts";

/** What to follow. */
export interface Track {
  readonly fromDeg: number;
  readonly degPerSec: number;
  readonly durationMs: number;
  /** Called after each command that was accepted. */
  readonly accepted?: (() => void) | undefined;
}

/** The control software's pace, in milliseconds. A controller that hears nothing for a second goes to FAULT. */
const TRACK_PERIOD_MS = 50;

/**
 * Lets the rotator follow a target that moves with constant velocity, and stops it at the end, whatever the end is.
 * Resolves to the number of TRACK_VEL_CMD that were accepted.
 */
export async function trackRotator(
  rotator: Rotator,
  { fromDeg, degPerSec, durationMs, accepted }: Track,
  limits: RunCommandOptions,
): Promise<number> {
  const { signal, timeoutMs } = limits;
  const stop = (): Promise<unknown> => rotator.stop({ timeoutMs });
  await rotator.startTracking(limits);
  let count = 0;
  try {
    const startTai = taiNow();
    const endTai = startTai + durationMs / 1000;
    for (let taiUnixSec = startTai; taiUnixSec < endTai; taiUnixSec = taiNow()) {
      const angleDeg = fromDeg + degPerSec * (taiUnixSec - startTai);
      await rotator.track({ taiUnixSec, angleDeg, velocityDegPerSec: degPerSec }, limits);
      count++;
      accepted?.();
      await pause(TRACK_PERIOD_MS, signal);
    }
  } catch (error) {
    // Without the signal: stopping is the one thing to do when it has aborted. The first error is the one to tell.
    await stop().catch(() => {});
    throw error;
  }
  await stop();
  return count;
}
