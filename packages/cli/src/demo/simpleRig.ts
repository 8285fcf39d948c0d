import { SimpleCommandCode, type SimpleConfig, type SimpleTelemetry } from "@obswire/hexrotcomm";
import type { LogFunction } from "@obswire/tcpip";
import { FaultProxy } from "@obswire/tcpip/testkit";
import { connectingSimple } from "../devices/connectingSimple.ts";
import { ServerStation } from "../hexrotcomm/serverStation.ts";
import { type ChildEvent, ChildProgram } from "../processes/childProgram.ts";

/** The layout that the recorded session was spoken in; one server listens to mock and recording alike. */
export const GENERATION = "gen1b";

/** The recording that comes with this package. */
export const RECORDING = "gen1";

const HOST = "127.0.0.1";

/** How long each kind of loss lasted. */
interface Outage {
  readonly cause: string;
  readonly recoveredMs: number;
}

/**
 * The control software in this process, a mock controller in a process of its own, and between them on each of the two
 * connections a proxy that can cut it.
 */
export class SimpleRig implements AsyncDisposable {
  readonly station: ServerStation<SimpleConfig, SimpleTelemetry>;
  readonly outages: Outage[] = [];
  readonly #proxies: FaultProxy[] = [];
  readonly #children: ChildProgram[] = [];
  #mock: ChildProgram | undefined;
  #lostMs = 0;

  constructor(log: LogFunction | undefined) {
    this.station = new ServerStation({ device: connectingSimple(GENERATION), host: HOST, port: 0, log });
  }

  /** The ports that the server listens on. */
  get ports(): { readonly telemetry: number; readonly command: number } {
    const { telemetryPort, commandPort } = this.station.server;
    return { telemetry: telemetryPort, command: commandPort };
  }

  /** Every command that a mock has reported, as it reported it. */
  get commandOutcomes(): readonly string[] {
    return this.#children.flatMap(({ events }) =>
      events.filter(({ event }) => event === "command").map(({ outcome }) => String(outcome)),
    );
  }

  async listen(): Promise<void> {
    await this.station.server.start();
    const { telemetry, command } = this.ports;
    for (const port of [telemetry, command]) {
      this.#proxies.push(await FaultProxy.listen({ host: HOST, target: { host: HOST, port } }));
    }
  }

  /** Starts a mock controller that comes through the proxies, and waits until both its sockets are connected. */
  async startMock(signal: AbortSignal): Promise<ChildProgram> {
    const [telemetry, command] = this.#proxies.map((proxy) => String(proxy.port));
    if (telemetry === undefined || command === undefined) throw new Error("the server does not listen yet");
    const where = ["--host", HOST, "--port", telemetry, "--command-port", command];
    const mock = this.#start(["mock", "simple", ...where, "--generation", GENERATION]);
    this.#mock = mock;
    // Should the mock fail to start, it says why, and that is what to report.
    await Promise.race([
      this.station.waitLinks("up", { signal }),
      mock.exited.then(() => mock.waitEvent("connected", () => false, { signal })),
    ]);
    return mock;
  }

  /** Ends the mock in good order, or as a crash would; waits until the server has noticed. */
  async endMock(how: "stop" | "kill", signal: AbortSignal): Promise<void> {
    await (how === "stop" ? this.#mock?.stop() : this.#mock?.kill());
    this.#lostMs = performance.now();
    await this.station.waitLinks("down", { signal });
  }

  /** Plays the recorded session straight to the server, to its end; resolves to the number of bytes sent. */
  async replay(signal: AbortSignal): Promise<number> {
    const { telemetry, command } = this.ports;
    const where = ["--host", HOST, "--port", `${telemetry}`, "--command-port", `${command}`];
    const player = this.#start(["replay", RECORDING, ...where]);
    const { bytesSent } = await player.waitEvent("done", () => true, { signal });
    await player.exited;
    return Number(bytesSent);
  }

  /** Waits until the mock has reported that it refused a MOVE to this position; resolves to its reason. */
  async refusal(position: number, signal: AbortSignal): Promise<string> {
    const isIt = ({ outcome, params }: ChildEvent): boolean =>
      outcome === "refused" && Array.isArray(params) && params[0] === position;
    if (this.#mock === undefined) throw new Error("there is no mock");
    const { reason } = await this.#mock.waitEvent("command", isIt, { signal });
    return String(reason);
  }

  /** Cuts both connections, and lets nobody through until `mend`; waits until the server has noticed. */
  async cut(signal: AbortSignal): Promise<void> {
    this.#lostMs = performance.now();
    for (const proxy of this.#proxies) {
      proxy.refuseConnections = true;
      proxy.reset();
    }
    await this.station.waitLinks("down", { signal });
  }

  /** Lets the controller through again. */
  mend(): void {
    for (const proxy of this.#proxies) proxy.refuseConnections = false;
  }

  /** Waits for telemetry after a loss; resolves to the milliseconds since the loss. */
  async recovered(cause: string, signal: AbortSignal): Promise<number> {
    await this.station.waitLinks("up", { signal });
    await this.station.waitTelemetry(() => true, "anything", { signal });
    const recoveredMs = performance.now() - this.#lostMs;
    this.outages.push({ cause, recoveredMs });
    return recoveredMs;
  }

  /** Sends MOVE, and resolves to the milliseconds until the telemetry shows it. */
  async move(position: number, signal: AbortSignal): Promise<number> {
    const startMs = performance.now();
    await this.station.send(SimpleCommandCode.MOVE, [position]);
    await this.station.waitTelemetry(({ cmdPosition }) => cmdPosition === position, `MOVE ${position}`, { signal });
    return performance.now() - startMs;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#children.map((child) => child.stop()));
    await this.station[Symbol.asyncDispose]();
    await Promise.all(this.#proxies.map((proxy) => proxy.close()));
  }

  #start(args: readonly string[]): ChildProgram {
    const child = new ChildProgram(args);
    this.#children.push(child);
    return child;
  }
}
