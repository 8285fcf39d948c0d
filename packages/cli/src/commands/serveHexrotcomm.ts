import {
  type ServerGeneration,
  SIMPLE_TELEMETRY_PORT,
  type SimpleConfig,
  type SimpleTelemetry,
} from "@obswire/hexrotcomm";
import { type Command, Option } from "commander";
import { runConsole } from "../console/console.ts";
import { INPUT_HELP } from "../console/parseInput.ts";
import { type CommonOptions, type Context, verboseLog } from "../context.ts";
import { simpleDevice } from "../devices/simple.ts";
import { linkText } from "../hexrotcomm/linkText.ts";
import { ServerStation } from "../hexrotcomm/serverStation.ts";
import { firstOfTwoPortsOrFree, hostOption, jsonOption } from "../options/values.ts";
import { serverGenerationOption } from "../options/versionOptions.ts";
import { complain } from "../output.ts";
import { jsonReporter, type Reporter, textReporter } from "../reporter.ts";
import { renderDevices } from "../terminal/deviceTable.ts";
import { redrawing } from "../terminal/redrawing.ts";
import { LiveScreen } from "../terminal/screen.ts";
import { styleFor } from "../terminal/style.ts";
import { addCommand, addCommonOptions } from "./registerCommand.ts";

interface Options extends CommonOptions {
  readonly host: string;
  readonly port: number;
  readonly generation: ServerGeneration;
  readonly device: "simple";
  readonly json?: true;
}

const DESCRIPTION = `The control software's side of a Moog hexapod or rotator controller of the first generation.

Listens on two ports, and the controller connects to both. On a terminal it shows a live table of what the controller
sends; otherwise, or with --json, it prints one JSON object per line for each change of a connection and for each
configuration and telemetry message.

Commands are read from stdin, one per line:
${INPUT_HELP.map(([usage, meaning]) => `  ${usage.padEnd(30)} ${meaning}`).join("\n")}

The controller does not acknowledge a command in this generation: whether it was executed shows in the telemetry.`;

/** `obswire serve hexrotcomm`. */
export function serveHexrotcomm(parent: Command, context: Context): void {
  const command = addCommand(parent, "hexrotcomm", {
    summary: "the side that Moog controllers of the first generation connect to",
    description: DESCRIPTION,
    examples: [
      ["obswire serve hexrotcomm --port 6210", "Wait for a controller, and type commands:"],
      ["obswire mock simple --port 6210", "In another terminal, a controller to try it with:"],
    ],
  })
    .option(
      "--port <port>",
      "port for telemetry; commands have the next one; 0: two free ports",
      firstOfTwoPortsOrFree,
      SIMPLE_TELEMETRY_PORT,
    )
    .addOption(hostOption("address to listen on; 0.0.0.0: all of this machine"))
    .addOption(serverGenerationOption())
    .addOption(
      new Option("--device <name>", "whose configuration and telemetry to expect")
        .choices(["simple"])
        .default("simple"),
    )
    .addOption(jsonOption());
  addCommonOptions(command).action((options: Options) => run(options, context));
}

async function run(options: Options, context: Context): Promise<void> {
  const { stdout } = context;
  const { host, port, generation } = options;
  const screen = stdout.isTTY && options.json !== true ? new LiveScreen(stdout) : undefined;
  const reporter = screen === undefined ? jsonReporter(stdout) : textReporter((line) => screen.print(line));
  await using station: SimpleStation = new ServerStation({
    device: simpleDevice,
    host,
    port,
    generation,
    log: verboseLog(options, (line) => (screen === undefined ? complain(line) : screen.print(line))),
    onConnection: () => reportConnection(station, reporter),
    onConfig: () => reportConfig(station, reporter),
    onTelemetry: () => (screen === undefined ? reportTelemetry(station, reporter) : undefined),
  });
  await station.server.start();
  const { telemetryPort, commandPort } = station.server;
  const ports = `ports ${telemetryPort} (telemetry) and ${commandPort} (command)`;
  const where = { device: options.device, generation, host, telemetryPort, commandPort, pid: process.pid };
  await reporter.report("listening", where, `listening on ${host}, ${ports}; type help to see what can be typed`);

  const style = styleFor(stdout);
  const title = style.dim(`obswire serve hexrotcomm  ${generation}  ${host} ${ports}`);
  using _table = redrawing(screen, stdout, (columns) => [
    "",
    title,
    ...renderDevices([station.reading()], { columns, style, chart: "position over time" }),
  ]);
  await runConsole(station, reporter, context, screen);
}

type SimpleStation = ServerStation<SimpleConfig, SimpleTelemetry>;

function reportConnection({ server }: SimpleStation, { report }: Reporter): Promise<void> | undefined {
  const { telemetryConnected: telemetry, commandConnected: command, connected } = server;
  return report("connection", { telemetry, command, connected }, linkText(telemetry, command));
}

function reportConfig({ server: { header, config } }: SimpleStation, { report }: Reporter): Promise<void> | undefined {
  const { minPosition, maxPosition, maxVelocity } = config;
  const text = `configuration: positions ${minPosition} to ${maxPosition}, velocity up to ${maxVelocity}/s`;
  return report("config", { header, config }, text);
}

function reportTelemetry(station: SimpleStation, { report }: Reporter): Promise<void> | undefined {
  const { header, telemetry } = station.server;
  return report("telemetry", { state: station.state, header, telemetry }, station.state);
}
