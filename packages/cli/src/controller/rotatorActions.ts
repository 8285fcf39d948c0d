import type { mtRotator } from "@obswire/hexrotcomm";
import { rotatorCommands } from "../devices/commandNames.ts";
import type { Rotator } from "../devices/listeningRotator.ts";
import { finite, positive } from "../options/values.ts";
import { formatNumber } from "../terminal/numbers.ts";
import type { Action } from "./action.ts";
import { runByName } from "./runByName.ts";
import { stateActions } from "./stateActions.ts";
import { trackRotator } from "./trackRotator.ts";
import { waitInPosition } from "./waitInPosition.ts";

type Config = mtRotator.ConfigOf<mtRotator.ClientVersion>;
type Telemetry = mtRotator.TelemetryOf<mtRotator.ClientVersion>;
type RotatorAction = Action<Rotator, Config, Telemetry>;

/** A position that is nearer than this is the same, in degrees. */
const TOLERANCE_DEG = 0.02;

const move: RotatorAction = {
  name: "move",
  summary: "move to a position",
  description: `Moves to a position: POSITION_SET and MOVE_POINT_TO_POINT.

Waits until the rotator is there; Ctrl-C ends the waiting and not the motion: \`stop\` does that.`,
  example: "--position 15",
  prepare: (command) => {
    command
      .requiredOption("--position <deg>", "where to", finite)
      .option("--no-wait", "end as soon as the command is acknowledged");
    return () => async (context) => {
      const { position, wait } = command.opts<{ position: number; wait: boolean }>();
      checkLimits(position, context.station.config);
      const accepted = await context.link.move({ positionDeg: position }, context.limits);
      context.acknowledged(accepted);
      const targets = { position: { target: position, tolerance: TOLERANCE_DEG } };
      if (wait) await waitInPosition(context, accepted, targets);
    };
  },
};

const track: RotatorAction = {
  name: "track",
  summary: "follow a target that moves",
  description: `Follows a target that moves with constant velocity: TRACK, and TRACK_VEL_CMD 20 times a second. Stops the rotator at the end, and at Ctrl-C.`,
  example: "--velocity 0.1 --seconds 10",
  prepare: (command) => {
    command
      .requiredOption("--velocity <deg/s>", "velocity of the target", finite)
      .option("--from <deg>", "where the target is at the beginning (default: where the rotator is)", finite)
      .option("--seconds <n>", "for how long", positive, 10);
    return () =>
      async ({ link, telemetry, limits, report, acknowledged }) => {
        const {
          velocity,
          from = telemetry.currentPos,
          seconds,
        } = command.opts<{
          velocity: number;
          from?: number;
          seconds: number;
        }>();
        let first = true;
        let errorDeg = Number.NaN;
        const accepted = (): void => {
          if (first) acknowledged({ durationSec: 0 });
          first = false;
          errorDeg = telemetry.currentPos - telemetry.demandPos;
        };
        const target = { fromDeg: from, degPerSec: velocity, durationMs: seconds * 1000, accepted };
        const commands = await trackRotator(link, target, limits);
        await report(
          "tracked",
          { seconds, commands, errorDeg, position: telemetry.currentPos },
          `tracked for ${seconds} s: ${commands} commands accepted, position ${formatNumber(telemetry.currentPos, 6)} deg, last error ${formatNumber(errorDeg, 6)} deg`,
        );
      };
  },
};

const fault: RotatorAction = {
  name: "fault",
  summary: "put the controller into FAULT",
  description: "Puts the controller into FAULT; `clear-error` leaves it.",
  example: "",
  prepare:
    () =>
    () =>
    async ({ link, limits, acknowledged }) =>
      acknowledged(await link.fault(limits)),
};

/** Controllers leave it to the control software to check where a move ends. */
function checkLimits(positionDeg: number, config: Config | undefined): void {
  if (config === undefined) return;
  const { lowerPosLimit, upperPosLimit } = config;
  if (positionDeg >= lowerPosLimit && positionDeg <= upperPosLimit) return;
  throw new Error(
    `--position ${positionDeg}: the controller is configured for ${lowerPosLimit} to ${upperPosLimit} deg; nothing was sent`,
  );
}

/** What `obswire command rotator` can do. */
export const rotatorActions: readonly RotatorAction[] = [
  ...stateActions<Rotator, Config, Telemetry>(),
  move,
  track,
  fault,
  runByName(rotatorCommands, "CONFIG_VEL degPerSec=2.5"),
];
