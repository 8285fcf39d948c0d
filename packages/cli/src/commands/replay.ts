import { type gen1, nameOf, SIMPLE_TELEMETRY_PORT, SimpleCommandCode } from "@obswire/hexrotcomm";
import type { Command } from "commander";
import { type CommonOptions, type Context, verboseLog } from "../context.ts";
import { commandText } from "../mocks/describeCommand.ts";
import { firstOfTwoPorts, hostOption, jsonOption, port, positive } from "../options/values.ts";
import { complain, writeLine } from "../output.ts";
import { playRecording } from "../recording/playRecording.ts";
import { readRecording } from "../recording/readRecording.ts";
import { type Recording, RecordingError } from "../recording/recording.ts";
import { jsonReporter, textReporter } from "../reporter.ts";
import { formatSeconds } from "../terminal/numbers.ts";
import { addCommand, addCommonOptions } from "./registerCommand.ts";

interface Options extends CommonOptions {
  readonly host: string;
  readonly port: number;
  readonly commandPort?: number;
  readonly speed: number;
  readonly json?: true;
}

const DESCRIPTION = `Plays the controller's side of a recorded session to a server, with the timing of the recording.

A recording is a folder with a folder for each connection, and in it the bytes of both directions (c2s.bin, s2c.bin) and
when each piece of them travelled (chunks.json). This program has one with it, by the name of gen1: 2.5 seconds between
the original Python programs, whose wire protocol is generation gen1b.

Commands that the server sends meanwhile are printed; they change nothing.`;

/** `obswire replay`. */
export function replay(parent: Command, context: Context): void {
  const command = addCommand(parent, "replay", {
    summary: "play a recorded controller to a server",
    description: DESCRIPTION,
    examples: [
      ["obswire serve hexrotcomm --generation gen1b --port 6210", "In one terminal, the server:"],
      ["obswire replay gen1 --port 6210", "In another one, the recorded controller:"],
    ],
  })
    .argument("<recording>", "folder of the recording, or gen1 for the one that comes with this program")
    .addOption(hostOption("where the server listens"))
    .option("--port <port>", "the server's telemetry port", firstOfTwoPorts, SIMPLE_TELEMETRY_PORT)
    .option("--command-port <port>", "its command port (default: the next one)", port)
    .option("--speed <factor>", "2: twice as fast as recorded", positive, 1)
    .addOption(jsonOption());
  addCommonOptions(command).action((name: string, options: Options) => run(name, options, context));
}

async function run(name: string, options: Options, { stdout, signal }: Context): Promise<void> {
  const { host, port: telemetryPort, speed } = options;
  const { report } = options.json === true ? jsonReporter(stdout) : textReporter((line) => writeLine(stdout, line));
  const recording = await readRecording(name);
  const ports = portsOf(recording, telemetryPort, options.commandPort ?? telemetryPort + 1);
  const bytes = recording.legs.reduce((sum, { c2s }) => sum + c2s.length, 0);
  await report(
    "start",
    { recording: recording.folder, host, ports: Object.fromEntries(ports), bytes, seconds: recording.seconds, speed },
    `replay of ${recording.folder}: ${bytes} bytes in ${(recording.seconds / speed).toFixed(2)} s, to ${host}`,
  );
  const { bytesSent, commandsReceived, durationMs } = await playRecording(recording, {
    host,
    ports,
    speed,
    signal,
    log: verboseLog(options, complain),
    onConnected: (leg) => report("connected", { leg, port: ports.get(leg) }, `${leg} socket connected`),
    onCommand: (command) => report("command", { ...command.toJSON() }, `received: ${describe(command)}`),
  });
  await report(
    "done",
    { bytesSent, commandsReceived, seconds: durationMs / 1000 },
    `done: ${bytesSent} of ${bytes} bytes sent in ${formatSeconds(durationMs)}, ${commandsReceived} commands received`,
  );
}

/** Which port each leg goes to. The legs of the first generation have these names. */
function portsOf({ folder, legs }: Recording, telemetry: number, command: number): ReadonlyMap<string, number> {
  const ports = new Map([
    ["telemetry", telemetry],
    ["command", command],
  ]);
  for (const { name, chunks } of legs) {
    if (!ports.has(name)) {
      throw new RecordingError(
        `${folder}: leg "${name}" has no port; the legs that can be played are telemetry, command`,
      );
    }
    if (!chunks.some(({ what, dir }) => what === "connect" && dir === "c2s")) {
      throw new RecordingError(`${folder}: leg "${name}" has no moment at which the client connected`);
    }
  }
  return ports;
}

function describe({ code, counter, param1, param2, param3, param4, param5, param6 }: gen1.Command): string {
  const name = nameOf(SimpleCommandCode, code) ?? `code ${code}`;
  return `${commandText(name, [param1, param2, param3, param4, param5, param6])} (counter ${counter})`;
}
