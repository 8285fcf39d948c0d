import type { mtHexapod } from "@obswire/hexrotcomm";
import { hexapodCommands } from "../devices/commandNames.ts";
import type { Hexapod } from "../devices/listeningHexapod.ts";
import { UsageError } from "../exitCode.ts";
import { finite } from "../options/values.ts";
import type { Action } from "./action.ts";
import { runByName } from "./runByName.ts";
import { stateActions } from "./stateActions.ts";
import { waitInPosition } from "./waitInPosition.ts";

type Config = mtHexapod.ConfigOf<mtHexapod.ClientVersion>;
type Telemetry = mtHexapod.TelemetryOf<mtHexapod.ClientVersion>;
type HexapodAction = Action<Hexapod, Config, Telemetry>;

const AXES = ["x", "y", "z", "u", "v", "w"] as const;
type Axis = (typeof AXES)[number];

/** A position that is nearer than this is the same: µm for x, y, z, degrees for u, v, w. */
const TOLERANCE = { linear: 5, angular: 0.001 };

interface MoveOptions extends Partial<Record<Axis, number>> {
  readonly sync: boolean;
  readonly wait: boolean;
}

const move: HexapodAction = {
  name: "move",
  summary: "move to a position",
  description: `Moves to a position: POSITION_SET and MOVE_POINT_TO_POINT. An axis that is not given stays where it was last commanded to.

Waits until the hexapod is there; Ctrl-C ends the waiting and not the motion: \`stop\` does that.`,
  example: "--x 500 --z -200 --u 0.01",
  prepare: (command) => {
    for (const axis of AXES) command.option(`--${axis} <${AXES.indexOf(axis) < 3 ? "µm" : "deg"}>`, `${axis}`, finite);
    command
      .option("--no-sync", "the struts need not arrive at the same time")
      .option("--no-wait", "end as soon as the command is acknowledged");
    return () => {
      const { sync, wait, ...given } = command.opts<MoveOptions>();
      if (AXES.every((axis) => given[axis] === undefined)) {
        throw new UsageError("where to? give at least one of --x, --y, --z, --u, --v, --w");
      }
      return async (context) => {
        const { commandedPos } = context.telemetry;
        const [x = 0, y = 0, z = 0, u = 0, v = 0, w = 0] = AXES.map((axis, i) => given[axis] ?? commandedPos[i]);
        const position = { xMicrons: x, yMicrons: y, zMicrons: z, uDeg: u, vDeg: v, wDeg: w };
        const accepted = await context.link.move(position, { ...context.limits, synchronized: sync });
        context.acknowledged(accepted);
        const targets = [x, y, z, u, v, w].map((target, i) => {
          return [AXES[i], { target, tolerance: i < 3 ? TOLERANCE.linear : TOLERANCE.angular }];
        });
        if (wait) await waitInPosition(context, accepted, Object.fromEntries(targets));
      };
    };
  },
};

/** What `obswire command hexapod` can do. */
export const hexapodActions: readonly HexapodAction[] = [
  ...stateActions<Hexapod, Config, Telemetry>(),
  move,
  runByName(hexapodCommands, "SET_PIVOTPOINT xMicrons=0 yMicrons=0 zMicrons=-2758400"),
];
