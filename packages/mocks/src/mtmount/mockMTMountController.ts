import {
  type Command,
  Communicator,
  InPositionAxis,
  InPositionReply,
  type Reply,
  Source,
  UnparsableMessageError,
} from "@obswire/mtmount";
import { Deferred, type LogFunction, type ScopedLog, scopedLog, type WaitOptions } from "@obswire/tcpip";
import { type Clock, systemClock } from "../clock.ts";
import { AxisDevice } from "./axisDevice.ts";
import { CommandAnswerer } from "./commandAnswerer.ts";
import { MirrorCoverLocksDevice, MirrorCoversDevice } from "./deployableDevice.ts";
import { mountHandlers } from "./mountCommands.ts";
import type { MountDevice } from "./mountDevice.ts";
import { type MountFaults, noMountFaults } from "./mountFaults.ts";
import { listenBeforeFreePort } from "./mountPorts.ts";
import { type ReceivedMountCommand, ReceivedMountCommands } from "./receivedMountCommands.ts";
import { MainPowerSupplyDevice, OilSupplySystemDevice, TopEndChillerDevice } from "./supplyDevices.ts";
import { TelemetrySender } from "./telemetrySender.ts";

/** Options of a `MockMTMountController`. Times are in milliseconds. */
export interface MockMTMountControllerOptions {
  /** Where to listen for commands and for telemetry clients. Default 127.0.0.1. */
  host?: string | undefined;
  /** The port of commands; 0 (default): a free one, whose next one is free too. */
  commandPort?: number | undefined;
  /** Where the control software listens for replies. Default 127.0.0.1. */
  replyHost?: string | undefined;
  /** The port on which it does. Default: the one behind `commandPort`. */
  replyPort?: number | undefined;
  /** The port of telemetry; 0 (default): a free one. */
  telemetryPort?: number | undefined;
  /** Whether it waits for the next control software when one is gone; false (default): it closes, as the original. */
  reconnect?: boolean | undefined;
  /** Who commands it at the start. Default `Source.NONE`. */
  commander?: Source | undefined;
  /** From one set of telemetry to the next. Default 200. */
  telemetryInterval?: number | undefined;
  /** Pause between two attempts to connect. Default 100. */
  connectRetryInterval?: number | undefined;
  /** Where the time comes from. Default: this machine. */
  clock?: Clock | undefined;
  /** Where log records go. Default: nowhere. */
  log?: LogFunction | undefined;
}

const TELEMETRY_INTERVAL_MS = 200;

/**
 * The telescope mount of February 2021: two axes and the camera cable wrap that move as real ones do, mirror covers and
 * their locks, and what supplies them. It speaks the mount's protocol with one control software, and sends telemetry.
 */
export class MockMTMountController implements AsyncDisposable {
  readonly azimuthAxis: AxisDevice;
  readonly elevationAxis: AxisDevice;
  readonly cameraCableWrap: AxisDevice;
  readonly mainPowerSupply: MainPowerSupplyDevice;
  readonly mirrorCoverLocks: MirrorCoverLocksDevice;
  readonly mirrorCovers: MirrorCoversDevice;
  readonly oilSupplySystem: OilSupplySystemDevice;
  readonly topEndChiller: TopEndChillerDevice;
  /** All of them. */
  readonly devices: readonly MountDevice[];
  /** Who commands it: only that one's commands are obeyed, and only the control software (CSC) can send any. */
  commander: Source;
  /** What it does wrong. */
  readonly faults: MountFaults = noMountFaults();
  /** The commands received, and expectations. */
  readonly received: ReceivedMountCommands = new ReceivedMountCommands();
  /** Resolves when the mount is closed for good. */
  readonly doneTask: Promise<void>;

  readonly #options: MockMTMountControllerOptions;
  readonly #clock: Clock;
  readonly #log: ScopedLog;
  readonly #answerer: CommandAnswerer;
  readonly #done = new Deferred<void>();
  readonly #closing = new AbortController();
  readonly #telemetry: TelemetrySender;
  readonly #inPosition = new Map<string, boolean>();
  #communicator: Communicator<false> | undefined;
  /** Counts the connections: what belongs to an earlier one is not answered on a later one. */
  #connection = 0;
  #connectionChanged: (() => void) | undefined;
  #serving: Promise<void> | undefined;
  #closed: Promise<void> | undefined;

  private constructor(options: MockMTMountControllerOptions) {
    const { host = "127.0.0.1", telemetryPort = 0, clock = systemClock, log } = options;
    this.#options = { ...options };
    this.#clock = clock;
    this.#log = scopedLog(log, "MockMTMountController");
    this.doneTask = this.#done.promise;
    this.commander = options.commander ?? Source.NONE;
    this.azimuthAxis = new AxisDevice("AzimuthAxis", clock);
    this.elevationAxis = new AxisDevice("ElevationAxis", clock);
    this.cameraCableWrap = new AxisDevice("CameraCableWrap", clock);
    this.mainPowerSupply = new MainPowerSupplyDevice(clock);
    this.mirrorCoverLocks = new MirrorCoverLocksDevice(clock);
    this.mirrorCovers = new MirrorCoversDevice(clock);
    this.oilSupplySystem = new OilSupplySystemDevice(clock);
    this.topEndChiller = new TopEndChillerDevice(clock);
    this.devices = [
      ...[this.azimuthAxis, this.elevationAxis, this.cameraCableWrap, this.mainPowerSupply],
      ...[this.mirrorCoverLocks, this.mirrorCovers, this.oilSupplySystem, this.topEndChiller],
    ];
    const { faults, received } = this;
    const handlers = mountHandlers(this, this.devices);
    this.#answerer = new CommandAnswerer({ mount: this, handlers, faults, received, clock, log: this.#log });
    this.#telemetry = new TelemetrySender({
      host,
      port: telemetryPort,
      clock,
      log,
      intervalMs: options.telemetryInterval ?? TELEMETRY_INTERVAL_MS,
      axes: { azimuth: this.azimuthAxis, elevation: this.elevationAxis, cameraCableWrap: this.cameraCableWrap },
      isFrozen: () => this.faults.freezeTelemetry,
      onInPosition: (axis, inPosition) => this.#reportInPosition(axis, inPosition),
    });
  }

  /**
   * A mount that listens, and begins to connect to where the control software listens for replies.
   *
   * @throws TcpipError `ERR_TCPIP_LISTEN`
   */
  static async listen(options: MockMTMountControllerOptions = {}): Promise<MockMTMountController> {
    const mount = new MockMTMountController(options);
    try {
      await mount.#telemetry.start();
      mount.#communicator = await mount.#listen();
    } catch (error) {
      await mount.close();
      throw error;
    }
    mount.#serving = mount.#serve(mount.#communicator);
    return mount;
  }

  /** The port on which it listens for commands. */
  get commandPort(): number {
    return this.#communicator?.serverPort ?? 0;
  }

  /** The port to which replies go. */
  get replyPort(): number {
    return this.#options.replyPort ?? this.commandPort + 1;
  }

  /** The port on which it offers telemetry. */
  get telemetryPort(): number {
    return this.#telemetry.port;
  }

  /** Whether the control software is connected, in both directions. */
  get connected(): boolean {
    return this.#communicator?.connected ?? false;
  }

  /** Whether a telemetry client is connected. */
  get telemetryConnected(): boolean {
    return this.#telemetry.connected;
  }

  /** Waits for the control software. @throws TcpipError `ERR_TCPIP_TIMEOUT`, `ERR_TCPIP_CLOSED` */
  async waitConnected(options?: WaitOptions): Promise<void> {
    await this.#communicator?.waitConnected(options);
  }

  /** As `received.expect`: a command of this kind, received or to come. The limit is 5 s unless another is given. */
  expectCommand(kind: Command["kind"], options?: WaitOptions): Promise<ReceivedMountCommand> {
    return this.received.expect(kind, options);
  }

  /** Drops the connections to the control software, as if the mount had crashed. */
  async dropConnection(): Promise<void> {
    const communicator = this.#communicator;
    // Both at once: what comes after belongs to the next connection.
    await Promise.all([communicator?.server.closeClient(), communicator?.closeClient()]);
  }

  /** Sends a reply by hand: a warning, an error, a state. Without control software nothing is sent. */
  async writeReply(reply: Reply): Promise<void> {
    const communicator = this.#communicator;
    if (communicator === undefined || !communicator.clientConnected) return;
    const garbage = this.faults.garbageBeforeNextReply;
    this.faults.garbageBeforeNextReply = undefined;
    if (garbage !== undefined) communicator.client?.writer?.writeLines([garbage, Uint8Array.of(0x0d, 0x0a)]);
    await communicator.write(reply).catch((error: unknown) => this.#log.debug("a reply was not sent", { error }));
  }

  /**
   * Does what a command says, and answers it; resolves when its first answer is sent. Commands are received by the mount
   * itself: this is for tests.
   */
  handleCommand(command: Command): Promise<void> {
    const connection = this.#connection;
    return this.#answerer.handle(command, async (reply) => {
      if (connection === this.#connection) await this.writeReply(reply);
    });
  }

  /** Ends all connections and all moves. Idempotent; never rejects. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #listen(): Promise<Communicator<false>> {
    const { host = "127.0.0.1", commandPort = 0, replyPort } = this.#options;
    const listen = async (serverPort: number): Promise<Communicator<false>> => {
      const communicator = new Communicator({
        name: "mount",
        log: this.#options.log,
        clientHost: this.#options.replyHost ?? "127.0.0.1",
        clientPort: 0,
        serverHost: host,
        serverPort,
        connectRetryInterval: this.#options.connectRetryInterval,
        readReplies: false,
        connectCallback: () => this.#connectionChanged?.(),
      });
      try {
        await communicator.start();
      } catch (error) {
        await communicator.close();
        throw error;
      }
      return communicator;
    };
    return commandPort === 0 && replyPort === undefined ? listenBeforeFreePort(host, listen) : listen(commandPort);
  }

  async #serve(communicator: Communicator<false>): Promise<void> {
    const { signal } = this.#closing;
    try {
      do {
        await communicator.connect({ port: this.replyPort, signal });
        this.#connection += 1;
        await this.#readCommands(communicator);
        this.#connection += 1;
        await this.dropConnection();
      } while (this.#options.reconnect === true && !signal.aborted);
    } catch (error) {
      if (!signal.aborted) this.#log.error("the mount serves no more", error);
    }
    void this.close();
  }

  /** Until either connection is lost. */
  async #readCommands(communicator: Communicator<false>): Promise<void> {
    this.#connectionChanged = () => {
      if (!communicator.connected) void this.dropConnection();
    };
    this.#connectionChanged();
    try {
      while (communicator.connected) await this.#readCommand(communicator);
    } finally {
      this.#connectionChanged = undefined;
    }
  }

  async #readCommand(communicator: Communicator<false>): Promise<void> {
    try {
      void this.handleCommand(await communicator.read());
    } catch (error) {
      // A lost connection ends the loop.
      if (error instanceof UnparsableMessageError) this.#log.warn("what was received is no command", error);
    }
  }

  /** An in-position reply tells a change; the first one, that the axis is not in position, counts. */
  #reportInPosition(axis: "azimuth" | "elevation", inPosition: boolean): void {
    if (!this.connected || this.#inPosition.get(axis) === inPosition) return;
    this.#inPosition.set(axis, inPosition);
    const what = axis === "azimuth" ? InPositionAxis.AZIMUTH : InPositionAxis.ELEVATION;
    void this.writeReply(InPositionReply({ what, inPosition, timestamp: new Date(this.#clock.nowMs()) }));
  }

  async #close(): Promise<void> {
    this.#closing.abort();
    this.#connection += 1;
    this.#answerer.close();
    for (const device of this.devices) device.close();
    await Promise.all([this.#serving, this.#communicator?.close(), this.#telemetry[Symbol.asyncDispose]()]);
    this.#done.resolve();
  }
}
