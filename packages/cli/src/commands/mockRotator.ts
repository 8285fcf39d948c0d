import { mtRotator } from "@obswire/hexrotcomm";
import { MockMTRotatorController } from "@obswire/mocks";
import type { Command } from "commander";
import type { Context } from "../context.ts";
import { rotatorCommands } from "../devices/commandNames.ts";
import { runMock } from "../mocks/runMock.ts";
import { addMockOptions, checkState, type MockOptions, portsOf } from "../options/mockOptions.ts";
import { addVersionOptions, chooseVersion, type VersionChoice } from "../options/versionOptions.ts";
import { addCommand, addCommonOptions } from "./registerCommand.ts";

interface Options extends MockOptions, VersionChoice {}

const DESCRIPTION = `A mock of the Moog camera rotator controller.

It moves from point to point and tracks, at up to 3 deg/s and 1 deg/s², with the state machine and the refusals of the
original mock, and every version of the telemetry. While it tracks it wants a command each second, or it goes to FAULT.
In the newest generation it listens on one port. In gen1 and gen1b it connects to the control software instead.

Prints the connections and the commands it receives, and what came of them.`;

/** `obswire mock rotator`. */
export function mockRotator(parent: Command, context: Context): void {
  const command = addCommand(parent, "rotator", {
    summary: "the camera rotator, any generation",
    description: DESCRIPTION,
    examples: [
      ["obswire mock rotator --port 5570", "In one terminal, the controller:"],
      [
        "obswire command rotator move --position 15 --port 5570",
        "In another one, after `obswire command rotator enable`:",
      ],
    ],
  });
  addMockOptions(command, "5570");
  addVersionOptions(command, mtRotator.NEWEST);
  addCommonOptions(command).action((options: Options) => run(options, context));
}

async function run(options: Options, context: Context): Promise<void> {
  const version = chooseVersion(mtRotator.versions, mtRotator.versionKey, options);
  checkState(mtRotator.versions[version].states, options);
  const { generation, port } = mtRotator.deviceOptions(version);
  const ports = portsOf(generation, options, port);
  await runMock(
    {
      device: "rotator",
      commands: rotatorCommands,
      make: (common) => new MockMTRotatorController<mtRotator.VersionKey>({ ...common, ...ports, version }),
    },
    options,
    context,
  );
}
