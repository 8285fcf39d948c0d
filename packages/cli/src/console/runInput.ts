import type { ShownMessage } from "../devices/device.ts";
import type { ServerStation } from "../hexrotcomm/serverStation.ts";
import type { States } from "../hexrotcomm/stateText.ts";
import { commandText } from "../mocks/describeCommand.ts";
import { pause } from "../pause.ts";
import type { Reporter } from "../reporter.ts";
import { describeDevice } from "../terminal/deviceTable.ts";
import { type Input, inputHelp } from "./parseInput.ts";

/** Does what a typed line asks for; throws when it cannot. Resolves to whether to go on. */
export async function runInput<C extends ShownMessage, T extends ShownMessage & States>(
  input: Input,
  station: ServerStation<C, T>,
  { report }: Reporter,
  signal: AbortSignal,
): Promise<boolean> {
  switch (input.do) {
    case "quit":
      return false;
    case "send": {
      for (const { code, name, params } of input.commands) {
        const counter = await station.send(code, params);
        await report("sent", { name, code, counter, params }, `${commandText(name, params)} sent (counter ${counter})`);
      }
      break;
    }
    case "enable": {
      const states = await station.enable({ signal });
      await report("enabled", { states }, states.join(" → "));
      break;
    }
    case "status": {
      const { watch, server } = station;
      const { telemetryConnected: telemetry, commandConnected: command } = server;
      const data = { state: station.state, telemetry, command, telemetryCount: watch.telemetryCount };
      await report("status", data, describeDevice(station.reading()));
      break;
    }
    case "wait":
      await station.waitLinks("up", { timeoutMs: input.seconds * 1000, signal });
      break;
    case "sleep":
      await pause(input.seconds * 1000, signal);
      break;
    case "help":
      for (const [usage, meaning] of inputHelp(station.device.moveParams))
        await report("help", { usage, meaning }, `${usage.padEnd(30)} ${meaning}`);
      break;
    case "nothing":
      break;
  }
  return true;
}
