import { type Accepted, wireGenerations } from "@obswire/hexrotcomm";
import { type Context, verboseLog } from "../context.ts";
import type { ShownMessage } from "../devices/device.ts";
import type { DeviceLink, ListeningDevice } from "../devices/listeningDevice.ts";
import { ClientStation } from "../hexrotcomm/clientStation.ts";
import type { States } from "../hexrotcomm/stateText.ts";
import { complain, writeLine } from "../output.ts";
import { jsonReporter, textReporter } from "../reporter.ts";
import { formatSeconds } from "../terminal/numbers.ts";
import type { ActionContext, ActionOptions } from "./action.ts";

/** How long a controller may take to send its first telemetry, in milliseconds. */
const FIRST_TELEMETRY_MS = 5000;

/** Connects to a controller, does something with it, and closes the link. The controller stays in the state it is in. */
export async function runAction<L extends DeviceLink, C extends ShownMessage, T extends ShownMessage & States>(
  device: ListeningDevice<L, C, T>,
  options: ActionOptions,
  run: (context: ActionContext<L, C, T>) => Promise<void>,
  { stdout, signal }: Context,
): Promise<void> {
  const { host, port = device.defaultPort, timeout } = options;
  const { report } =
    options.json === true ? jsonReporter(stdout) : textReporter((line) => void writeLine(stdout, line));
  const log = verboseLog(options, complain);
  await using station = new ClientStation({ device, host, port, log });
  const link = await station.connect({ signal });
  await link.nextTelemetry({ signal, timeoutMs: FIRST_TELEMETRY_MS });
  const { telemetry } = station;
  if (telemetry === undefined) throw new Error(`no telemetry from ${host}:${port}`);
  const answers = wireGenerations[device.generation].acknowledgement !== "none";
  await run({
    link,
    device,
    station,
    telemetry,
    limits: { timeoutMs: timeout, signal },
    signal,
    report,
    acknowledged: ({ durationSec }: Accepted) => {
      const expected = durationSec > 0 ? `, ${formatSeconds(durationSec * 1000)} expected` : "";
      const text = answers ? `acknowledged${expected}` : `sent; controllers of ${device.generation} do not acknowledge`;
      void report(answers ? "acknowledged" : "sent", { durationSec }, text);
    },
  });
}
