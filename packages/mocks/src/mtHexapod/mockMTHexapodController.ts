import { ControllerState, EnabledSubstate, mtHexapod } from "@obswire/hexrotcomm";
import type { WaitOptions } from "@obswire/tcpip";
import { BaseMockController } from "../controller/baseMockController.ts";
import { CommandError } from "../controller/commandError.ts";
import { setKnown } from "../controller/knownFields.ts";
import type { MockControllerOptions, MockDevice } from "../controller/mockControllerOptions.ts";
import { requireInRange, requirePositive } from "../controller/ranges.ts";
import type { AnyCommand } from "../controller/receivedCommands.ts";
import { connectMock, listenMock } from "../controller/startMock.ts";
import type { Pose } from "../motion/hexapodGeometry.ts";
import { HexapodStruts } from "../motion/hexapodStruts.ts";
import { PoseTrack } from "../motion/poseTrack.ts";
import { mapSix } from "../motion/six.ts";
import {
  type HexapodModel,
  hexapodModel,
  initialHexapodConfig,
  MAX_ACCELERATION,
  MAX_ANGULAR_VELOCITY,
  MAX_DISPLACEMENT_STRUT,
  MAX_LINEAR_VELOCITY,
  MAX_POSITION_LIMITS,
  MAX_VELOCITY_STRUT,
  velocityLimits,
} from "./hexapodModel.ts";

type Versions = typeof mtHexapod.versions;
type Configs = { [V in mtHexapod.VersionKey]: mtHexapod.ConfigOf<V> };
type Telemetries = { [V in mtHexapod.VersionKey]: mtHexapod.TelemetryOf<V> };

/** The versions of the hexapod whose controllers listen. */
export type ListeningHexapodVersion = {
  [V in mtHexapod.VersionKey]: Versions[V]["generation"] extends "gen1" | "gen1b" ? never : V;
}[mtHexapod.VersionKey];

/** Options of a `MockMTHexapodController`. */
export interface MockMTHexapodControllerOptions<V extends mtHexapod.VersionKey = mtHexapod.VersionKey>
  extends MockControllerOptions {
  /** Which hexapod. Default camera. */
  name?: mtHexapod.HexapodName | undefined;
  /** Which version, and so which generation: a key of `mtHexapod.versions`. Default: the newest. */
  version?: V | undefined;
  /** Acknowledge a move with the time it will take; false: with 0, as the original's mock. Default true. */
  reportDurations?: boolean | undefined;
  /**
   * What the measured position is during a move: the "commanded" one at once, as in the original's mock (default), or one
   * "on the way" in a straight line, for whoever looks at it or waits for it.
   */
  measuredPosition?: "commanded" | "on the way" | undefined;
}

const { CommandCode, SetEnabledSubstateParam, ApplicationStatus } = mtHexapod;

/** Noise of the struts and of x, y, z, um, and of u, v, w, deg: from one end to the other. */
const LENGTH_NOISE = 0.1;
const ANGLE_NOISE = 1e-6;
/** Current of a motor at full speed, A. */
const FULL_SPEED_CURRENT = 1;
/** Resolution of a strut's encoder. */
const COUNTS_PER_UM = 10;
/** V. */
const BUS_VOLTAGES = [100, 100, 100];
const COORDINATES = ["x", "y", "z", "u", "v", "w"] as const;
const NEUTRAL: Pose = [0, 0, 0, 0, 0, 0];

/**
 * A hexapod of the camera or of M2, of any version: POSITION_SET and MOVE_POINT_TO_POINT move its six struts, each with
 * its highest speed. The measured position is the commanded one with some noise; during a move the struts show how far
 * it is, and so does the measured position with `measuredPosition: "on the way"`.
 */
export class MockMTHexapodController<
  V extends mtHexapod.VersionKey = typeof mtHexapod.NEWEST,
> extends BaseMockController<Configs[V], Telemetries[V]> {
  /** Which hexapod. */
  readonly name: mtHexapod.HexapodName;
  readonly #struts: HexapodStruts;
  readonly #model: HexapodModel;
  readonly #reportDurations: boolean;
  /** In the order of the configuration; kept here because the configuration has other names in other versions. */
  #positionLimits: Pose;
  #setPosition: Pose | undefined;
  #commandedPosition: Pose = NEUTRAL;
  readonly #onTheWay: PoseTrack | undefined;
  #moveCommanded = false;

  /** Makes a controller that is not connected: `start`, or use `listen` or `connect`. */
  constructor(options: MockMTHexapodControllerOptions<V> = {}) {
    const { name = "camera", version = mtHexapod.NEWEST as V } = options;
    super(options, hexapodDevice(name, version));
    this.name = name;
    this.#model = hexapodModel(name, version);
    this.#reportDurations = options.reportDurations ?? true;
    this.#onTheWay = options.measuredPosition === "on the way" ? new PoseTrack(NEUTRAL) : undefined;
    this.#positionLimits = MAX_POSITION_LIMITS[name];
    this.#struts = new HexapodStruts({
      geometry: this.#model.geometry,
      maxDisplacement: MAX_DISPLACEMENT_STRUT,
      speed: MAX_VELOCITY_STRUT,
    });
    setKnown(this.config, initialHexapodConfig(name, this.#model));
    this.#handleMoves();
    this.#handleConfiguration();
  }

  /** A hexapod that listens. Without a version: the newest. @throws TcpipError `ERR_TCPIP_LISTEN` */
  static async listen<V extends ListeningHexapodVersion = typeof mtHexapod.NEWEST>(
    options: MockMTHexapodControllerOptions<V> = {},
  ): Promise<MockMTHexapodController<V>> {
    return await listenMock(new MockMTHexapodController<V>(options));
  }

  /** A hexapod of up to 0.20 that has connected to the control software. @throws TcpipError `ERR_TCPIP_TIMEOUT` */
  static async connect<V extends Exclude<mtHexapod.VersionKey, ListeningHexapodVersion>>(
    options: MockMTHexapodControllerOptions<V> & { version: V; port: number },
    wait?: WaitOptions,
  ): Promise<MockMTHexapodController<V>> {
    return await connectMock(new MockMTHexapodController<V>(options), wait);
  }

  protected override updateTelemetry(): void {
    const now = this.taiSec();
    const isEnabled = this.state === ControllerState.ENABLED;
    const { telemetry } = this;
    if (!isEnabled) this.#moveCommanded = false;
    const isMoving = telemetry.enabledSubstate === EnabledSubstate.MOVING_POINT_TO_POINT;
    if (isEnabled && isMoving && !this.#struts.moving(now)) telemetry.enabledSubstate = EnabledSubstate.STATIONARY;
    const noise = (amplitude: number): number => (isEnabled ? this.noise(amplitude) : 0);
    const position = this.#onTheWay?.at(now) ?? this.#commandedPosition;
    const measured = mapSix(position, (one, i) => one + noise(i < 3 ? LENGTH_NOISE : ANGLE_NOISE));
    const struts = mapSix(this.#struts.positions(now), (one) => one + noise(LENGTH_NOISE));
    setKnown(telemetry, {
      commandedPos: this.#commandedPosition,
      strutCommandedDeltaPosM: struts,
      measuredXyz: measured.slice(0, 3),
      measuredUvw: measured.slice(3),
      motorCurrent: mapSix(this.#struts.velocities(now), (one) => (one / MAX_VELOCITY_STRUT) * FULL_SPEED_CURRENT),
      busVoltage: BUS_VOLTAGES,
    });
    if ("strutCommandedDeltaPosM" in telemetry) return;
    setKnown(telemetry, {
      strutMeasuredPosUm: struts,
      measuredPos: measured,
      strutEncoderMicrons: struts,
      strutEncoderRaw: mapSix(struts, (um) => um * COUNTS_PER_UM),
      commandedLength: this.#struts.endPositions,
    });
  }

  protected override applicationBits(): number | readonly number[] {
    if (!this.#moveCommanded && typeof this.telemetry.applicationStatus === "number") return 0;
    const now = this.taiSec();
    const bit = (isMoving: boolean): number => (this.#moveCommanded && !isMoving ? ApplicationStatus.MOVE_COMPLETE : 0);
    if (typeof this.telemetry.applicationStatus === "number") return bit(this.#struts.moving(now));
    return this.#struts.actuators.map((actuator) => bit(actuator.remainingSec(now) > 0));
  }

  protected override stateChanged(): void {
    if (this.state === ControllerState.ENABLED) return;
    this.#stopStruts();
  }

  protected override commandEnded({ code }: AnyCommand): void {
    if (code !== CommandCode.POSITION_SET) this.#setPosition = undefined;
  }

  #handleMoves(): void {
    const { MOVE_POINT_TO_POINT, MOVE_LUT, STOP } = SetEnabledSubstateParam;
    this.handle(CommandCode.POSITION_SET, (command) => this.#positionSet(command));
    this.handle(CommandCode.SET_ENABLED_SUBSTATE, () => this.#move(), MOVE_POINT_TO_POINT);
    if ("offlineSubstate" in this.telemetry)
      this.handle(CommandCode.SET_ENABLED_SUBSTATE, () => this.#move(), MOVE_LUT);
    this.handle(CommandCode.SET_ENABLED_SUBSTATE, () => this.#stop(), STOP);
  }

  #positionSet({ param1, param2, param3, param4, param5, param6 }: AnyCommand): void {
    this.requireStationary();
    const pose: Pose = [param1, param2, param3, param4, param5, param6];
    const [maxXY, minZ, maxZ, maxUV, minW, maxW] = this.#positionLimits;
    const ranges: readonly [number, number][] = [
      [-maxXY, maxXY],
      [-maxXY, maxXY],
      [minZ, maxZ],
      [-maxUV, maxUV],
      [-maxUV, maxUV],
      [minW, maxW],
    ];
    ranges.forEach(([min, max], i) => {
      requireInRange(COORDINATES[i] ?? "", pose[i] ?? Number.NaN, min, max);
    });
    this.#setPosition = pose;
  }

  #move(): number {
    this.requireStationary();
    const pose = this.#setPosition;
    if (pose === undefined) throw new CommandError("Must call POSITION_SET before calling MOVE_POINT_TO_POINT");
    const durationSec = this.#startStruts(pose);
    this.#commandedPosition = pose;
    this.#moveCommanded = true;
    this.telemetry.enabledSubstate = EnabledSubstate.MOVING_POINT_TO_POINT;
    return this.#reportDurations ? durationSec : 0;
  }

  #startStruts(pose: Pose): number {
    const now = this.taiSec();
    try {
      const durationSec = this.#struts.move(pose, now);
      this.#onTheWay?.move(pose, now, durationSec);
      return durationSec;
    } catch (error) {
      throw new CommandError(error instanceof Error ? error.message : String(error));
    }
  }

  #stop(): void {
    this.requireState();
    this.#stopStruts();
    this.telemetry.enabledSubstate = EnabledSubstate.STATIONARY;
  }

  #stopStruts(): void {
    const now = this.taiSec();
    this.#struts.stop(now);
    this.#onTheWay?.stop(now);
    this.#moveCommanded = false;
  }

  #handleConfiguration(): void {
    this.handle(CommandCode.CONFIG_ACCEL, ({ param1 }) => {
      this.requireStationary();
      requirePositive("Requested accel limit", param1, MAX_ACCELERATION);
      return this.#configure({ accelerationStrut: param1, strutAcceleration: param1 });
    });
    this.handle(CommandCode.CONFIG_VEL, ({ param1: xy, param2: uv, param3: z, param4: w }) => {
      this.requireStationary();
      requirePositive("Requested xy velocity limit", xy, MAX_LINEAR_VELOCITY);
      requirePositive("Requested uv velocity limit", uv, MAX_ANGULAR_VELOCITY);
      requirePositive("Requested z velocity limit", z, MAX_LINEAR_VELOCITY);
      requirePositive("Requested w velocity limit", w, MAX_ANGULAR_VELOCITY);
      return this.#configure({ velLimits: velocityLimits(this.#model, { xy, uv, z, w }) });
    });
    this.handle(CommandCode.SET_PIVOTPOINT, ({ param1, param2, param3 }) => {
      this.requireStationary();
      // The configuration alone: the struts go on turning about the model's own pivot, as in the original's mock.
      return this.#configure({ pivot: [param1, param2, param3] });
    });
    this.handle(CommandCode.CONFIG_LIMITS, (command) => this.#configureLimits(command));
  }

  #configureLimits({ param1, param2, param3, param4, param5, param6 }: AnyCommand): Promise<void> {
    this.requireStationary();
    const limits: Pose = [param1, param2, param3, param4, param5, param6];
    const names = ["maxXY", "minZ", "maxZ", "maxUV", "minW", "maxW"];
    MAX_POSITION_LIMITS[this.name].forEach((most, i) => {
      const limit = limits[i] ?? Number.NaN;
      const isWithin = most > 0 ? limit > 0 && limit <= most : limit < 0 && limit >= most;
      if (!isWithin) {
        const range = most > 0 ? `(0, ${most}]` : `[${most}, 0)`;
        throw new CommandError(`${names[i]}=${limit} not in range ${range}`);
      }
    });
    this.#positionLimits = limits;
    return this.#configure({ posLimits: limits });
  }

  #configure(values: Readonly<Record<string, unknown>>): Promise<void> {
    setKnown(this.config, values);
    return this.writeConfig();
  }
}

function hexapodDevice<V extends mtHexapod.VersionKey>(
  name: mtHexapod.HexapodName,
  version: V,
): MockDevice<Configs[V], Telemetries[V]> {
  const { generation, ConfigClass, TelemetryClass } = mtHexapod.deviceOptions(name, version);
  const { states } = mtHexapod.versions[version];
  const device = { generation, ConfigClass, TelemetryClass, CommandCode, states };
  // The table of versions gives the classes of `version`; the compiler sees only those of any version.
  return device as unknown as MockDevice<Configs[V], Telemetries[V]>;
}
