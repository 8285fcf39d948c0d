import {
  Deferred,
  isTcpipError,
  type LogFunction,
  type ScopedLog,
  scopedLog,
  TcpipError,
  type WaitOptions,
} from "@obswire/tcpip";
import { UnparsableMessageError } from "../errors.ts";
import { Feed, type FeedOptions } from "../feed.ts";
import { type AnyCommand, CommandError, ConnectionLostError } from "./commandErrors.ts";
import { CommandFutures } from "./commandFutures.ts";
import { CommandLimit } from "./commandLimit.ts";
import { PendingCommands } from "./pendingCommands.ts";

/** Options that all commanders have. */
export interface CommanderOptions {
  /** A name for log texts. Default: none. */
  name?: string | undefined;
  /** Where log records go. Default: nowhere. */
  log?: LogFunction | undefined;
  /** Longest wait for an acknowledgement, in milliseconds. Default 10000. */
  ackTimeoutMs?: number | undefined;
  /** How much longer than acknowledged a command may take, in milliseconds. Default 5000. */
  doneMarginMs?: number | undefined;
  /** Called with what was received and is no reply; the next replies are read all the same. Default: it is logged. */
  onUnparsable?: ((error: UnparsableMessageError) => void) | undefined;
}

/** Options of `run`. */
export interface RunOptions {
  /** Ends the wait, not the command: the promise rejects with `signal.reason`, and the answers are ignored. */
  signal?: AbortSignal | undefined;
  /** Called when the command is acknowledged, with the time it is expected to take. What it throws is logged. */
  onAck?: ((ack: { timeoutMs: number }) => void) | undefined;
  /** As the option of the commander, for this command. */
  ackTimeoutMs?: number | undefined;
  /** As the option of the commander, for this command. */
  doneMarginMs?: number | undefined;
}

const DEFAULT_ACK_TIMEOUT_MS = 10_000;
const DEFAULT_DONE_MARGIN_MS = 5000;

/**
 * Sends commands, any number at a time, and tells what becomes of each: it matches the replies to the commands by their
 * sequence ids. When the link is lost, all commands under way fail; it does not connect again, and sends nothing later.
 */
export abstract class BaseCommander<C extends AnyCommand, R> implements AsyncDisposable {
  /** Resolves when the link is over: lost, or closed here. */
  readonly linkOver: Promise<void>;

  protected readonly log: ScopedLog;
  protected readonly pending: PendingCommands<C> = new PendingCommands<C>();
  readonly #options: CommanderOptions;
  readonly #replies = new Feed<R>();
  readonly #linkOver = new Deferred<void>();
  #reading: Promise<void> | undefined;
  #lost: TcpipError | undefined;
  #closing = false;
  #closed: Promise<void> | undefined;

  constructor(options: CommanderOptions) {
    this.#options = { ...options };
    this.log = scopedLog(options.log, `${new.target.name}(${options.name ?? ""})`);
    this.linkOver = this.#linkOver.promise;
  }

  /** Whether commands can be sent. */
  abstract get connected(): boolean;

  /** How many commands are under way. */
  get pendingCount(): number {
    return this.pending.size;
  }

  /**
   * Sends a command and waits until it is done; one that is only acknowledged, until then.
   *
   * @throws CommandRejectedError, CommandSupersededError, CommandFailedError: the controller said so.
   * @throws CommandTimeoutError when there is no acknowledgement, or the command takes longer than acknowledged.
   * @throws ConnectionLostError when the link is lost meanwhile, or there is none; `outcome` tells whether it was sent.
   */
  async run(command: C, { signal, onAck, ackTimeoutMs, doneMarginMs }: RunOptions = {}): Promise<void> {
    const ackLimitMs = ackTimeoutMs ?? this.#options.ackTimeoutMs ?? DEFAULT_ACK_TIMEOUT_MS;
    const marginMs = doneMarginMs ?? this.#options.doneMarginMs ?? DEFAULT_DONE_MARGIN_MS;
    checkMs("ackTimeoutMs", ackLimitMs);
    checkMs("doneMarginMs", marginMs);
    signal?.throwIfAborted();
    const futures = this.send(command);
    const limit = new CommandLimit(futures, signal);
    try {
      limit.set("acknowledged", ackLimitMs);
      const timeoutMs = await futures.ack;
      this.#tell(onAck, timeoutMs);
      if (!futures.settled) limit.set("done", timeoutMs + marginMs);
      await futures.done;
    } finally {
      limit.end();
      this.pending.forget(futures);
    }
  }

  /** Sends a command. The promises of the result tell what becomes of it; this itself never throws. */
  send(command: C): CommandFutures<C> {
    const sent = this.stamp(command);
    if (this.pending.has(sent.sequenceId)) {
      const message = `was not sent: a command with its sequence id ${sent.sequenceId} is under way`;
      return notSent(
        new CommandError("ERR_MTMOUNT_SEQUENCE_ID", message, { command: sent, outcome: "not sent" }),
        sent,
      );
    }
    if (this.#closing || !this.connected) {
      const code = this.#closing ? "ERR_MTMOUNT_CLOSED" : "ERR_MTMOUNT_NOT_CONNECTED";
      const message = `was not sent: ${this.#closing ? "the link is closed" : "there is no link"}`;
      const details = { command: sent, outcome: "not sent", cause: this.#lost } as const;
      return notSent(new ConnectionLostError(code, message, details), sent);
    }
    const futures = this.pending.add(sent);
    this.write(sent).catch((cause: unknown) => {
      this.pending.forget(futures);
      const outcome = isTcpipError(cause, "ERR_TCPIP_NOT_CONNECTED") ? "not sent" : "unknown";
      const details = { command: sent, outcome, cause } as const;
      futures.setError(new ConnectionLostError("ERR_MTMOUNT_CONNECTION_LOST", "met a lost link", details));
    });
    return futures;
  }

  /** Every reply from now on, until the link is over: answers to commands, and what the controller says by itself. */
  replies(options?: FeedOptions): AsyncIterableIterator<R> {
    return this.#replies.items(options);
  }

  /**
   * The next reply for which `matches` is true: `nextReply(InPositionReply.is, { timeoutMs: 5000 })`.
   *
   * @throws TcpipError `ERR_TCPIP_TIMEOUT`, or `ERR_TCPIP_CLOSED` when the link is over.
   */
  nextReply<S extends R>(matches: (reply: R) => reply is S, options?: WaitOptions): Promise<S> {
    return this.#replies.next("no such reply", matches, options);
  }

  /** Closes the link; commands under way fail. Idempotent; never rejects. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** The command as it will be sent. */
  protected abstract stamp(command: C): C;

  /** Sends it. Whatever can be done at once is done before this returns. */
  protected abstract write(command: C): Promise<void>;

  /** The next reply. */
  protected abstract read(): Promise<R>;

  /** What a reply means for the commands under way. */
  protected abstract handle(reply: R): void;

  /** Closes what is open. */
  protected abstract closeLink(): Promise<void>;

  /** The command that a reply answers. One that nobody waits for is logged. */
  protected answered({ kind, sequenceId }: { kind: string; sequenceId: number }): CommandFutures<C> | undefined {
    const futures = this.pending.get(sequenceId);
    if (futures === undefined) this.log.warn(`${kind} for no command under way is ignored`, undefined, { sequenceId });
    return futures;
  }

  /** Begins to read replies. Called once, when connected. */
  protected startReading(): void {
    this.#reading ??= this.#read();
  }

  /** Says that the link may be lost. What the controller had answered before is heard first. */
  protected linkChanged(): void {
    if (this.connected || this.#closing || this.#lost !== undefined || this.#reading === undefined) return;
    this.#lost = new TcpipError("ERR_TCPIP_CONNECTION_LOST", "the link to the controller was lost");
    // Two turns of the event loop, in which the answers are read that had arrived on the other connection.
    setImmediate(() =>
      setImmediate(() => this.#end("ERR_MTMOUNT_CONNECTION_LOST", "was under way when the link was lost")),
    );
  }

  async #read(): Promise<void> {
    for (;;) {
      try {
        const reply = await this.read();
        this.handle(reply);
        this.#replies.push(reply);
      } catch (error) {
        if (!(error instanceof UnparsableMessageError)) return this.linkChanged();
        this.#reportUnparsable(error);
      }
    }
  }

  #reportUnparsable(error: UnparsableMessageError): void {
    try {
      if (this.#options.onUnparsable === undefined) this.log.warn("what was received is no reply", error);
      else this.#options.onUnparsable(error);
    } catch (callbackError) {
      this.log.error("onUnparsable failed", callbackError);
    }
  }

  #end(code: "ERR_MTMOUNT_CONNECTION_LOST" | "ERR_MTMOUNT_CLOSED", message: string): void {
    const details = { outcome: "unknown", cause: this.#lost } as const;
    this.pending.failAll((command) => new ConnectionLostError(code, message, { command, ...details }));
    this.#replies.end();
    this.#linkOver.resolve();
  }

  async #close(): Promise<void> {
    this.#closing = true;
    await this.closeLink();
    await this.#reading;
    this.#end("ERR_MTMOUNT_CLOSED", "was under way when the link was closed here");
  }

  #tell(onAck: RunOptions["onAck"], timeoutMs: number): void {
    try {
      onAck?.({ timeoutMs });
    } catch (error) {
      this.log.error("onAck failed", error);
    }
  }
}

/** The futures of a command that was not sent. */
function notSent<C extends AnyCommand>(error: CommandError, command: C): CommandFutures<C> {
  const futures = new CommandFutures(command);
  futures.setError(error);
  return futures;
}

function checkMs(name: string, value: unknown): void {
  if (typeof value !== "number") throw new TypeError(`${name} must be a number of milliseconds, not ${typeof value}`);
  if (!(value >= 0)) throw new RangeError(`${name} must be >= 0 milliseconds, not ${value}`);
}
