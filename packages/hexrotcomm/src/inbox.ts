import { Deferred, type ScopedLog, type WaitOptions, waitFor } from "@obswire/tcpip";
import type { HeaderMessage, Message } from "./message.ts";
import { type Announced, MessageReader, type MessageSource, type UnknownFrameRule } from "./messageReader.ts";
import { SampleFeed, type SampleOptions, type Samples } from "./sampleFeed.ts";

/** One telemetry message, to keep: both are copies. */
export interface Sample<T extends Message, H extends HeaderMessage = HeaderMessage> {
  /** The header in front of it, with the controller's time. */
  readonly header: H;
  /** What it announced. */
  readonly telemetry: T;
}

/** The limits of `nextTelemetry`. */
export interface NextTelemetryOptions extends WaitOptions {
  /**
   * Which message to wait for: 1 the next, 2 the one after, 0 the last one received, without waiting. Default: 2 on a
   * `CommandTelemetryServer`, as the originals of that time, because the next may have been under way already; 1 on a
   * `CommandTelemetryClient`.
   */
  skip?: number | undefined;
}

/** A callback of the user, with its argument bound. */
export type Callback = () => void | Promise<void>;

/** Calls a user's callback, if there is one. Returns a promise only if the callback did: plain ones cost no turn. */
export function callSafely(
  callback: Callback | undefined,
  failed: (error: unknown) => void,
  done?: () => void,
): Promise<void> | undefined {
  try {
    const settled = callback?.()?.then(done, failed);
    if (settled === undefined) done?.();
    return settled;
  } catch (error) {
    failed(error);
    return undefined;
  }
}

interface InboxOptions<C extends Message, T extends Message, H extends HeaderMessage> {
  readonly ConfigClass: new () => C;
  readonly TelemetryClass: new () => T;
  readonly HeaderClass: new () => H;
  readonly frameIds: { readonly config: number; readonly telemetry: number };
  readonly onUnknownFrame: UnknownFrameRule;
  readonly unknownFrameLimit?: number | undefined;
  readonly log: ScopedLog;
  readonly configCallback: Callback | undefined;
  readonly telemetryCallback: Callback | undefined;
}

/**
 * What arrives from a controller, whoever connects to whom: the last configuration, telemetry and header, each filled in
 * place, and everybody who wants to know of them.
 */
export class Inbox<C extends Message, T extends Message, H extends HeaderMessage> {
  readonly config: C;
  readonly telemetry: T;
  readonly header: H;
  /** Resolves when the first configuration was handled; rejects with what its callback threw, or with why none comes. */
  readonly configuredTask: Promise<void>;
  /** Headers with an unknown frame id so far. */
  unknownFrames = 0;
  /** Whether a configuration has arrived. */
  configured = false;

  readonly #options: InboxOptions<C, T, H>;
  readonly #configured = new Deferred<void>();
  readonly #samples = new SampleFeed<Sample<T, H>>();
  readonly #waiting = new Set<{ take(telemetry: T): void; fail(error: unknown): void }>();
  #ended: { readonly error: unknown } | undefined;
  #impatient = false;
  #goOn: (() => void) | undefined;

  constructor(options: InboxOptions<C, T, H>) {
    this.#options = options;
    this.config = new options.ConfigClass();
    this.telemetry = new options.TelemetryClass();
    this.header = new options.HeaderClass();
    this.configuredTask = this.#configured.promise;
  }

  /** A reader of one connection on which configuration and telemetry arrive, and perhaps more. */
  readerOf(source: MessageSource, more: readonly Announced[] = []): MessageReader {
    const { frameIds } = this.#options;
    const config = { frameId: frameIds.config, message: this.config, received: () => this.#configReceived() };
    const telemetry = {
      frameId: frameIds.telemetry,
      message: this.telemetry,
      received: () => this.#telemetryReceived(),
    };
    // Telemetry is what comes most, but the originals ask for the configuration's frame id first.
    return new MessageReader(source, this.header, [config, telemetry, ...more], {
      ...this.#options,
      unknownFrame: () => {
        this.unknownFrames++;
      },
    });
  }

  /**
   * Whether somebody waits for what comes behind the present message: then no callback holds up the reader. A callback
   * that runs a command would otherwise wait for an answer that is not read because the callback waits.
   */
  set impatient(value: boolean) {
    this.#impatient = value;
    if (value) this.#goOn?.();
  }

  /** A copy of the `skip`-th telemetry from now on. Rejects when the inbox ends first. */
  async nextTelemetry(skip: number, wait: WaitOptions): Promise<T> {
    if (!Number.isInteger(skip) || skip < 0) throw new RangeError(`skip must be a whole number >= 0, not ${skip}`);
    if (skip === 0) return this.telemetry.copy() as T;
    if (this.#ended !== undefined) throw this.#ended.error;
    const next = new Deferred<T>();
    let left = skip;
    const waiter = {
      take: (telemetry: T): void => {
        if (--left > 0) return;
        this.#waiting.delete(waiter);
        next.resolve(telemetry.copy() as T);
      },
      fail: (error: unknown) => next.reject(error),
    };
    this.#waiting.add(waiter);
    try {
      return await waitFor(next.promise, "no telemetry", wait);
    } finally {
      this.#waiting.delete(waiter);
    }
  }

  samples(options?: SampleOptions): Samples<Sample<T, H>> {
    return this.#samples.subscribe(options);
  }

  /**
   * Nothing more will come. Waits reject with `error`; loops over samples have what is buffered, and then end, or throw
   * if the link was `lost`.
   */
  end(error: unknown, lost = false): void {
    if (this.#ended !== undefined) return;
    this.#ended = { error };
    this.#configured.reject(error);
    for (const waiter of this.#waiting) waiter.fail(error);
    this.#waiting.clear();
    this.#samples.end(lost ? { error } : undefined);
  }

  #configReceived(): Promise<void> | undefined {
    this.configured = true;
    const failed = (error: unknown): void => {
      this.#options.log.error("configCallback failed", error);
      this.#configured.reject(error);
    };
    return this.#unlessImpatient(callSafely(this.#options.configCallback, failed, () => this.#configured.resolve()));
  }

  #telemetryReceived(): Promise<void> | undefined {
    if (this.#samples.wanted) {
      this.#samples.push({ header: this.header.copy() as H, telemetry: this.telemetry.copy() as T });
    }
    for (const waiter of this.#waiting) waiter.take(this.telemetry);
    const { telemetryCallback, log } = this.#options;
    if (telemetryCallback === undefined) return undefined;
    return this.#unlessImpatient(
      callSafely(telemetryCallback, (error) => log.error("telemetryCallback failed", error)),
    );
  }

  #unlessImpatient(settled: Promise<void> | undefined): Promise<void> | undefined {
    if (settled === undefined || this.#impatient) return undefined;
    return new Promise((resolve) => {
      this.#goOn = resolve;
      void settled.then(resolve);
    });
  }
}
