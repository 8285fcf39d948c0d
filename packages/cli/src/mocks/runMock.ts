import { ControllerState, type Message, wireGenerations } from "@obswire/hexrotcomm";
import type { BaseMockController, MockControllerOptions, StateTelemetry } from "@obswire/mocks";
import { type Context, verboseLog } from "../context.ts";
import type { CommandNames } from "../devices/commandNames.ts";
import { linkText } from "../hexrotcomm/linkText.ts";
import type { MockOptions } from "../options/mockOptions.ts";
import { complain, writeLine } from "../output.ts";
import { jsonReporter, textReporter } from "../reporter.ts";
import { untilAborted } from "../untilAborted.ts";
import { CommandFeed } from "./commandFeed.ts";
import { commandData, describeCommand } from "./describeCommand.ts";

/** A mock of any device. */
type AnyMock = BaseMockController<Message, StateTelemetry>;

/** What the program adds to the options of a mock. */
type CommonMockOptions = Pick<
  MockControllerOptions,
  "host" | "telemetryInterval" | "initialState" | "log" | "connectCallback"
>;

/** Which mock. */
export interface MockProgram {
  /** What it is called: "hexapod camera". */
  readonly device: string;
  /** Names for the parameters of its commands. */
  readonly commands?: CommandNames;
  make(options: CommonMockOptions): AnyMock;
}

/** Runs a mock until the signal, and reports its connections and the commands it receives. */
export async function runMock(program: MockProgram, options: MockOptions, { stdout, signal }: Context): Promise<void> {
  const { device, commands } = program;
  const { host } = options;
  const { report } =
    options.json === true ? jsonReporter(stdout) : textReporter((line) => void writeLine(stdout, line));
  const feed = new CommandFeed((received) => {
    void report("command", commandData(received), describeCommand(received, commands));
  });
  let links = linkText(false, false);
  await using mock = program.make({
    host,
    telemetryInterval: options.interval,
    initialState: options.state === undefined ? undefined : ControllerState[options.state],
    log: feed.log(verboseLog(options, complain)),
    connectCallback: ({ telemetryConnected: telemetry, commandConnected: command }) => {
      const text = sockets === 1 ? singleLinkText(telemetry) : linkText(telemetry, command);
      if (text === links) return;
      links = text;
      void report("connection", { telemetry, command, connected: telemetry && command }, text);
    },
  });
  const { generation } = mock;
  const { listener, sockets, versions } = wireGenerations[generation];
  feed.watch(mock.received);
  const about = `mock ${device}, ${generation} (ts_hexrotcomm ${versions})`;
  const ports = (): string =>
    sockets === 1 ? `port ${mock.port}` : `ports ${mock.port} (telemetry) and ${mock.commandPort} (command)`;
  if (listener === "controller") await mock.start();
  await report(
    listener === "controller" ? "listening" : "connecting",
    { device, generation, host, port: mock.port, commandPort: mock.commandPort, pid: process.pid },
    listener === "controller"
      ? `${about}: listens on ${host}, ${ports()}`
      : `${about}: looks for the control software at ${host}, ${ports()}`,
  );
  if (listener === "csc") await mock.start();
  await untilAborted(signal);
}

function singleLinkText(connected: boolean): string {
  return connected ? "the control software is connected" : "the control software is not connected";
}
