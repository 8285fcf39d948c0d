import { Client, isTcpipError, TcpipError, type WaitOptions } from "@obswire/tcpip";
import { BaseCommander, type CommanderOptions, type RunOptions } from "../commander/baseCommander.ts";
import { CommandSupersededError } from "../commander/commandErrors.ts";
import { Source } from "../enums.ts";
import { MessageReader } from "../link/messageReader.ts";
import { SINGLE_SOCKET_COMMAND_PORT } from "../ports.ts";
import { nextSequenceId } from "../sequenceId.ts";
import { taiUnixSec } from "../tai.ts";
import type { Command } from "./commands/commands.ts";
import { AskForCommand, Heartbeat } from "./commands/system.ts";
import { isAckOnly, parseReply } from "./parseMessages.ts";
import type { Reply } from "./replies.ts";

/** Options of a `SingleSocketCommander`. */
export interface SingleSocketCommanderOptions extends CommanderOptions {
  /** Where the controller is. */
  host: string;
  /** The port on which the controller listens. Default 30005. */
  port?: number | undefined;
  /** Pause between two heartbeats while this is the commander, in milliseconds; 0: none are sent. Default 1000. */
  heartbeatIntervalMs?: number | undefined;
  /** Called when the link is lost. What it throws is logged. */
  connectCallback?: ((commander: { connected: boolean }) => void) | undefined;
}

const DEFAULT_HEARTBEAT_INTERVAL_MS = 1000;

/**
 * Commands a mount of the later protocol over a single socket. Commands get their sequence id and their time when they
 * are sent. While this is the commander it sends a heartbeat each second.
 */
export class SingleSocketCommander extends BaseCommander<Command, Reply> {
  readonly #client: Client;
  readonly #reader = new MessageReader();
  readonly #heartbeatIntervalMs: number;
  #hasControl = false;
  #heartbeat: ReturnType<typeof setInterval> | undefined;

  private constructor(options: SingleSocketCommanderOptions) {
    super(options);
    const { host, port = SINGLE_SOCKET_COMMAND_PORT, name, log, connectCallback } = options;
    this.#heartbeatIntervalMs = options.heartbeatIntervalMs ?? DEFAULT_HEARTBEAT_INTERVAL_MS;
    this.#client = new Client({
      host,
      port,
      name,
      log,
      connectCallback: (client) => {
        if (client.connected) return;
        this.#stopHeartbeat();
        this.linkChanged();
        connectCallback?.(this);
      },
    });
  }

  /** Connects to the controller, once. @throws TcpipError `ERR_TCPIP_CONNECT` when nobody answers. */
  static async connect(options: SingleSocketCommanderOptions, wait?: WaitOptions): Promise<SingleSocketCommander> {
    const commander = new SingleSocketCommander(options);
    try {
      await commander.#client.start(wait);
      commander.startReading();
    } catch (error) {
      await commander.close();
      throw error;
    }
    return commander;
  }

  get connected(): boolean {
    return this.#client.connected;
  }

  /** Whether the controller takes commands from this commander, by what it said last. */
  get hasControl(): boolean {
    return this.#hasControl && this.connected;
  }

  /** Whether heartbeats are being sent. */
  get sendingHeartbeats(): boolean {
    return this.#heartbeat !== undefined;
  }

  /** Asks to be the commander, and sends heartbeats from then on. @throws CommandRejectedError */
  async takeControl(options?: RunOptions): Promise<void> {
    await this.run(AskForCommand({ commander: Source.CSC }), options);
    this.#setControl(true);
  }

  /** Gives control back: nobody is the commander then. */
  async releaseControl(options?: RunOptions): Promise<void> {
    await this.run(AskForCommand({ commander: Source.NONE }), options);
    this.#setControl(false);
  }

  protected override stamp(command: Command): Command {
    const { sequenceId } = command;
    const stamp = {
      sequenceId: sequenceId === 0 ? nextSequenceId() : sequenceId,
      timestampTaiUnixSec: taiUnixSec(),
    };
    return command.with(stamp);
  }

  protected override write(command: Command): Promise<void> {
    return this.#client.write(command.encode());
  }

  protected override async read(): Promise<Reply> {
    try {
      return parseReply(await this.#reader.read(this.#client));
    } catch (cause) {
      if (!isTcpipError(cause, "ERR_TCPIP_INCOMPLETE_READ")) throw cause;
      throw new TcpipError("ERR_TCPIP_CONNECTION_LOST", "the controller ended the connection", { cause });
    }
  }

  protected override handle(reply: Reply): void {
    if (reply.kind === "CommanderReply") {
      this.#setControl(reply.actualCommander === Source.CSC);
      return;
    }
    if (!("sequenceId" in reply)) return;
    const futures = this.answered(reply);
    if (futures === undefined) return;
    switch (reply.kind) {
      case "CmdAcknowledgedReply":
        futures.setAck(reply.timeoutSec < 0 ? Number.POSITIVE_INFINITY : reply.timeoutSec * 1000);
        if (!isAckOnly(futures.command)) return;
        futures.setDone();
        break;
      case "CmdSucceededReply":
        futures.setDone();
        break;
      case "CmdSupersededReply":
        futures.setError(new CommandSupersededError(futures.command, reply.supersedingSequenceId || undefined));
        break;
      default:
        futures.setNoAck(reply.explanation);
    }
    this.pending.forget(futures);
  }

  protected override async closeLink(): Promise<void> {
    this.#stopHeartbeat();
    await this.#client.close();
  }

  #setControl(hasControl: boolean): void {
    this.#hasControl = hasControl;
    if (!hasControl) this.#stopHeartbeat();
    else if (this.#heartbeatIntervalMs > 0 && this.#heartbeat === undefined) {
      this.#beat();
      this.#heartbeat = setInterval(() => this.#beat(), this.#heartbeatIntervalMs);
    }
  }

  #beat(): void {
    if (!this.connected) return;
    const heartbeat = Heartbeat({ timestampTaiUnixSec: taiUnixSec() });
    this.#client.write(heartbeat.encode()).catch((error: unknown) => this.log.warn("no heartbeat was sent", error));
  }

  #stopHeartbeat(): void {
    clearInterval(this.#heartbeat);
    this.#heartbeat = undefined;
  }
}
