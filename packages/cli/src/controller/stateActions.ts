import type { Accepted, RunCommandOptions } from "@obswire/hexrotcomm";
import { Argument } from "commander";
import type { ShownMessage } from "../devices/device.ts";
import type { DeviceLink } from "../devices/listeningDevice.ts";
import type { States } from "../hexrotcomm/stateText.ts";
import type { Action } from "./action.ts";

/** The actions on the state of a controller, which all devices have. */
export function stateActions<L extends DeviceLink, C extends ShownMessage, T extends ShownMessage & States>(): Action<
  L,
  C,
  T
>[] {
  const simple = (
    name: string,
    summary: string,
    description: string,
    run: (link: L, limits: RunCommandOptions) => Promise<Accepted>,
  ): Action<L, C, T> => ({
    name,
    summary,
    description,
    example: "",
    prepare:
      () =>
      () =>
      async ({ link, limits, station, acknowledged, report }) => {
        acknowledged(await run(link, limits));
        await report("state", { state: station.state }, `the state is ${station.state}`);
      },
  });
  return [
    simple(
      "enable",
      "bring the controller to ENABLED",
      "Brings the controller to ENABLED, whatever state it is in: clears a fault, switches the drives on where they can be switched, and looks for each state on the way in the telemetry.",
      (link, limits) => link.enable(limits),
    ),
    simple(
      "standby",
      "bring the controller to STANDBY",
      "Brings the controller to STANDBY, and switches the drives off where they can be switched.",
      (link, limits) => link.standby(limits),
    ),
    simple(
      "clear-error",
      "leave FAULT",
      "Clears a fault, as often as controllers of the generation need it.",
      (link, limits) => link.clearError(limits),
    ),
    simple("stop", "stop all motion", "Stops all motion.", (link, limits) => link.stop(limits)),
    {
      name: "drives",
      summary: "switch the power of the drives",
      description: "Switches the power of the drives, and waits a second for them. Newest versions only.",
      example: "on",
      prepare: (command) => {
        command.addArgument(new Argument("<on|off>", "whether the drives have power").choices(["on", "off"]));
        return () =>
          async ({ link, limits, acknowledged }) => {
            acknowledged(await link.enableDrives(command.args[0] === "on", limits));
          };
      },
    },
  ];
}
