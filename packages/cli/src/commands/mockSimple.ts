import { ControllerState, type ServerGeneration, SIMPLE_TELEMETRY_PORT, wireGenerations } from "@obswire/hexrotcomm";
import { SimpleMockController } from "@obswire/mocks";
import type { Command } from "commander";
import { type CommonOptions, type Context, verboseLog } from "../context.ts";
import { UsageError } from "../exitCode.ts";
import { linkText } from "../hexrotcomm/linkText.ts";
import { CommandFeed } from "../mocks/commandFeed.ts";
import { commandData, describeCommand } from "../mocks/describeCommand.ts";
import { writeLine } from "../output.ts";
import { jsonReporter, textReporter } from "../reporter.ts";
import { untilAborted } from "../untilAborted.ts";
import { serverGenerationOption } from "./generationOption.ts";
import { addCommand, addCommonOptions } from "./registerCommand.ts";
import { finite, firstOfTwoPorts, hostOption, jsonOption, nameIn, number, port } from "./values.ts";

interface Options extends CommonOptions {
  readonly host: string;
  readonly port: number;
  readonly commandPort?: number;
  readonly generation: ServerGeneration;
  readonly interval: number;
  readonly state: keyof typeof ControllerState;
  readonly minPosition: number;
  readonly maxPosition: number;
  readonly json?: true;
}

const STATES = Object.keys(ControllerState) as (keyof typeof ControllerState)[];

const DESCRIPTION = `A mock of the simple device: a controller with one axis, of the first generation of the protocol.

In this generation the controller is the one who connects: it looks for the control software on two ports, sends its
configuration and its telemetry on the first, and obeys commands on the second. It never answers a command: whether it
was executed shows in the telemetry. What is lost is connected again, for as long as the mock runs.

Prints the connections and the commands it receives, and what it thinks of them.`;

/** `obswire mock simple`. */
export function mockSimple(parent: Command, context: Context): void {
  const command = addCommand(parent, "simple", {
    summary: "one axis, first generation: connects to the control software",
    description: DESCRIPTION,
    examples: [
      ["obswire serve hexrotcomm --port 6210", "In one terminal, the control software:"],
      [
        "obswire mock simple --port 6210",
        "In another one, the controller; then type `enable` and `move 3.5` in the first:",
      ],
    ],
  })
    .addOption(hostOption("where the control software listens"))
    .option("--port <port>", "the control software's telemetry port", firstOfTwoPorts, SIMPLE_TELEMETRY_PORT)
    .option("--command-port <port>", "its command port (default: the next one)", port)
    .addOption(serverGenerationOption())
    .option("--interval <ms>", "pause between two telemetry messages", number({ min: 1, max: 60_000 }), 100)
    .option("--state <name>", `state to begin in: ${STATES.join(", ")}`, nameIn(STATES), "OFFLINE")
    .option("--min-position <value>", "lowest position that MOVE accepts", finite, -25)
    .option("--max-position <value>", "highest position that MOVE accepts", finite, 25)
    .addOption(jsonOption());
  addCommonOptions(command).action((options: Options) => run(options, context));
}

async function run(options: Options, { stdout, signal }: Context): Promise<void> {
  const { host, port: telemetryPort, generation, minPosition, maxPosition } = options;
  const commandPort = options.commandPort ?? telemetryPort + 1;
  if (minPosition > maxPosition) {
    throw new UsageError(`--min-position ${minPosition} is above --max-position ${maxPosition}`);
  }
  const print = (line: string): Promise<void> | undefined => writeLine(stdout, line);
  const { report } = options.json === true ? jsonReporter(stdout) : textReporter(print);

  const feed = new CommandFeed((received) => report("command", commandData(received), describeCommand(received)));
  await using controller = new SimpleMockController({
    host,
    telemetryPort,
    commandPort,
    generation,
    telemetryInterval: options.interval,
    initialState: ControllerState[options.state],
    config: { minPosition, maxPosition },
    log: feed.log(verboseLog(options, (line) => console.error(line))),
    connectCallback: ({ telemetryConnected: telemetry, commandConnected: command }) => {
      void report("connection", { telemetry, command, connected: telemetry && command }, linkText(telemetry, command));
    },
  });
  feed.watch(controller.received);
  const { versions } = wireGenerations[generation];
  void report(
    "start",
    { device: "simple", host, telemetryPort, commandPort, generation, pid: process.pid },
    `mock simple, ${generation} (versions ${versions}): looks for the control software at ${host}, ports ${telemetryPort} (telemetry) and ${commandPort} (command)`,
  );
  controller.start();
  await untilAborted(signal);
}
