import type { LogFunction, WaitOptions } from "@obswire/tcpip";
import type { Command } from "../commands/commands.ts";
import { AskForCommand } from "../commands/system.ts";
import { Source } from "../enums.ts";
import { Communicator } from "../link/communicator.ts";
import { isAckOnly } from "../parseMessages.ts";
import { CSC_COMMAND_PORT } from "../ports.ts";
import type { Reply } from "../replies.ts";
import { BaseCommander, type CommanderOptions, type RunOptions } from "./baseCommander.ts";
import { CommandSupersededError } from "./commandErrors.ts";

/** Options of a `MountCommander`. */
export interface MountCommanderOptions extends CommanderOptions {
  /** Where the controller is. */
  host: string;
  /** The port on which the controller listens for commands. Default 50005. */
  commandPort?: number | undefined;
  /** Where replies are listened for. Default: 127.0.0.1 for a controller on this machine, otherwise everywhere (`null`). */
  replyHost?: string | null | undefined;
  /** The port on which replies are listened for. Default: `commandPort` + 1, which is where controllers connect to. */
  replyPort?: number | undefined;
  /** Pause between two attempts to connect, in milliseconds. Default 100. */
  connectRetryInterval?: number | undefined;
  /** Called at each change of either connection. What it throws is logged. */
  connectCallback?: ((commander: { connected: boolean }) => void) | undefined;
  /** Where log records go. Default: nowhere. */
  log?: LogFunction | undefined;
}

const LOOPBACK = /^(localhost|127\.|::1$)/;
/** What the explanation of a `NoAckReply` says when another command took the place of this one. */
const SUPERSEDED = "Superseded";

/**
 * Commands the mount over a pair of sockets:
 *
 * ```ts
 * await using mount = await MountCommander.connect({ host: "127.0.0.1", commandPort: 50005 });
 * await mount.takeControl();
 * await mount.run(ElevationAxisMove({ positionDeg: 45 }));
 * ```
 *
 * A real controller answers with Done also when a command failed after its acknowledgement: watch `replies()` for the
 * `WarningReply` or `ErrorReply` that tells.
 */
export class MountCommander extends BaseCommander<Command, Reply> {
  readonly #communicator: Communicator<true>;
  readonly #connectCallback: MountCommanderOptions["connectCallback"];
  #hasControl = false;

  private constructor(options: MountCommanderOptions) {
    super(options);
    const { host, commandPort = CSC_COMMAND_PORT, replyPort = commandPort + 1 } = options;
    const { replyHost = LOOPBACK.test(host) ? "127.0.0.1" : null } = options;
    this.#connectCallback = options.connectCallback;
    this.#communicator = new Communicator({
      name: options.name,
      log: options.log,
      clientHost: host,
      clientPort: commandPort,
      serverHost: replyHost,
      serverPort: replyPort,
      connectRetryInterval: options.connectRetryInterval,
      readReplies: true,
      connectCallback: () => this.#connectionChanged(),
    });
  }

  /**
   * Connects to the controller and waits until it has connected back. Tries for ever unless it is given a limit.
   *
   * @throws TcpipError `ERR_TCPIP_TIMEOUT`; `ERR_TCPIP_LISTEN` when the reply port is taken.
   */
  static async connect(options: MountCommanderOptions, wait?: WaitOptions): Promise<MountCommander> {
    const commander = new MountCommander(options);
    try {
      await commander.#communicator.start(wait);
      await commander.#communicator.connect({ ...wait });
      commander.startReading();
    } catch (error) {
      await commander.close();
      throw error;
    }
    return commander;
  }

  get connected(): boolean {
    return this.#communicator.connected;
  }

  /** The port on which replies are listened for. */
  get replyPort(): number {
    return this.#communicator.serverPort;
  }

  /** Whether this commander was given control, gave it to nobody else, and the link still stands. */
  get hasControl(): boolean {
    return this.#hasControl && this.connected;
  }

  /** Asks to be the commander. @throws CommandRejectedError when the hand-held device is, and does not let go. */
  async takeControl(options?: RunOptions): Promise<void> {
    await this.run(AskForCommand({ commander: Source.CSC }), options);
    this.#hasControl = true;
  }

  /** Gives control back: nobody is the commander then. */
  async releaseControl(options?: RunOptions): Promise<void> {
    await this.run(AskForCommand({ commander: Source.NONE }), options);
    this.#hasControl = false;
  }

  protected override stamp(command: Command): Command {
    return command;
  }

  protected override write(command: Command): Promise<void> {
    return this.#communicator.write(command);
  }

  protected override read(): Promise<Reply> {
    return this.#communicator.read();
  }

  protected override handle(reply: Reply): void {
    if (reply.kind !== "AckReply" && reply.kind !== "NoAckReply" && reply.kind !== "DoneReply") return;
    const futures = this.answered(reply);
    if (futures === undefined) return;
    if (reply.kind === "AckReply") {
      futures.setAck(reply.timeoutMs);
      if (!isAckOnly(futures.command)) return;
      futures.setDone();
    } else if (reply.kind === "DoneReply") {
      futures.setDone();
    } else if (futures.acknowledged && reply.explanation === SUPERSEDED) {
      futures.setError(new CommandSupersededError(futures.command));
    } else {
      futures.setNoAck(reply.explanation);
    }
    this.pending.forget(futures);
  }

  protected override closeLink(): Promise<void> {
    return this.#communicator.close();
  }

  #connectionChanged(): void {
    this.linkChanged();
    this.#connectCallback?.(this);
  }
}
