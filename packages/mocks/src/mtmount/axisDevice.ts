import type { Clock } from "../clock.ts";
import type { MotionState } from "../motion/pathSegment.ts";
import { TrackingActuator } from "../motion/trackingActuator.ts";
import { type DeviceCommand, MountDevice } from "./mountDevice.ts";
import { MountRefusal } from "./mountErrors.ts";
import { type LongCommand, Move } from "./move.ts";

/** The limits of an axis, in deg, deg/s and deg/s². */
export interface AxisLimits {
  readonly minPosition: number;
  readonly maxPosition: number;
  readonly maxVelocity: number;
  readonly maxAcceleration: number;
}

/** What the kinds of an axis's commands begin with. */
export type AxisName = "AzimuthAxis" | "CameraCableWrap" | "ElevationAxis";

/** What may be commanded, in February 2021. */
export const AXIS_LIMITS: Readonly<Record<AxisName, AxisLimits>> = {
  ElevationAxis: { minPosition: 20, maxPosition: 86.5, maxVelocity: 3.5, maxAcceleration: 3.5 },
  AzimuthAxis: { minPosition: -270, maxPosition: 270, maxVelocity: 7, maxAcceleration: 7 },
  CameraCableWrap: { minPosition: -90, maxPosition: 90, maxVelocity: 4, maxAcceleration: 1.5 },
};

/** The limits of the actuators are those of the commands times this, the lowest position too. */
const ACTUATOR_SCALE = 1.01;
/** Track commands at least this far apart are slewed to, in seconds. */
const DTMAX_TRACK_SEC = 0.2;
/** What counts as in position, in deg and in deg/s. */
const MAX_ERROR = 0.01;

/** Where the axis is and where it should be, at one moment. */
export interface AxisState {
  /** What the axis does. */
  readonly actual: MotionState;
  /** What it follows. */
  readonly target: MotionState;
  /** Whether it has a target, and follows it within 0.01 deg and 0.01 deg/s. */
  readonly inPosition: boolean;
}

/** The azimuth axis, the elevation axis, or the camera cable wrap. */
export class AxisDevice extends MountDevice {
  /** How the axis moves. Its times are TAI unix seconds. */
  readonly actuator: TrackingActuator;
  /** Whether its drives are enabled: with the power, until a drive command says otherwise. */
  enabled = false;
  /** Whether it takes track commands. */
  trackingEnabled = false;
  /** Whether it ignores the track commands that it takes. Only the camera cable wrap can be told to. */
  trackingPaused = false;
  /** Whether it was told where to be, and nothing since has stopped it. */
  hasTarget = false;
  /** The middle of the actuator's range. */
  readonly #homePosition: number;

  constructor(name: AxisName, clock: Clock) {
    super(name, clock);
    const { minPosition, maxPosition, maxVelocity, maxAcceleration } = AXIS_LIMITS[name];
    this.#homePosition = ((minPosition + maxPosition) / 2) * ACTUATOR_SCALE;
    this.actuator = new TrackingActuator({
      minPosition: minPosition * ACTUATOR_SCALE,
      maxPosition: maxPosition * ACTUATOR_SCALE,
      maxVelocity: maxVelocity * ACTUATOR_SCALE,
      maxAcceleration: maxAcceleration * ACTUATOR_SCALE,
      dtmaxTrack: DTMAX_TRACK_SEC,
    });
  }

  /** What the axis does now. */
  state(): AxisState {
    const now = this.nowSec();
    const actual = this.actuator.at(now);
    const target = this.actuator.target.at(now);
    const isClose = (one: number, other: number): boolean => Math.abs(one - other) < MAX_ERROR;
    const follows = isClose(target.position, actual.position) && isClose(target.velocity, actual.velocity);
    return { actual, target, inPosition: this.hasTarget && follows };
  }

  /** Begins to move to a position. */
  move(position: number): LongCommand {
    this.#requireEnabled();
    if (this.trackingEnabled) throw new MountRefusal("Tracking enabled");
    const now = this.nowSec();
    // Of two commands at one moment, of a clock that stands still, the second one is later.
    const startSec = now === this.actuator.target.startSec ? now + 1e-6 : now;
    this.actuator.setTarget(startSec, position, 0);
    this.hasTarget = true;
    return this.beginMove(new Move(this.clock, this.actuator.path.last.startSec - now));
  }

  /** Follows a target that is at `position` at `taiUnixSec`. */
  track(position: number, velocity: number, taiUnixSec: number): void {
    this.#requireEnabled();
    if (!this.trackingEnabled) throw new MountRefusal("Tracking not enabled");
    this.supersedeMove();
    if (this.trackingPaused) return;
    this.actuator.setTarget(taiUnixSec, position, velocity);
    this.hasTarget = true;
  }

  /** Slows down and stays. */
  stop(): void {
    this.#requireEnabled();
    this.#stopMotion();
    this.trackingEnabled = false;
  }

  protected override power(on: boolean): void {
    if (!on) {
      this.#stopMotion();
      this.trackingEnabled = false;
    }
    this.powerOn = on;
    this.enabled = on;
  }

  protected override ownCommands(): Record<string, DeviceCommand> {
    return {
      DriveEnable: ({ on }: { on: boolean }) => this.#resetDrive(on),
      DriveReset: () => {
        this.requireOn();
        this.#resetDrive(false);
      },
      EnableTracking: ({ on = true }: { on?: boolean }) => this.#enableTracking(on),
      Move: ({ positionDeg }: { positionDeg: number }) => this.move(positionDeg),
      Home: () => this.move(this.#homePosition),
      Track: (target: { positionDeg: number; velocityDegPerSec: number; taiUnixSec: number }) =>
        this.track(target.positionDeg, target.velocityDegPerSec, target.taiUnixSec),
      Stop: () => this.stop(),
    };
  }

  #requireEnabled(): void {
    this.requireOn();
    if (!this.enabled) throw new MountRefusal("Not enabled");
  }

  #enableTracking(on: boolean): void {
    this.#requireEnabled();
    if (!on && !this.trackingEnabled) throw new MountRefusal("Tracking not enabled");
    this.#stopMotion();
    this.trackingEnabled = true;
    this.trackingPaused = !on;
  }

  /** Whatever drive it is: all of them. */
  #resetDrive(enabled: boolean): void {
    this.actuator.abort(this.nowSec());
    this.#stopMotion();
    this.trackingEnabled = false;
    this.trackingPaused = false;
    this.enabled = enabled;
  }

  #stopMotion(): void {
    this.supersedeMove();
    this.actuator.stop(this.nowSec());
    this.hasTarget = false;
  }
}
