import { mtHexapod } from "@obswire/hexrotcomm";
import { MockMTHexapodController } from "@obswire/mocks";
import type { Command } from "commander";
import type { Context } from "../context.ts";
import { hexapodCommands } from "../devices/commandNames.ts";
import { runMock } from "../mocks/runMock.ts";
import { hexapodOption } from "../options/hexapodOption.ts";
import { addMockOptions, checkState, type MockOptions, portsOf } from "../options/mockOptions.ts";
import { addVersionOptions, chooseVersion, type VersionChoice } from "../options/versionOptions.ts";
import { addCommand, addCommonOptions } from "./registerCommand.ts";

interface Options extends MockOptions, VersionChoice {
  readonly index: mtHexapod.HexapodName;
}

const DESCRIPTION = `A mock of a Moog hexapod controller: that of the camera, or that of the secondary mirror (M2).

It has the state machine, the limits and the refusals of the original mock, six struts that take their time, and every
version of the telemetry. In the newest generation it listens on one port. In gen1 and gen1b it connects to the control
software instead.

Prints the connections and the commands it receives, and what came of them.`;

/** `obswire mock hexapod`. */
export function mockHexapod(parent: Command, context: Context): void {
  const command = addCommand(parent, "hexapod", {
    summary: "a hexapod of the camera or of M2, any generation",
    description: DESCRIPTION,
    examples: [
      ["obswire mock hexapod --index 1 --port 5560", "In one terminal, the controller:"],
      ["obswire monitor hexapod --port 5560", "In another one, its telemetry in a live table:"],
    ],
  }).addOption(hexapodOption());
  addMockOptions(command, "5560 camera, 5550 M2; older versions 5570");
  addVersionOptions(command, mtHexapod.NEWEST);
  addCommonOptions(command).action((options: Options) => run(options, context));
}

async function run(options: Options, context: Context): Promise<void> {
  const name = options.index;
  const version = chooseVersion(mtHexapod.versions, mtHexapod.versionKey, options);
  checkState(mtHexapod.versions[version].states, options);
  const { generation, port } = mtHexapod.deviceOptions(name, version);
  const ports = portsOf(generation, options, port);
  await runMock(
    {
      device: `hexapod ${name}`,
      commands: hexapodCommands,
      make: (common) => new MockMTHexapodController<mtHexapod.VersionKey>({ ...common, ...ports, name, version }),
    },
    options,
    context,
  );
}
