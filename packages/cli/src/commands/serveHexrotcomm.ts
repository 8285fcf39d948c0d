import { mtHexapod, mtRotator, type ServerGeneration } from "@obswire/hexrotcomm";
import { type Command, Option } from "commander";
import { runConsole } from "../console/console.ts";
import { inputHelp } from "../console/parseInput.ts";
import { type CommonOptions, type Context, verboseLog } from "../context.ts";
import type { ConnectingDevice } from "../devices/connectingDevice.ts";
import { connectingHexapod } from "../devices/connectingHexapod.ts";
import { connectingRotator } from "../devices/connectingRotator.ts";
import { connectingSimple } from "../devices/connectingSimple.ts";
import type { ShownMessage } from "../devices/device.ts";
import { isListeningHexapod } from "../devices/hexapodFacts.ts";
import { isListeningRotator } from "../devices/rotatorFacts.ts";
import { UsageError } from "../exitCode.ts";
import { linkText } from "../hexrotcomm/linkText.ts";
import { ServerStation } from "../hexrotcomm/serverStation.ts";
import type { States } from "../hexrotcomm/stateText.ts";
import { hexapodOption } from "../options/hexapodOption.ts";
import { firstOfTwoPortsOrFree, hostOption, jsonOption } from "../options/values.ts";
import { addVersionOptions, chooseConnecting, type VersionChoice } from "../options/versionOptions.ts";
import { complain } from "../output.ts";
import { jsonReporter, type Reporter, textReporter } from "../reporter.ts";
import { renderDevices } from "../terminal/deviceTable.ts";
import { redrawing } from "../terminal/redrawing.ts";
import { LiveScreen } from "../terminal/screen.ts";
import { styleFor } from "../terminal/style.ts";
import { addCommand, addCommonOptions } from "./registerCommand.ts";

interface Options extends CommonOptions, VersionChoice {
  readonly host: string;
  readonly port?: number;
  readonly device: "simple" | "hexapod" | "rotator";
  readonly index: mtHexapod.HexapodName;
  readonly json?: true;
}

const DESCRIPTION = `The control software's side of a Moog hexapod or rotator controller of the first generations.

Listens on two ports, and the controller connects to both. On a terminal it shows a live table of what the controller
sends; otherwise, or with --json, it prints one JSON object per line for each change of a connection and for each
configuration and telemetry message.

Commands are read from stdin, one per line:
${inputHelp(["position"])
  .map(([usage, meaning]) => `  ${usage.padEnd(30)} ${meaning}`)
  .join("\n")}

A hexapod is moved with \`move <x> <y> <z> <u> <v> <w>\`, in µm and degrees. The controller does not acknowledge a command
in these generations: whether it was executed shows in the telemetry.`;

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
      "port for telemetry; commands have the next one; 0: two free ports (default: the device's own)",
      firstOfTwoPortsOrFree,
    )
    .addOption(hostOption("address to listen on; 0.0.0.0: all of this machine"))
    .addOption(
      new Option("--device <name>", "whose configuration and telemetry to expect")
        .choices(["simple", "hexapod", "rotator"])
        .default("simple"),
    )
    .addOption(hexapodOption())
    .addOption(jsonOption());
  addVersionOptions(command, "the newest of gen1", "csc");
  addCommonOptions(command).action((options: Options) => run(options, context));
}

/** One call for each device, because each has messages of its own. */
async function run(options: Options, context: Context): Promise<void> {
  const { device, index, generation = "gen1", deviceVersion } = options;
  if (device === "hexapod") {
    const { versions, versionKey } = mtHexapod;
    const version = chooseConnecting(versions, versionKey, options, isListeningHexapod);
    await serve(connectingHexapod(index, version), options, context);
  } else if (device === "rotator") {
    const { versions, versionKey } = mtRotator;
    await serve(
      connectingRotator(chooseConnecting(versions, versionKey, options, isListeningRotator)),
      options,
      context,
    );
  } else {
    if (deviceVersion !== undefined) throw new UsageError("--device-version: the simple device has only --generation");
    await serve(connectingSimple(generation as ServerGeneration), options, context);
  }
}

async function serve<C extends ShownMessage, T extends ShownMessage & States>(
  device: ConnectingDevice<C, T>,
  options: Options,
  context: Context,
): Promise<void> {
  const { stdout } = context;
  const { host, port = device.defaultPort } = options;
  const { generation } = device;
  const screen = stdout.isTTY && options.json !== true ? new LiveScreen(stdout) : undefined;
  const reporter = screen === undefined ? jsonReporter(stdout) : textReporter((line) => screen.print(line));
  await using station: ServerStation<C, T> = new ServerStation({
    device,
    host,
    port,
    log: verboseLog(options, (line) => (screen === undefined ? complain(line) : screen.print(line))),
    onConnection: () => reportConnection(station.server, reporter),
    onConfig: () => {
      const { header, config } = station.server;
      return reporter.report("config", { header, config }, `configuration: ${device.describeConfig(config)}`);
    },
    onTelemetry: () => {
      const { header, telemetry } = station.server;
      if (screen !== undefined) return;
      return reporter.report("telemetry", { state: station.state, header, telemetry }, station.state);
    },
  });
  await station.server.start();
  const { telemetryPort, commandPort } = station.server;
  const ports = `ports ${telemetryPort} (telemetry) and ${commandPort} (command)`;
  const where = { device: device.name, generation, host, telemetryPort, commandPort, pid: process.pid };
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

function reportConnection(
  server: { readonly telemetryConnected: boolean; readonly commandConnected: boolean; readonly connected: boolean },
  { report }: Reporter,
): Promise<void> | undefined {
  const { telemetryConnected: telemetry, commandConnected: command, connected } = server;
  return report("connection", { telemetry, command, connected }, linkText(telemetry, command));
}
