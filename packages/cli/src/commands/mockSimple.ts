import { SIMPLE_TELEMETRY_PORT, type WireGeneration } from "@obswire/hexrotcomm";
import { SimpleMockController } from "@obswire/mocks";
import type { Command } from "commander";
import type { Context } from "../context.ts";
import { UsageError } from "../exitCode.ts";
import { runMock } from "../mocks/runMock.ts";
import { addMockOptions, type MockOptions, portsOf } from "../options/mockOptions.ts";
import { finite } from "../options/values.ts";
import { generationOption } from "../options/versionOptions.ts";
import { addCommand, addCommonOptions } from "./registerCommand.ts";

interface Options extends MockOptions {
  readonly generation: WireGeneration;
  readonly minPosition: number;
  readonly maxPosition: number;
}

const DESCRIPTION = `A mock of the simple device: a controller with one axis, for tests and to try things.

In the first generation (gen1, gen1b) the controller is the one who connects: it looks for the control software on two
ports, sends its configuration and its telemetry on the first, and obeys commands on the second. It never answers a
command: whether it was executed shows in the telemetry. What is lost is connected again, for as long as the mock runs.
In the later generations it listens.

Prints the connections and the commands it receives, and what came of them.`;

/** `obswire mock simple`. */
export function mockSimple(parent: Command, context: Context): void {
  const command = addCommand(parent, "simple", {
    summary: "one axis; first generation: connects to the control software",
    description: DESCRIPTION,
    examples: [
      ["obswire serve hexrotcomm --port 6210", "In one terminal, the control software:"],
      [
        "obswire mock simple --port 6210",
        "In another one, the controller; then type `enable` and `move 3.5` in the first:",
      ],
    ],
  });
  addMockOptions(command, String(SIMPLE_TELEMETRY_PORT))
    .addOption(generationOption().default("gen1" satisfies WireGeneration))
    .option("--min-position <value>", "lowest position that MOVE accepts", finite, -25)
    .option("--max-position <value>", "highest position that MOVE accepts", finite, 25);
  addCommonOptions(command).action((options: Options) => run(options, context));
}

async function run(options: Options, context: Context): Promise<void> {
  const { generation, minPosition, maxPosition } = options;
  if (minPosition > maxPosition) {
    throw new UsageError(`--min-position ${minPosition} is above --max-position ${maxPosition}`);
  }
  const ports = portsOf(generation, options, SIMPLE_TELEMETRY_PORT);
  const config = { minPosition, maxPosition };
  await runMock(
    {
      device: "simple",
      make: (common) => new SimpleMockController<WireGeneration>({ ...common, ...ports, generation, config }),
    },
    options,
    context,
  );
}
