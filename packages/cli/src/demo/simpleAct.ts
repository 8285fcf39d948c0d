import { SimpleCommandCode } from "@obswire/hexrotcomm";
import type { LogFunction } from "@obswire/tcpip";
import { pause } from "../pause.ts";
import { type MessageCounts, recordedMessages } from "../recording/recordedMessages.ts";
import type { DeviceReading } from "../terminal/deviceTable.ts";
import { formatNumber, formatSeconds } from "../terminal/numbers.ts";
import type { Act, Step, SummaryRow } from "./act.ts";
import { GENERATION, RECORDING, SimpleRig } from "./simpleRig.ts";

/** Positions for `--keep`. */
const KEEP_POSITIONS = [10, -5, 18, -20, 0];

/** The first generation of the protocol, with the simple device: everything that can happen to a connection. */
export class SimpleAct implements Act {
  readonly #rig: SimpleRig;
  #replayed = "";

  constructor(log: LogFunction | undefined) {
    this.#rig = new SimpleRig(log);
  }

  get steps(): readonly Step[] {
    return [
      this.#step("listen", "the control software begins to listen", { takesMs: 10, showMs: 800 }, async () => {
        await this.#rig.listen();
        const { telemetry, command } = this.#rig.ports;
        return `the control software listens on ports ${telemetry} (telemetry) and ${command} (command), generation ${GENERATION}`;
      }),
      this.#step("connect", "a mock controller starts", { takesMs: 400, showMs: 1200 }, async (signal) => {
        const { pid } = await this.#rig.startMock(signal);
        await this.#rig.station.waitUntil(() => this.#rig.station.watch.configCount > 0, "no configuration", {
          signal,
        });
        const { minPosition, maxPosition, maxVelocity } = this.#rig.station.server.config;
        return `mock controller, process ${pid}: both sockets connected, configuration received (positions ${minPosition} to ${maxPosition}, velocity up to ${maxVelocity}/s)`;
      }),
      this.#step("enable", "the controller is taken to ENABLED", { takesMs: 500, showMs: 1200 }, (signal) =>
        this.#enable(signal),
      ),
      ...[3.5, -12, 20].map((position) => this.#move(position)),
      this.#step("refusal", "a move to 30, out of range", { takesMs: 300, showMs: 2000 }, (signal) =>
        this.#refusedMove(30, signal),
      ),
      this.#step("cut", "the network between the two breaks", { takesMs: 10, showMs: 1500 }, async (signal) => {
        await this.#rig.cut(signal);
        return "both connections are reset, and the controller gets no new ones";
      }),
      this.#step("recovery", "the network is back", { takesMs: 300, showMs: 1200 }, async (signal) => {
        this.#rig.mend();
        const ms = await this.#rig.recovered("link cut", signal);
        return `the controller is back ${formatSeconds(ms)} after the cut, has sent its configuration again, and is still ${this.#rig.station.state}`;
      }),
      this.#move(5),
      this.#step("kill", "the mock controller is killed", { takesMs: 20, showMs: 1200 }, async (signal) => {
        await this.#rig.endMock("kill", signal);
        return "the mock's process is killed (SIGKILL); the server has noticed, and goes on listening";
      }),
      this.#step("restart", "the mock controller is started again", { takesMs: 500, showMs: 1200 }, async (signal) => {
        const { pid } = await this.#rig.startMock(signal);
        const ms = await this.#rig.recovered("process killed", signal);
        return `a new one, process ${pid}, is connected ${formatSeconds(ms)} after the kill; it begins anew, in ${this.#rig.station.state}`;
      }),
      this.#step("enable", "the controller is taken to ENABLED", { takesMs: 500, showMs: 500 }, (signal) =>
        this.#enable(signal),
      ),
      this.#move(-10),
      this.#step(
        "replay",
        "a recorded session is played to the same server",
        { takesMs: 3200, showMs: 500 },
        (signal) => this.#replay(signal),
      ),
    ];
  }

  devices(): readonly DeviceReading[] {
    return [this.#rig.station.reading()];
  }

  summary(): readonly SummaryRow[] {
    const { station, outages, commandOutcomes } = this.#rig;
    const executed = commandOutcomes.filter((outcome) => outcome === "done").length;
    const refused = commandOutcomes.filter((outcome) => outcome === "refused").length;
    const losses = outages.map(({ cause, recoveredMs }) => `${cause}, recovered after ${formatSeconds(recoveredMs)}`);
    const { telemetryCount, configCount } = station.watch;
    const rows = [
      {
        label: station.device.name,
        text: `${countText({ config: configCount, telemetry: telemetryCount })}; ${station.commandCount} commands sent, ${executed} executed, ${refused} refused`,
      },
      { label: "losses", text: losses.length === 0 ? "none" : `${losses.length}: ${losses.join("; ")}` },
    ];
    return this.#replayed === "" ? rows : [...rows, { label: "replay", text: this.#replayed }];
  }

  async keep(signal: AbortSignal): Promise<void> {
    await this.#rig.startMock(signal);
    await this.#rig.station.enable({ signal });
    for (let index = 0; ; index++) {
      await this.#rig.move(KEEP_POSITIONS[index % KEEP_POSITIONS.length] ?? 0, signal);
      await pause(2000, signal);
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#rig[Symbol.asyncDispose]();
  }

  #step(
    name: string,
    doing: string,
    times: Pick<Step, "takesMs" | "showMs">,
    run: (signal: AbortSignal) => Promise<string>,
  ): Step {
    return { name, doing, limitMs: 15_000, ...times, run };
  }

  #move(position: number): Step {
    return this.#step("move", `a move to ${position}`, { takesMs: 60, showMs: 1000 }, async (signal) => {
      const ms = await this.#rig.move(position, signal);
      const { currPosition } = this.#rig.station.server.telemetry;
      return `to ${position}: the telemetry shows it after ${Math.round(ms)} ms, position ${formatNumber(currPosition, 3)}`;
    });
  }

  async #enable(signal: AbortSignal): Promise<string> {
    const states = await this.#rig.station.enable({ signal });
    return `${states.join(" → ")}: each state seen in the telemetry before the next command`;
  }

  /** There is no acknowledgement: two more telemetry messages, and still the old target, mean that nothing was done. */
  async #refusedMove(position: number, signal: AbortSignal): Promise<string> {
    const { station } = this.#rig;
    const before = station.server.telemetry.cmdPosition;
    await station.send(SimpleCommandCode.MOVE, [position]);
    const { cmdPosition } = await station.server.nextTelemetry({ skip: 3, signal });
    if (cmdPosition !== before) throw new Error(`the controller accepted a position of ${position}`);
    const reason = await this.#rig.refusal(position, signal);
    return `to ${position}: nothing changes, the commanded position is still ${before}. The protocol has no acknowledgement; the mock's own output says: ${reason}`;
  }

  async #replay(signal: AbortSignal): Promise<string> {
    const { station } = this.#rig;
    await this.#rig.endMock("stop", signal);
    const { telemetryCount, configCount } = station.watch;
    const expected = await recordedMessages(RECORDING);
    const sent = await this.#rig.replay(signal);
    await station.waitLinks("down", { signal });
    const decoded = (): MessageCounts => ({
      config: station.watch.configCount - configCount,
      telemetry: station.watch.telemetryCount - telemetryCount,
    });
    const complete = (): boolean => decoded().config >= expected.config && decoded().telemetry >= expected.telemetry;
    await station
      .waitUntil(complete, "not all of them", { signal, timeoutMs: 2000 })
      .catch(() => signal.throwIfAborted());
    if (countText(decoded()) !== countText(expected)) {
      throw new Error(`${countText(expected)} were recorded, ${countText(decoded())} came out`);
    }
    this.#replayed = `${sent} bytes of a session recorded with the original Python programs: ${countText(expected)} decoded, as recorded`;
    return this.#replayed;
  }
}

function countText({ config, telemetry }: MessageCounts): string {
  return `${telemetry} telemetry and ${config} configuration messages`;
}
