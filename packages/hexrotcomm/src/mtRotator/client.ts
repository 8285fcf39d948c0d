import type { WaitOptions } from "@obswire/tcpip";
import type { RunCommandOptions } from "../commandRunner.ts";
import { CommandTelemetryClient } from "../commandTelemetryClient.ts";
import type { CommandTelemetryClientOptions } from "../commandTelemetryClientOptions.ts";
import type { ParamsOf } from "../device/commandTable.ts";
import { type Accepted, checkPacing, DeviceClient, type Pacing, UNKNOWN_FRAME_LIMIT } from "../device/deviceClient.ts";
import { SetStateParam } from "../enums.ts";
import type { ClientGeneration } from "../generations.ts";
import { checkPosition } from "./checkPosition.ts";
import { commands } from "./commands.ts";
import { SetEnabledSubstateParam } from "./enums.ts";
import { type ConfigOf, deviceOptions, NEWEST, type TelemetryOf, type VersionKey, versions } from "./versions.ts";

/** The versions whose controllers listen. */
export type ClientVersion = {
  [V in VersionKey]: (typeof versions)[V]["generation"] extends ClientGeneration ? V : never;
}[VersionKey];

type GenerationOf<V extends ClientVersion> = Extract<(typeof versions)[V]["generation"], ClientGeneration>;

type LinkOptionsOf<V extends ClientVersion> = CommandTelemetryClientOptions<
  ConfigOf<V>,
  TelemetryOf<V>,
  GenerationOf<V>
>;

/** Options of a `MTRotatorClient`: those of a `CommandTelemetryClient`, less what the version says. */
export interface MTRotatorClientOptions<V extends ClientVersion = typeof NEWEST>
  extends Omit<
      LinkOptionsOf<V>,
      "port" | "generation" | "ConfigClass" | "TelemetryClass" | "CommandCode" | "syncPattern" | "version"
    >,
    Pacing {
  /** The controller's port; up to 0.21 that of telemetry. Default 5570. */
  port?: number | undefined;
  /** The row of `mtRotator.versions` that the controller belongs to; `mtRotator.versionKey` finds it. Default: the newest. */
  version?: V | undefined;
}

/**
 * The rotator, as its user sees it: commands with names and units, state changes that wait until they are seen.
 *
 * ```ts
 * await using rotator = await MTRotatorClient.connect({ host: "192.0.2.11" });
 * await rotator.enable();
 * await rotator.move({ positionDeg: 15 });
 * ```
 */
export class MTRotatorClient<V extends ClientVersion = typeof NEWEST> extends DeviceClient<
  ConfigOf<V>,
  TelemetryOf<V>,
  GenerationOf<V>,
  typeof commands
> {
  /**
   * Connects to a rotator.
   *
   * @throws as `CommandTelemetryClient.connect`; RangeError for a wrong option
   */
  static async connect<V extends ClientVersion = typeof NEWEST>(
    options: MTRotatorClientOptions<V> = {},
    wait?: WaitOptions,
  ): Promise<MTRotatorClient<V>> {
    const { version = NEWEST as V, drivesPauseMs, clearErrorTimes, clearErrorPauseMs, telemetryPerState } = options;
    checkPacing(options);
    const device = deviceOptions(version) as unknown as LinkOptionsOf<V>;
    const link = await CommandTelemetryClient.connect<ConfigOf<V>, TelemetryOf<V>, GenerationOf<V>>(
      {
        ...device,
        unknownFrameLimit: UNKNOWN_FRAME_LIMIT,
        ...options,
        version,
        port: options.port ?? device.port,
        CommandCode: device.CommandCode,
      },
      wait,
    );
    const pacing = { drivesPauseMs, clearErrorTimes, clearErrorPauseMs, telemetryPerState };
    const { states, until } = versions[version];
    return new MTRotatorClient<V>(link, { commands, states, pacing, versions: { from: version, until } });
  }

  /**
   * Moves to a position: POSITION_SET and MOVE_POINT_TO_POINT, between which no other command comes.
   *
   * @throws as `run`; RangeError outside the limits of the configuration, once there is one (`run` leaves that to the
   * controller)
   */
  async move(
    position: ParamsOf<(typeof commands)["POSITION_SET"]>,
    options: RunCommandOptions = {},
  ): Promise<Accepted> {
    const substate = SetEnabledSubstateParam.MOVE_POINT_TO_POINT;
    const set = this.command("POSITION_SET", position);
    if (this.link.configured) checkPosition(position.positionDeg, this.config);
    return await this.runAsOne([set, this.command("SET_ENABLED_SUBSTATE", { substate })], options);
  }

  /** Begins to track; after it, `track` is due at least once per second. */
  async startTracking(options: RunCommandOptions = {}): Promise<Accepted> {
    return await this.setEnabledSubstate(SetEnabledSubstateParam.TRACK, options);
  }

  /** Says where the rotator should be at a time, and how fast it should move then. @throws as `move` */
  async track(target: ParamsOf<(typeof commands)["TRACK_VEL_CMD"]>, options?: RunCommandOptions): Promise<Accepted> {
    const command = this.command("TRACK_VEL_CMD", target);
    if (this.link.configured) checkPosition(target.angleDeg, this.config, "angleDeg");
    return await this.runAsOne([command], options ?? {});
  }

  /**
   * Stops all motion, before commands that wait for their turn; they are sent after it. A `move` of which only the first
   * command is sent ends with `ERR_HEXROTCOMM_INTERRUPTED`. The command under way is answered first: STOP is sent after at
   * most that command's `timeoutMs` (5000 by default; usually it is answered at once), and answered within its own.
   */
  async stop(options: RunCommandOptions = {}): Promise<Accepted> {
    return await this.setEnabledSubstate(SetEnabledSubstateParam.STOP, { interrupt: true, ...options });
  }

  /** Puts the controller into FAULT, before commands that wait for their turn; `clearError` leaves it. */
  async fault(options: RunCommandOptions = {}): Promise<Accepted> {
    const limits = { interrupt: true, ...options };
    if ("faultSubstate" in this.link.telemetry)
      return await this.run("SET_STATE", { state: SetStateParam.FAULT }, limits);
    return await this.run("FAULT", {}, limits);
  }

  /** Sets the velocity limit: above 0, at most 3.5 deg/s. */
  async configureVelocity(
    velocity: ParamsOf<(typeof commands)["CONFIG_VEL"]>,
    options?: RunCommandOptions,
  ): Promise<Accepted> {
    return await this.run("CONFIG_VEL", velocity, options);
  }

  /** Sets the acceleration limit: above 0, at most 1 deg/s². */
  async configureAcceleration(
    acceleration: ParamsOf<(typeof commands)["CONFIG_ACCEL"]>,
    options?: RunCommandOptions,
  ): Promise<Accepted> {
    return await this.run("CONFIG_ACCEL", acceleration, options);
  }

  /** Sets the jerk limit: above 0. Since 1.1.5. */
  async configureJerk(
    jerk: ParamsOf<(typeof commands)["CONFIG_JERK"]>,
    options?: RunCommandOptions,
  ): Promise<Accepted> {
    return await this.run("CONFIG_JERK", jerk, options);
  }

  /** Sets the acceleration limit of an emergency stop: above 0. Since 1.1.3. */
  async configureEmergencyAcceleration(
    acceleration: ParamsOf<(typeof commands)["CONFIG_ACCEL_EMERGENCY"]>,
    options?: RunCommandOptions,
  ): Promise<Accepted> {
    return await this.run("CONFIG_ACCEL_EMERGENCY", acceleration, options);
  }

  /** Sets the jerk limit of an emergency stop: above 0. Since 1.1.3. */
  async configureEmergencyJerk(
    jerk: ParamsOf<(typeof commands)["CONFIG_JERK_EMERGENCY"]>,
    options?: RunCommandOptions,
  ): Promise<Accepted> {
    return await this.run("CONFIG_JERK_EMERGENCY", jerk, options);
  }
}
