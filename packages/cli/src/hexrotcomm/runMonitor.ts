import type { Context } from "../context.ts";
import { verboseLog } from "../context.ts";
import type { ShownMessage } from "../devices/device.ts";
import type { DeviceLink, ListeningDevice } from "../devices/listeningDevice.ts";
import { limitedSignal } from "../limitedSignal.ts";
import type { ControllerOptions } from "../options/controllerOptions.ts";
import { complain } from "../output.ts";
import { jsonReporter, textReporter } from "../reporter.ts";
import { renderDetails, renderDevices } from "../terminal/deviceTable.ts";
import { formatSeconds } from "../terminal/numbers.ts";
import { redrawing } from "../terminal/redrawing.ts";
import { LiveScreen } from "../terminal/screen.ts";
import { styleFor } from "../terminal/style.ts";
import { ClientStation } from "./clientStation.ts";
import { keepConnected } from "./keepConnected.ts";
import { type States, stateText } from "./stateText.ts";

/** The options of `monitor`. */
export interface MonitorOptions extends ControllerOptions {
  readonly seconds?: number;
}

/**
 * Connects to a controller and shows what it sends: in a live table on a terminal, else as JSON lines. A controller that is
 * not there at the start is an error; one that is lost later is looked for until the signal, or the end of the time.
 */
export async function runMonitor<L extends DeviceLink, C extends ShownMessage, T extends ShownMessage & States>(
  device: ListeningDevice<L, C, T>,
  options: MonitorOptions,
  { stdout, signal }: Context,
): Promise<void> {
  const { host, port = device.defaultPort, seconds } = options;
  const screen = stdout.isTTY && options.json !== true ? new LiveScreen(stdout) : undefined;
  const { report } = screen === undefined ? jsonReporter(stdout) : textReporter((line) => screen.print(line));
  const log = verboseLog(options, (line) => (screen === undefined ? complain(line) : screen.print(line)));
  using ended = limitedSignal(signal, seconds === undefined ? undefined : seconds * 1000);
  const { name, version, generation } = device;
  const where = { device: name, version, generation, host, port };
  const connected = (): void => void report("connected", where, `connected to ${host}, port ${port}`);

  await using station = new ClientStation({
    device,
    host,
    port,
    chart: "error",
    log,
    onConfig: (config, header) => report("config", { header, config }, "configuration received"),
    onTelemetry: (telemetry, header) =>
      screen === undefined ? report("telemetry", { state: stateText(telemetry), header, telemetry }, "") : undefined,
  });
  await station.connect({ signal });
  connected();

  const style = styleFor(stdout);
  const title = style.dim(`obswire monitor  ${name}  ${host}:${port}  ${generation}, version ${version} and later`);
  using _table = redrawing(screen, stdout, (columns) => [
    "",
    title,
    ...renderDevices([station.reading()], { columns, style, chart: "error over time" }),
    ...renderDetails(station.details(), style),
    "",
    style.dim("Ctrl-C ends it"),
  ]);
  await keepConnected(
    station,
    {
      lost: () => void report("lost", where, "the link is lost"),
      failed: (message, nextMs) =>
        void report("retry", { message, nextMs }, `${message}; next attempt in ${formatSeconds(nextMs)}`),
      connected,
    },
    ended.signal,
  );
}
