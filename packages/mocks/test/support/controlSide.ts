import {
  type CommandOf,
  gen4,
  type HeaderOf,
  type Message,
  type MessageClass,
  type WireGeneration,
  wireGenerations,
} from "@obswire/hexrotcomm";
import { type BaseClientOrServer, Client, OneClientServer } from "@obswire/tcpip";
import type { BaseMockController, Clock, StateTelemetry } from "../../src/index.ts";

type Peer = BaseClientOrServer<never> | Client | OneClientServer;
type AnyMock = Pick<BaseMockController<Message, StateTelemetry>, "generation" | "port" | "commandPort">;

/** An acknowledgement as it arrived. */
export interface Acknowledgement {
  counter: number;
  status: number;
  duration: number;
  reason: string;
}

const LIMIT_MS = 5000;
const TAI_MINUS_UTC_SEC = 37;
const { CommandStatus } = gen4;

/**
 * The control software's side of a conversation, made of nothing but sockets and structs: so that a mock is not tested
 * with the code that it is there to test.
 */
export class ControlSide<C extends Message, T extends Message> implements AsyncDisposable {
  readonly generation: WireGeneration;
  readonly configs: C[] = [];
  readonly samples: T[] = [];
  readonly headers: HeaderOf<WireGeneration>[] = [];
  readonly acknowledgements: Acknowledgement[] = [];
  readonly unknownFrames: number[] = [];
  /** What arrived, in order: "config", "telemetry", "acknowledgement". */
  readonly order: string[] = [];
  /** The peers, that of commands first; one and the same in gen4. */
  readonly command: Peer;
  readonly telemetry: Peer;
  readonly #classes: { ConfigClass: MessageClass<C>; TelemetryClass: MessageClass<T> };
  readonly #waiting = new Set<() => void>();
  #counter = 0;

  constructor(
    generation: WireGeneration,
    peers: { command: Peer; telemetry: Peer },
    classes: { ConfigClass: MessageClass<C>; TelemetryClass: MessageClass<T> },
  ) {
    this.generation = generation;
    this.command = peers.command;
    this.telemetry = peers.telemetry;
    this.#classes = classes;
  }

  /** Connects to a mock that listens. */
  static async connect<C extends Message, T extends Message>(
    mock: AnyMock,
    classes: { ConfigClass: MessageClass<C>; TelemetryClass: MessageClass<T> },
  ): Promise<ControlSide<C, T>> {
    const host = "127.0.0.1";
    const telemetry = await Client.connect({ host, port: mock.port });
    const { sockets } = wireGenerations[mock.generation];
    const command = sockets === 1 ? telemetry : await Client.connect({ host, port: mock.commandPort });
    const side = new ControlSide(mock.generation, { command, telemetry }, classes);
    side.#readFrom(telemetry);
    if (command !== telemetry) side.#readFrom(command);
    return side;
  }

  /** Listens for a mock that connects. */
  static async listen<C extends Message, T extends Message>(
    generation: "gen1" | "gen1b",
    classes: { ConfigClass: MessageClass<C>; TelemetryClass: MessageClass<T> },
  ): Promise<ControlSide<C, T> & { port: number; commandPort: number }> {
    const host = "127.0.0.1";
    const read: { begin?: (peer: Peer) => void } = {};
    const connectCallback = (peer: OneClientServer): void => {
      if (peer.connected) read.begin?.(peer);
    };
    const telemetry = await OneClientServer.listen({ host, port: 0, connectCallback });
    const command = await OneClientServer.listen({ host, port: 0, connectCallback });
    const side = new ControlSide(generation, { command, telemetry }, classes);
    read.begin = (peer) => side.#readFrom(peer);
    return Object.assign(side, { port: telemetry.port, commandPort: command.port });
  }

  /** Sends a command; the counter goes up by one each time. */
  async send(code: number, ...params: number[]): Promise<CommandOf<WireGeneration>> {
    const command = new wireGenerations[this.generation].structs.Command();
    const [param1 = 0, param2 = 0, param3 = 0, param4 = 0, param5 = 0, param6 = 0] = params;
    command.set({ code, counter: this.#counter, param1, param2, param3, param4, param5, param6 });
    this.#counter = (this.#counter + 1) >>> 0;
    await this.command.writeFrom(command);
    return command;
  }

  /** Sets the counter of the next command. */
  setCounter(counter: number): void {
    this.#counter = counter;
  }

  /** Waits until something about what arrived is true. */
  until(what: string, isTrue: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(look);
        reject(new Error(`not within ${LIMIT_MS} ms: ${what}; arrived: ${this.order.slice(-10).join(", ")}`));
      }, LIMIT_MS);
      const look = (): void => {
        if (!isTrue()) return;
        clearTimeout(timer);
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      look();
    });
  }

  /** Waits for the next telemetry message from now on. */
  async nextSample(): Promise<T> {
    const had = this.samples.length;
    await this.until("telemetry", () => this.samples.length > had);
    return this.samples[had] as T;
  }

  /** Waits for a telemetry message that was sent at the present time of the clock, or later. */
  async sampleAt(clock: Clock): Promise<T> {
    const utcSec = clock.nowMs() / 1000;
    const isNew = (header: HeaderOf<WireGeneration>): boolean =>
      "mjd" in header
        ? header.tvSec + header.tvNsec / 1e9 >= utcSec - 1e-6
        : header.taiSec - TAI_MINUS_UTC_SEC + header.taiNsec / 1e9 >= utcSec - 1e-6;
    await this.until("telemetry of now", () => {
      const last = this.headers.at(-1);
      return this.order.at(-1) === "telemetry" && last !== undefined && isNew(last);
    });
    return this.samples.at(-1) as T;
  }

  /** Waits for the acknowledgement with this counter. */
  async acknowledgementOf({ counter }: { readonly counter: number }): Promise<Acknowledgement> {
    const find = (): Acknowledgement | undefined => this.acknowledgements.find((one) => one.counter === counter);
    await this.until(`acknowledgement of ${counter}`, () => find() !== undefined);
    return find() as Acknowledgement;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.command.close(), this.telemetry.close()]);
  }

  #readFrom(peer: Peer): void {
    const read = async (): Promise<void> => {
      const { writer } = peer;
      while (peer.writer === writer && peer.connected) await this.#readFrame(peer);
    };
    read().catch(() => {});
  }

  async #readFrame(peer: Peer): Promise<void> {
    const header = new wireGenerations[this.generation].structs.Header();
    await peer.readInto(header);
    const { ConfigClass, TelemetryClass } = this.#classes;
    const acknowledges = wireGenerations[this.generation].acknowledgement !== "none";
    if (header.frameId === ConfigClass.FRAME_ID) {
      this.configs.push(await filled(peer, new ConfigClass()));
      this.order.push("config");
    } else if (header.frameId === TelemetryClass.FRAME_ID) {
      this.samples.push(await filled(peer, new TelemetryClass()));
      this.order.push("telemetry");
    } else if (acknowledges && header.frameId === CommandStatus.FRAME_ID) {
      const { status, duration, reason } = await filled(peer, new CommandStatus());
      this.acknowledgements.push({ counter: header.counter, status, duration, reason });
      this.order.push("acknowledgement");
    } else {
      // Nobody knows how long it is; in these tests it is telemetry under a wrong name.
      await filled(peer, new TelemetryClass());
      this.unknownFrames.push(header.frameId);
      this.order.push("unknown");
    }
    this.headers.push(header);
    for (const look of [...this.#waiting]) look();
  }
}

async function filled<M extends Message>(peer: Peer, message: M): Promise<M> {
  await peer.readInto(message);
  return message;
}
