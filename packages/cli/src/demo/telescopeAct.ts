import { type HexapodPosition, isCommandFailedError, type mtHexapod, type mtRotator } from "@obswire/hexrotcomm";
import type { LogFunction } from "@obswire/tcpip";
import { trackRotator } from "../controller/trackRotator.ts";
import { type Hexapod, listeningHexapod } from "../devices/listeningHexapod.ts";
import { listeningRotator, type Rotator } from "../devices/listeningRotator.ts";
import { pause } from "../pause.ts";
import type { DeviceReading } from "../terminal/deviceTable.ts";
import { formatSeconds } from "../terminal/numbers.ts";
import type { Act, Step, SummaryRow } from "./act.ts";
import { ListeningRig } from "./listeningRig.ts";

type HexapodRig = ListeningRig<
  Hexapod,
  mtHexapod.ConfigOf<mtHexapod.ClientVersion>,
  mtHexapod.TelemetryOf<mtHexapod.ClientVersion>
>;
type RotatorRig = ListeningRig<
  Rotator,
  mtRotator.ConfigOf<mtRotator.ClientVersion>,
  mtRotator.TelemetryOf<mtRotator.ClientVersion>
>;

const CAMERA: HexapodPosition = { xMicrons: 500, yMicrons: 0, zMicrons: -200, uDeg: 0.01, vDeg: 0, wDeg: 0 };
const M2: HexapodPosition = { xMicrons: -300, yMicrons: 400, zMicrons: 250, uDeg: 0, vDeg: -0.01, wDeg: 0 };
const ROTATOR_DEG = 4;

/** While the rotator tracks, the hexapods follow small corrections: this often, in milliseconds, and this far. */
const CORRECTION_MS = 800;
const CORRECTION_MICRONS = 40;
const TRACK = { degPerSec: 0.5, durationMs: 5000 };
/** The rotator has caught up with its target after this many telemetry messages. */
const SETTLED_AFTER_MS = 1500;

/** The newest generation, with two hexapods and a rotator: commands that are answered, motion, and tracking. */
export class TelescopeAct implements Act {
  readonly #log: LogFunction | undefined;
  readonly #rigs: (HexapodRig | RotatorRig)[] = [];
  #camera: HexapodRig | undefined;
  #m2: HexapodRig | undefined;
  #rotator: RotatorRig | undefined;
  #worstErrorDeg = 0;

  constructor(log: LogFunction | undefined) {
    this.#log = log;
  }

  get steps(): readonly Step[] {
    return [
      this.#step("hexapods", "two hexapods and a rotator start", { takesMs: 700, showMs: 1500 }, (signal) =>
        this.#start(signal),
      ),
      this.#step("enable", "all three are enabled", { takesMs: 600, showMs: 1000 }, (signal) => this.#enable(signal)),
      this.#step("move", "all three move", { takesMs: 4500, showMs: 1000 }, (signal) => this.#move(signal)),
      this.#step("refusal", "a move out of range", { takesMs: 20, showMs: 1500 }, (signal) =>
        this.#refusedMove(signal),
      ),
      this.#step("track", "the rotator tracks, the hexapods follow", { takesMs: 5500, showMs: 500 }, (signal) =>
        this.#track(signal),
      ),
      this.#step("standby", "all three go to STANDBY", { takesMs: 600, showMs: 500 }, (signal) =>
        this.#standby(signal),
      ),
    ];
  }

  devices(): readonly DeviceReading[] {
    return this.#rigs.map(({ station }) => station.reading());
  }

  summary(): readonly SummaryRow[] {
    return this.#rigs.map(({ station, acknowledged, refused }) => ({
      label: station.device.name,
      text: `${station.watch.telemetryCount} telemetry and ${station.watch.configCount} configuration messages; ${acknowledged} commands acknowledged, ${refused} refused`,
    }));
  }

  async keep(signal: AbortSignal): Promise<void> {
    await this.#enable(signal);
    for (let degPerSec = TRACK.degPerSec; ; degPerSec = -degPerSec) {
      await this.#trackAndFollow({ degPerSec, durationMs: 10_000 }, signal);
      // A rotator that has just been told to stop is still stopping.
      await pause(CORRECTION_MS, signal);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#rigs.map((rig) => rig[Symbol.asyncDispose]()));
  }

  async #start(signal: AbortSignal): Promise<string> {
    const options = { log: this.#log, signal };
    const started = async <R extends HexapodRig | RotatorRig>(rig: Promise<R>): Promise<R> => {
      this.#rigs.push(await rig);
      return await rig;
    };
    this.#camera = await started(ListeningRig.start(listeningHexapod("camera"), ["hexapod", "--index", "1"], options));
    this.#m2 = await started(ListeningRig.start(listeningHexapod("m2"), ["hexapod", "--index", "2"], options));
    this.#rotator = await started(ListeningRig.start(listeningRotator(), ["rotator"], options));
    const pids = this.#rigs.map(({ mock }) => mock.pid).join(", ");
    return `mock controllers of the newest generation, processes ${pids}: now they listen, and the control software connects`;
  }

  async #enable(signal: AbortSignal): Promise<string> {
    await Promise.all(this.#rigs.map((rig) => rig.run((link, limits) => link.enable(limits), signal)));
    return "drives on, STANDBY → ENABLED, every command acknowledged";
  }

  async #move(signal: AbortSignal): Promise<string> {
    const { camera, m2, rotator } = this.#three();
    const tookMs = await Promise.all([
      camera.moved((link, limits) => link.move(CAMERA, limits), signal),
      m2.moved((link, limits) => link.move(M2, limits), signal),
      rotator.moved((link, limits) => link.move({ positionDeg: ROTATOR_DEG }, limits), signal),
    ]);
    return `acknowledged, and in position after ${tookMs.map(formatSeconds).join(", ")}`;
  }

  async #refusedMove(signal: AbortSignal): Promise<string> {
    const { camera } = this.#three();
    try {
      // `move` would not even send it: it knows the limits from the configuration. `run` leaves the decision to the controller.
      await camera.run((link, limits) => link.run("POSITION_SET", { ...CAMERA, xMicrons: 20_000 }, limits), signal);
    } catch (error) {
      if (!isCommandFailedError(error) || error.outcome !== "refused") throw error;
      return `the camera hexapod to x 20000 µm: refused at once, "${error.reason}"`;
    }
    throw new Error("the controller accepted x 20000 µm");
  }

  async #track(signal: AbortSignal): Promise<string> {
    const [tracked, corrections] = await this.#trackAndFollow(TRACK, signal);
    const error = this.#worstErrorDeg.toFixed(6);
    return `rotator at ${TRACK.degPerSec} deg/s, ${tracked} TRACK_VEL_CMD acknowledged, within ${error} deg once it had caught up; meanwhile ${corrections} moves of the hexapods`;
  }

  async #standby(signal: AbortSignal): Promise<string> {
    await Promise.all(this.#rigs.map((rig) => rig.run((link, limits) => link.standby(limits), signal)));
    return "all three are in STANDBY, their drives off";
  }

  /** Resolves to the numbers of track commands and of moves of the hexapods. */
  async #trackAndFollow(
    { degPerSec, durationMs }: typeof TRACK,
    signal: AbortSignal,
  ): Promise<readonly [tracked: number, corrections: number]> {
    const { camera, m2, rotator } = this.#three();
    const startMs = performance.now();
    const accepted = (): void => {
      rotator.acknowledged++;
      const { currentPos, demandPos } = rotator.telemetry;
      const settled = performance.now() - startMs > SETTLED_AFTER_MS;
      if (settled) this.#worstErrorDeg = Math.max(this.#worstErrorDeg, Math.abs(currentPos - demandPos));
    };
    const target = { fromDeg: rotator.telemetry.currentPos, degPerSec, durationMs, accepted };
    const following = this.#follow(camera, CAMERA, startMs + durationMs, signal);
    const followingToo = this.#follow(m2, M2, startMs + durationMs, signal);
    const [tracked, a, b] = await Promise.all([
      trackRotator(rotator.link, target, { signal }),
      following,
      followingToo,
    ]);
    return [tracked, a + b];
  }

  /** Small moves around a position, one after the other, as a look-up table asks for while a telescope moves. */
  async #follow(rig: HexapodRig, around: HexapodPosition, untilMs: number, signal: AbortSignal): Promise<number> {
    let count = 0;
    while (performance.now() < untilMs) {
      const zMicrons = around.zMicrons + CORRECTION_MICRONS * Math.sin(count);
      await rig.moved((link, limits) => link.move({ ...around, zMicrons }, limits), signal);
      count++;
      await pause(CORRECTION_MS, signal);
    }
    return count;
  }

  #three(): { camera: HexapodRig; m2: HexapodRig; rotator: RotatorRig } {
    if (this.#camera === undefined || this.#m2 === undefined || this.#rotator === undefined) {
      throw new Error("the controllers are not started");
    }
    return { camera: this.#camera, m2: this.#m2, rotator: this.#rotator };
  }

  #step(
    name: string,
    doing: string,
    times: Pick<Step, "takesMs" | "showMs">,
    run: (signal: AbortSignal) => Promise<string>,
  ): Step {
    return { name, doing, limitMs: 30_000, ...times, run };
  }
}
