import {
  Client,
  type CloseReason,
  type LogFunction,
  type ScopedLog,
  scopedLog,
  type WaitOptions,
} from "@obswire/tcpip";
import { isMtmountError, type MtmountError } from "../errors.ts";
import { Feed, type FeedOptions } from "../feed.ts";
import { MessageReader } from "../link/messageReader.ts";
import { TELEMETRY_PORT } from "../ports.ts";
import { parseTelemetry } from "./telemetryText.ts";
import type { Telemetry, TelemetryOf, TelemetryTopic } from "./topics.ts";

/** Options of a `TelemetryClient`. */
export interface TelemetryClientOptions {
  /** Where the controller is. */
  host: string;
  /** The port on which the controller offers telemetry. Default 50035. */
  port?: number | undefined;
  /** A name for log texts. Default: none. */
  name?: string | undefined;
  /** Where log records go. Default: nowhere. */
  log?: LogFunction | undefined;
  /** Longest silence, in milliseconds, before the link counts as lost. 0 (default): no limit. */
  idleTimeoutMs?: number | undefined;
  /** Called with each line that is no telemetry; the next one is read all the same. Default: it is logged. */
  onBadTelemetry?: ((error: MtmountError) => void) | undefined;
}

/**
 * Reads the telemetry of a mount: the last sample of each topic, the next one, or all of them.
 *
 * ```ts
 * await using telemetry = await TelemetryClient.connect({ host: "127.0.0.1" });
 * for await (const sample of telemetry.samples()) {
 *   if (sample.topic === "elevation") console.log(sample.actualPositionDeg);
 * }
 * ```
 *
 * When the controller ends the connection, loops end and waits reject; it does not connect again.
 */
export class TelemetryClient implements AsyncDisposable {
  /** The last sample of each topic; absent before the first. */
  readonly latest: { readonly [T in TelemetryTopic]?: TelemetryOf<T> } = {};
  readonly #client: Client;
  readonly #feed = new Feed<Telemetry>();
  readonly #log: ScopedLog;
  readonly #reader = new MessageReader();
  readonly #onBadTelemetry: TelemetryClientOptions["onBadTelemetry"];
  readonly #unknownTopics = new Set<number>();
  #reading: Promise<void> | undefined;
  #closed: Promise<void> | undefined;

  private constructor(options: TelemetryClientOptions) {
    const { host, port = TELEMETRY_PORT, name, log, idleTimeoutMs } = options;
    this.#onBadTelemetry = options.onBadTelemetry;
    this.#log = scopedLog(log, `TelemetryClient(${name ?? ""})`);
    this.#client = new Client({ host, port, name, log, idleTimeoutMs });
  }

  /** Connects to the controller, once. @throws TcpipError `ERR_TCPIP_CONNECT` when nobody answers. */
  static async connect(options: TelemetryClientOptions, wait?: WaitOptions): Promise<TelemetryClient> {
    const telemetry = new TelemetryClient(options);
    try {
      await telemetry.#client.start(wait);
    } catch (error) {
      await telemetry.close();
      throw error;
    }
    telemetry.#reading = telemetry.#read();
    return telemetry;
  }

  /** Whether telemetry can still come. */
  get connected(): boolean {
    return this.#client.connected;
  }

  /** Why the connection is over: closed here, ended by the controller, or lost; `undefined` while it stands. */
  get closeReason(): CloseReason | undefined {
    return this.#client.closeReason;
  }

  /** Resolves when the connection is over. */
  get doneTask(): Promise<void> {
    return this.#reading ?? Promise.resolve();
  }

  /** All samples from now on, of all topics in the order of arrival, until the connection is over. */
  samples(options?: FeedOptions): AsyncIterableIterator<Telemetry> {
    return this.#feed.items(options);
  }

  /** The next sample of a topic. @throws TcpipError `ERR_TCPIP_TIMEOUT`, or `ERR_TCPIP_CLOSED` when the connection is over. */
  next<T extends TelemetryTopic>(topic: T, options?: WaitOptions): Promise<TelemetryOf<T>> {
    const isWanted = (sample: Telemetry): sample is Extract<Telemetry, TelemetryOf<T>> => sample.topic === topic;
    return this.#feed.next(`no telemetry ${topic}`, isWanted, options);
  }

  /** Closes the connection. Idempotent; never rejects. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #read(): Promise<void> {
    for (;;) {
      try {
        this.#take(parseTelemetry(await this.#reader.read(this.#client)));
      } catch (error) {
        if (!isMtmountError(error)) break;
        this.#reportBad(error);
      }
    }
    this.#feed.end();
  }

  #take(received: ReturnType<typeof parseTelemetry>): void {
    if ("unknownTopicId" in received) {
      const { unknownTopicId: topicID } = received;
      if (!this.#unknownTopics.has(topicID)) this.#log.debug("an unknown topic is ignored", { topicID });
      this.#unknownTopics.add(topicID);
      return;
    }
    Object.assign(this.latest, { [received.topic]: received });
    this.#feed.push(received);
  }

  #reportBad(error: MtmountError): void {
    try {
      if (this.#onBadTelemetry === undefined) this.#log.error("a line of telemetry is dropped", error);
      else this.#onBadTelemetry(error);
    } catch (callbackError) {
      this.#log.error("onBadTelemetry failed", callbackError);
    }
  }

  async #close(): Promise<void> {
    await this.#client.close();
    await this.#reading;
  }
}
