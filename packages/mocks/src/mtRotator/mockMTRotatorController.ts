import {
  ControllerState,
  EnabledSubstate,
  FaultSubstate,
  mtRotator,
  OfflineSubstate,
  SetStateParam,
} from "@obswire/hexrotcomm";
import type { WaitOptions } from "@obswire/tcpip";
import { BaseMockController } from "../controller/baseMockController.ts";
import { CommandError } from "../controller/commandError.ts";
import { setKnown } from "../controller/knownFields.ts";
import type { MockControllerOptions, MockDevice } from "../controller/mockControllerOptions.ts";
import { requireInRange, requirePositive } from "../controller/ranges.ts";
import type { AnyCommand } from "../controller/receivedCommands.ts";
import { connectMock, listenMock } from "../controller/startMock.ts";
import type { MotionState } from "../motion/pathSegment.ts";
import { TrackingActuator } from "../motion/trackingActuator.ts";
import {
  BUS_VOLTAGE,
  CURRENT_PER_ACCELERATION,
  ENCODER_COUNTS_PER_DEG,
  FOLLOWING_ERROR,
  INITIAL_ROTATOR_CONFIG,
  MAX_ACCELERATION_LIMIT,
  MAX_VELOCITY_LIMIT,
  POSITION_NOISE,
  ROTATOR_MOTION,
  TORQUE_PER_ACCELERATION,
  TRACK_COMMAND_LIMIT_MS,
} from "./rotatorModel.ts";
import { TrackingWatch } from "./trackingWatch.ts";

type Versions = typeof mtRotator.versions;
type Configs = { [V in mtRotator.VersionKey]: mtRotator.ConfigOf<V> };
type Telemetries = { [V in mtRotator.VersionKey]: mtRotator.TelemetryOf<V> };

/** The versions of the rotator whose controllers listen. */
export type ListeningRotatorVersion = {
  [V in mtRotator.VersionKey]: Versions[V]["generation"] extends "gen1" | "gen1b" ? never : V;
}[mtRotator.VersionKey];

/** Options of a `MockMTRotatorController`. */
export interface MockMTRotatorControllerOptions<V extends mtRotator.VersionKey = mtRotator.VersionKey>
  extends MockControllerOptions {
  /** Which version, and so which generation: a key of `mtRotator.versions`. Default: the newest. */
  version?: V | undefined;
  /** Acknowledge a move with the time it will take; false: with 0, as the original's mock. Default true. */
  reportDurations?: boolean | undefined;
}

const { CommandCode, SetEnabledSubstateParam } = mtRotator;
const { STATIONARY, MOVING_POINT_TO_POINT, SLEWING_OR_TRACKING } = EnabledSubstate;

/**
 * The camera rotator, of any version: it moves to a position, or tracks one that moves, within its limits of velocity
 * and acceleration. While it tracks it needs a TRACK_VEL_CMD at least once a second, or it goes to FAULT.
 */
export class MockMTRotatorController<
  V extends mtRotator.VersionKey = typeof mtRotator.NEWEST,
> extends BaseMockController<Configs[V], Telemetries[V]> {
  /** The axis. Its times are TAI unix seconds. */
  readonly actuator: TrackingActuator = new TrackingActuator(ROTATOR_MOTION);
  readonly #reportDurations: boolean;
  readonly #trackingWatch: TrackingWatch;
  #trackCommandSeen = false;
  #trackingTimedOut = false;
  #odometer = 0;
  #lastPosition = 0;

  /** Makes a controller that is not connected: `start`, or use `listen` or `connect`. */
  constructor(options: MockMTRotatorControllerOptions<V> = {}) {
    super(options, rotatorDevice(options.version ?? (mtRotator.NEWEST as V)));
    this.#reportDurations = options.reportDurations ?? true;
    this.#trackingWatch = new TrackingWatch(this.clock, TRACK_COMMAND_LIMIT_MS, () => this.#trackingLost());
    setKnown(this.config, INITIAL_ROTATOR_CONFIG);
    this.telemetry.setPos = Number.NaN;
    this.#handleMoves();
    this.#handleConfiguration();
  }

  /** A rotator that listens. Without a version: the newest. @throws TcpipError `ERR_TCPIP_LISTEN` */
  static async listen<V extends ListeningRotatorVersion = typeof mtRotator.NEWEST>(
    options: MockMTRotatorControllerOptions<V> = {},
  ): Promise<MockMTRotatorController<V>> {
    return await listenMock(new MockMTRotatorController<V>(options));
  }

  /** A rotator of up to 0.18 that has connected to the control software. @throws TcpipError `ERR_TCPIP_TIMEOUT` */
  static async connect<V extends Exclude<mtRotator.VersionKey, ListeningRotatorVersion>>(
    options: MockMTRotatorControllerOptions<V> & { version: V; port: number },
    wait?: WaitOptions,
  ): Promise<MockMTRotatorController<V>> {
    return await connectMock(new MockMTRotatorController<V>(options), wait);
  }

  /** Ends all connections and the watch on tracking. Idempotent; never rejects. */
  override close(): Promise<void> {
    this.#trackingWatch.stop();
    return super.close();
  }

  protected override updateTelemetry(): void {
    const now = this.taiSec();
    const demand = this.actuator.at(now);
    const position = demand.position + this.noise(POSITION_NOISE);
    this.#odometer += Math.abs(position - this.#lastPosition);
    this.#lastPosition = position;
    this.#updateFlags(now, position);
    const counts = Math.trunc(ENCODER_COUNTS_PER_DEG * position) >>> 0;
    const target = this.actuator.target.at(now);
    setKnown(this.telemetry, {
      currentPos: position,
      currentVelChAFb: demand.velocity,
      currentVelChBFb: demand.velocity,
      bissMotorEncoderAxisA: counts,
      bissMotorEncoderAxisB: counts,
      commandedPos: target.position,
      commandedVel: target.velocity,
      demandPos: demand.position,
      demandVel: demand.velocity,
      demandAccel: demand.acceleration,
      rotatorOdometer: this.#odometer,
      offlineSubstate: OfflineSubstate.AVAILABLE,
      faultSubstate: this.state === ControllerState.FAULT ? FaultSubstate.WAIT_CLEAR_ERROR : FaultSubstate.NO_ERROR,
      ...electrical(demand),
    });
  }

  protected override stateChanged(): void {
    if (this.state !== ControllerState.FAULT) this.#trackingTimedOut = false;
    if (this.state === ControllerState.ENABLED) return;
    this.actuator.stop(this.taiSec());
    this.#trackingWatch.stop();
  }

  protected override commandEnded({ code }: AnyCommand): void {
    if (code !== CommandCode.POSITION_SET) this.telemetry.setPos = Number.NaN;
  }

  #updateFlags(now: number, position: number): void {
    const { telemetry } = this;
    const isEnabled = this.state === ControllerState.ENABLED;
    if (!isEnabled) telemetry.enabledSubstate = STATIONARY;
    const error = Math.abs(position - this.actuator.target.at(now).position);
    const inPosition = isEnabled && error < INITIAL_ROTATOR_CONFIG.trackSuccessPosThreshold;
    const isTracking = isEnabled && telemetry.enabledSubstate === SLEWING_OR_TRACKING;
    if (!isTracking) this.#trackCommandSeen = false;
    const slewComplete = isTracking && this.#trackCommandSeen && inPosition;
    const moveComplete = inPosition && telemetry.enabledSubstate === MOVING_POINT_TO_POINT;
    if (moveComplete) telemetry.enabledSubstate = STATIONARY;
    setKnown(telemetry, {
      flagsSlewComplete: Number(slewComplete),
      flagsTrackingSuccess: Number(slewComplete),
      flagsPt2ptMoveComplete: Number(moveComplete),
      flagsMoveSuccess: Number(moveComplete),
      flagsStopComplete: 1,
      flagsFollowingError: FOLLOWING_ERROR,
      flagsNoNewTrackCmdError: Number(this.#trackingTimedOut),
    });
  }

  #handleMoves(): void {
    const { MOVE_POINT_TO_POINT, TRACK, STOP, CONSTANT_VELOCITY } = SetEnabledSubstateParam;
    const substate = CommandCode.SET_ENABLED_SUBSTATE;
    this.handle(CommandCode.POSITION_SET, ({ param1 }) => {
      this.requireStationary();
      // Without a check of the range, as in the original's mock: the control software checks.
      this.telemetry.setPos = param1;
    });
    this.handle(substate, () => this.#move(), MOVE_POINT_TO_POINT);
    this.handle(substate, () => this.#track(), TRACK);
    this.handle(substate, () => this.#stop(), STOP);
    this.handle(substate, () => refuseConstantVelocity(), CONSTANT_VELOCITY);
    this.handle(CommandCode.SET_CONSTANT_VEL, () => refuseConstantVelocity());
    this.handle(CommandCode.TRACK_VEL_CMD, (command) => this.#trackVelocity(command));
    const isShort = !("offlineSubstate" in this.telemetry);
    const fault = (): void => this.setState(ControllerState.FAULT);
    if (isShort) this.handle(CommandCode.SET_STATE, fault, SetStateParam.FAULT);
    else this.handle(CommandCode.FAULT, fault);
  }

  #move(): number {
    this.requireStationary();
    const { setPos } = this.telemetry;
    if (!Number.isFinite(setPos)) {
      throw new CommandError("Must call POSITION_SET before calling MOVE_POINT_TO_POINT");
    }
    const now = this.taiSec();
    this.actuator.setTarget(now, setPos, 0);
    this.telemetry.enabledSubstate = MOVING_POINT_TO_POINT;
    return this.#reportDurations ? this.actuator.path.last.startSec - now : 0;
  }

  #track(): void {
    this.requireStationary();
    this.#trackingWatch.stop();
    this.telemetry.enabledSubstate = SLEWING_OR_TRACKING;
  }

  #trackVelocity({ param1: taiSec, param2: angle, param3: velocity }: AnyCommand): void {
    const { lowerPosLimit, upperPosLimit } = this.config;
    try {
      requireInRange("current position", angle + velocity * (this.taiSec() - taiSec), lowerPosLimit, upperPosLimit);
    } catch (error) {
      this.setState(ControllerState.FAULT);
      throw error;
    }
    this.actuator.setTarget(taiSec, angle, velocity);
    this.#trackCommandSeen = true;
    this.#trackingWatch.restart();
  }

  #stop(): void {
    this.requireState();
    this.actuator.stop(this.taiSec());
    this.#trackingWatch.stop();
    this.telemetry.enabledSubstate = STATIONARY;
  }

  #trackingLost(): void {
    this.log.warn("no TRACK_VEL_CMD in time", undefined, { limitMs: TRACK_COMMAND_LIMIT_MS });
    this.#trackingTimedOut = true;
    this.setState(ControllerState.FAULT);
  }

  #handleConfiguration(): void {
    const limit = (code: number, what: string, field: string | undefined, max?: number): void => {
      this.handle(code, ({ param1 }) => {
        requirePositive(`Requested ${what} limit`, param1, max);
        if (field !== undefined) setKnown(this.config, { [field]: param1 });
        return this.writeConfig();
      });
    };
    limit(CommandCode.CONFIG_VEL, "velocity", "velocityLimit", MAX_VELOCITY_LIMIT);
    limit(CommandCode.CONFIG_ACCEL, "accel", "accelLimit", MAX_ACCELERATION_LIMIT);
    if (!("emergencyJerkLimit" in this.config)) return;
    limit(CommandCode.CONFIG_ACCEL_EMERGENCY, "emergency accel", "emergencyAccelLimit");
    limit(CommandCode.CONFIG_JERK_EMERGENCY, "emergency jerk", "emergencyJerkLimit");
    // There is no field for it.
    limit(CommandCode.CONFIG_JERK, "jerk", undefined);
  }
}

/** What the drives show, under the names of all versions. */
function electrical({ acceleration }: MotionState): Record<string, unknown> {
  const current = acceleration * CURRENT_PER_ACCELERATION;
  const torque = Math.trunc(acceleration * TORQUE_PER_ACCELERATION);
  return {
    motorCurrent: [current, current],
    motorCurrentAxisA: current,
    motorCurrentAxisB: current,
    demandMotorCurrentAxisA: current,
    demandMotorCurrentAxisB: current,
    motorTorqueAxisA: torque,
    motorTorqueAxisB: torque,
    busVoltage: BUS_VOLTAGE,
  };
}

function refuseConstantVelocity(): void {
  throw new CommandError("Constant velocity is not supported");
}

function rotatorDevice<V extends mtRotator.VersionKey>(version: V): MockDevice<Configs[V], Telemetries[V]> {
  const { generation, ConfigClass, TelemetryClass } = mtRotator.deviceOptions(version);
  const { states } = mtRotator.versions[version];
  const device = { generation, ConfigClass, TelemetryClass, CommandCode, states };
  // The table of versions gives the classes of `version`; the compiler sees only those of any version.
  return device as unknown as MockDevice<Configs[V], Telemetries[V]>;
}
