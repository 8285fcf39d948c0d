import type { Accepted } from "@obswire/hexrotcomm";
import type { ShownMessage } from "../devices/device.ts";
import type { DeviceLink } from "../devices/listeningDevice.ts";
import type { States } from "../hexrotcomm/stateText.ts";
import { formatNumber, formatSeconds } from "../terminal/numbers.ts";
import type { ActionContext } from "./action.ts";

/** How much longer than it said a motion may take, in milliseconds; where nothing is said, this is the limit. */
const MOTION_LIMIT_MS = 120_000;

/**
 * Waits until the motion is over, and reports where it ended. At rest elsewhere is a failure: a controller that does not
 * acknowledge does not refuse either, and any motion can be stopped by somebody else.
 *
 * @param targets where each axis should end, and how far from it is near enough.
 */
export async function waitInPosition<L extends DeviceLink, C extends ShownMessage, T extends ShownMessage & States>(
  { link, device, telemetry, signal, report }: ActionContext<L, C, T>,
  { durationSec }: Accepted,
  targets: Readonly<Record<string, { readonly target: number; readonly tolerance: number }>>,
): Promise<void> {
  const startMs = performance.now();
  await link.waitStationary({ signal, timeoutMs: durationSec * 1000 + MOTION_LIMIT_MS });
  const tookMs = performance.now() - startMs;
  const axes = device.axes(telemetry);
  const where = axes.map(({ name, unit, position, digits }) => `${name} ${formatNumber(position, digits)} ${unit}`);
  for (const { name, position } of axes) {
    const goal = targets[name];
    if (goal === undefined || Math.abs(position - goal.target) <= goal.tolerance) continue;
    throw new Error(
      `the controller is at rest, but ${name} is ${position} and not ${goal.target}: refused, or stopped`,
    );
  }
  const positions = Object.fromEntries(axes.map(({ name, position }) => [name, position]));
  await report(
    "in-position",
    { seconds: tookMs / 1000, positions },
    `in position after ${formatSeconds(tookMs)}: ${where.join(", ")}`,
  );
}
