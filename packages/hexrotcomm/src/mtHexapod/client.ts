import type { WaitOptions } from "@obswire/tcpip";
import type { RunCommandOptions } from "../commandRunner.ts";
import { CommandTelemetryClient } from "../commandTelemetryClient.ts";
import type { CommandTelemetryClientOptions } from "../commandTelemetryClientOptions.ts";
import type { ParamsOf } from "../device/commandTable.ts";
import { type Accepted, checkPacing, DeviceClient, type Pacing, UNKNOWN_FRAME_LIMIT } from "../device/deviceClient.ts";
import type { ClientGeneration } from "../generations.ts";
import { describe } from "../linkOptions.ts";
import { checkPosition } from "./checkPosition.ts";
import { commands } from "./commands.ts";
import { type HexapodName, SetEnabledSubstateParam } from "./enums.ts";
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

/** Options of a `MTHexapodClient`: those of a `CommandTelemetryClient`, less what the version says. */
export interface MTHexapodClientOptions<V extends ClientVersion = typeof NEWEST>
  extends Omit<
      LinkOptionsOf<V>,
      "port" | "generation" | "ConfigClass" | "TelemetryClass" | "CommandCode" | "syncPattern" | "version"
    >,
    Pacing {
  /** The controller's port; up to 0.23 that of telemetry. Default 5560 for that of the camera, 5550 for that of M2. */
  port?: number | undefined;
  /** Which hexapod; the two differ in their ports, 5560 and 5550. Default "camera". */
  hexapod?: HexapodName | undefined;
  /** The row of `mtHexapod.versions` that the controller belongs to; `mtHexapod.versionKey` finds it. Default: the newest. */
  version?: V | undefined;
}

/** A position of the hexapod. */
export type HexapodPosition = ParamsOf<(typeof commands)["POSITION_SET"]>;

/**
 * A hexapod, as its user sees it: commands with names and units, state changes that wait until they are seen.
 *
 * ```ts
 * await using hexapod = await MTHexapodClient.connect({ host: "192.0.2.10" });
 * await hexapod.enable();
 * const { durationSec } = await hexapod.move({ xMicrons: 500, yMicrons: 0, zMicrons: -200, uDeg: 0.01, vDeg: 0, wDeg: 0 });
 * ```
 */
export class MTHexapodClient<V extends ClientVersion = typeof NEWEST> extends DeviceClient<
  ConfigOf<V>,
  TelemetryOf<V>,
  GenerationOf<V>,
  typeof commands
> {
  /**
   * Connects to a hexapod.
   *
   * @throws as `CommandTelemetryClient.connect`; RangeError for a wrong option
   */
  static async connect<V extends ClientVersion = typeof NEWEST>(
    options: MTHexapodClientOptions<V> = {},
    wait?: WaitOptions,
  ): Promise<MTHexapodClient<V>> {
    const {
      hexapod = "camera",
      version = NEWEST as V,
      drivesPauseMs,
      clearErrorTimes,
      clearErrorPauseMs,
      telemetryPerState,
    } = options;
    if (hexapod !== "camera" && hexapod !== "m2") {
      throw new RangeError(`hexapod must be camera or m2, not ${describe(hexapod)}`);
    }
    checkPacing(options);
    const device = deviceOptions(hexapod, version) as unknown as LinkOptionsOf<V>;
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
    return new MTHexapodClient<V>(link, { commands, states, pacing, versions: { from: version, until } });
  }

  /**
   * Moves to a position: POSITION_SET and MOVE_POINT_TO_POINT, between which no other command comes.
   *
   * @param options `synchronized`: all struts arrive at the same time. Default true.
   * @throws as `run`; RangeError outside the limits of the configuration, once there is one (`run` leaves that to the
   * controller)
   */
  async move(
    position: HexapodPosition,
    { synchronized = true, ...options }: RunCommandOptions & { synchronized?: boolean | undefined } = {},
  ): Promise<Accepted> {
    const substate = SetEnabledSubstateParam.MOVE_POINT_TO_POINT;
    const set = this.command("POSITION_SET", position);
    if (this.link.configured) checkPosition(position, this.config);
    const commands = [set, this.command("SET_ENABLED_SUBSTATE", { substate, synchronized: synchronized ? 1 : 0 })];
    return await this.runAsOne(commands, options);
  }

  /**
   * Stops all motion, before commands that wait for their turn; they are sent after it. A `move` of which only the first
   * command is sent ends with `ERR_HEXROTCOMM_INTERRUPTED`. The command under way is answered first: STOP is sent after at
   * most that command's `timeoutMs` (5000 by default; usually it is answered at once), and answered within its own.
   */
  async stop(options: RunCommandOptions = {}): Promise<Accepted> {
    return await this.setEnabledSubstate(SetEnabledSubstateParam.STOP, { interrupt: true, ...options });
  }

  /** Sets the centre of rotation. */
  async setPivot(pivot: ParamsOf<(typeof commands)["SET_PIVOTPOINT"]>, options?: RunCommandOptions): Promise<Accepted> {
    return await this.run("SET_PIVOTPOINT", pivot, options);
  }

  /** Sets the position limits, inside those of `mtHexapod.limits.position`. */
  async configureLimits(
    limits: ParamsOf<(typeof commands)["CONFIG_LIMITS"]>,
    options?: RunCommandOptions,
  ): Promise<Accepted> {
    return await this.run("CONFIG_LIMITS", limits, options);
  }

  /** Sets the velocity limits: above 0, at most 2000 µm/s and 0.1146 deg/s. */
  async configureVelocity(
    velocity: ParamsOf<(typeof commands)["CONFIG_VEL"]>,
    options?: RunCommandOptions,
  ): Promise<Accepted> {
    return await this.run("CONFIG_VEL", velocity, options);
  }

  /** Sets the acceleration limit of a strut: above 0, at most 500 µm/s². */
  async configureAcceleration(
    acceleration: ParamsOf<(typeof commands)["CONFIG_ACCEL"]>,
    options?: RunCommandOptions,
  ): Promise<Accepted> {
    return await this.run("CONFIG_ACCEL", acceleration, options);
  }
}
