import { ControllerState, type WireGeneration, wireGenerations } from "@obswire/hexrotcomm";
import type { Command } from "commander";
import type { CommonOptions } from "../context.ts";
import { UsageError } from "../exitCode.ts";
import { firstOfTwoPortsOrFree, hostOption, jsonOption, nameIn, number, port } from "./values.ts";

/** The options of every mock. */
export interface MockOptions extends CommonOptions {
  readonly host: string;
  readonly port?: number;
  readonly commandPort?: number;
  readonly interval: number;
  readonly state?: keyof typeof ControllerState;
  readonly json?: true;
}

const STATES = Object.keys(ControllerState) as (keyof typeof ControllerState)[];

/** Adds the options of every mock. `ports` says in words what the default is. */
export function addMockOptions(command: Command, ports: string): Command {
  return command
    .addOption(hostOption("where to listen; gen1 and gen1b: where the control software listens"))
    .option(
      "--port <port>",
      `port of telemetry, or of everything in gen4; 0: a free one (default: ${ports})`,
      firstOfTwoPortsOrFree,
    )
    .option("--command-port <port>", "port of commands; gen4 has none (default: the next one)", port)
    .option("--interval <ms>", "from one telemetry message to the next", number({ min: 1, max: 60_000 }), 100)
    .option(
      "--state <name>",
      `state to begin in: ${STATES.join(", ")} (default: STANDBY, or OFFLINE where there is that)`,
      nameIn(STATES),
    )
    .addOption(jsonOption());
}

/** What a mock needs of these options. @throws UsageError where a port is needed */
export function portsOf(
  generation: WireGeneration,
  options: MockOptions,
  usualPort: number,
): { port: number; commandPort?: number } {
  const { port = usualPort, commandPort } = options;
  const { listener, sockets } = wireGenerations[generation];
  if (listener === "csc" && port === 0) {
    throw new UsageError(
      `--port 0: a controller of ${generation} connects to the control software, and needs its port`,
    );
  }
  if (sockets === 1 && commandPort !== undefined)
    throw new UsageError(`--command-port: ${generation} has one port for everything`);
  return commandPort === undefined ? { port } : { port, commandPort };
}

/** The short state machine has no OFFLINE and no DISABLED. @throws UsageError */
export function checkState(states: "full" | "short", { state }: MockOptions): void {
  if (states === "short" && (state === "OFFLINE" || state === "DISABLED")) {
    throw new UsageError(`--state ${state}: controllers of this version have STANDBY, ENABLED and FAULT`);
  }
}
