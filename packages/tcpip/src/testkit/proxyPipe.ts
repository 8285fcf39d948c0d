import type { Socket } from "node:net";
import { setImmediate as turnOfEventLoop } from "node:timers/promises";
import type { DirectionState } from "./directionState.ts";
import type { DropWith } from "./faultSettings.ts";
import { HeldBytes } from "./heldBytes.ts";
import type { ProxyEventDetails } from "./proxyEvent.ts";
import { resetSocket } from "./resetSocket.ts";
import type { SeededRandom } from "./seededRandom.ts";

/** What a pipe tells the connection it belongs to. */
export interface PipeOwner {
  /** Something happened that goes into the log of events. */
  note(event: Omit<ProxyEventDetails, "direction">): void;
  /** Bytes moved: whoever waits for a count may look again. */
  progress(): void;
  /** `dropAfterBytes` was reached. */
  drop(how: DropWith, position: number): void;
}

/** The sender is read no further while this many bytes are held. */
const HELD_LIMIT_BYTES = 256 * 1024;

/** Longest time a timer can wait, in ms; a longer wait is made of several. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** One direction of one connection: bytes and their end travel from `source` to `sink`, as the switches let them. */
export class ProxyPipe {
  readonly #source: Socket;
  readonly #sink: Socket;
  readonly #state: DirectionState;
  readonly #random: SeededRandom;
  readonly #owner: PipeOwner;
  readonly #held = new HeldBytes();
  /** Bytes that coalescing has let go and that still have to leave. */
  #released = 0;
  /** The next piece must not leave earlier, in ms. */
  #notBeforeMs = 0;
  #end: { how: "fin" | "reset"; atMs: number; error?: unknown } | undefined;
  #finSent = false;
  #discarding = false;
  #closed = false;
  #blackHoleNoted = false;
  #wake: () => void = () => undefined;

  constructor(source: Socket, sink: Socket, state: DirectionState, random: SeededRandom, owner: PipeOwner) {
    this.#source = source;
    this.#sink = sink;
    this.#state = state;
    this.#random = random;
    this.#owner = owner;
  }

  /** Begin to read the source. Its end and its errors are told through {@link end}. */
  start(): void {
    this.#state.onChange = () => {
      this.#regulate();
      this.#wake();
    };
    this.#source.on("data", (bytes: Buffer) => this.#receive(bytes));
    this.#regulate();
    void this.#run();
  }

  /** The source will send no more: with its FIN, or with a RST. Travels behind the bytes that are held. */
  end(how: "fin" | "reset", error?: unknown): void {
    if (this.#end?.how === "reset" || (this.#end !== undefined && how === "fin")) return;
    this.#end = { how, atMs: performance.now(), ...(error === undefined ? {} : { error }) };
    this.#wake();
  }

  /** As though the source had sent its FIN now: what it sends later is read and forgotten. */
  halfClose(): void {
    this.#discarding = true;
    this.end("fin");
  }

  /** Stop at once; what is held is forgotten. */
  close(): void {
    this.#closed = true;
    this.#wake();
  }

  #receive(bytes: Buffer): void {
    this.#state.count("bytesReceived", bytes.length);
    if (this.#discarding) this.#state.count("bytesSwallowed", bytes.length);
    else this.#held.add(bytes, performance.now());
    this.#regulate();
    this.#wake();
    this.#owner.progress();
  }

  /** Read the source only as fast as bytes leave. */
  #regulate(): void {
    const { stalled, coalesceBytes } = this.#state.settings;
    if (stalled || this.#held.length >= Math.max(HELD_LIMIT_BYTES, coalesceBytes)) this.#source.pause();
    else this.#source.resume();
  }

  async #run(): Promise<void> {
    while (!this.#closed) {
      if (this.#dropDue) return await this.#drop();
      const waitMs = this.#waitMs(performance.now());
      if (waitMs > 0) await this.#sleep(waitMs);
      else if (this.#held.length > 0) await this.#forward();
      else await this.#deliverEnd();
    }
  }

  get #dropDue(): boolean {
    return this.#state.position >= this.#state.settings.dropAfterBytes;
  }

  async #drop(): Promise<void> {
    await delivered();
    this.#owner.drop(this.#state.settings.dropWith, this.#state.position);
  }

  /** Time until there is something to do, in ms: 0 or less is now, Infinity is when something changes. */
  #waitMs(nowMs: number): number {
    const { stalled, delayMs } = this.#state.settings;
    if (stalled) return Infinity;
    if (this.#held.length > 0) {
      if (this.#swallowing) return 0;
      return Math.max(this.#notBeforeMs - nowMs, this.#released > 0 ? 0 : this.#releaseMs() - nowMs);
    }
    if (this.#end === undefined || this.#swallowing || (this.#finSent && this.#end.how === "fin")) return Infinity;
    return this.#end.atMs + delayMs - nowMs;
  }

  /** When the oldest bytes held may leave, in ms. */
  #releaseMs(): number {
    const { delayMs, coalesceBytes, coalesceMs } = this.#state.settings;
    const firstMs = this.#held.atMsOf(0) + delayMs;
    if (this.#end !== undefined || (coalesceBytes === 0 && coalesceMs === 0)) return firstMs;
    const enoughBytesMs = coalesceBytes === 0 ? Infinity : this.#held.atMsOf(coalesceBytes - 1) + delayMs;
    const enoughTimeMs = coalesceMs === 0 ? Infinity : firstMs + coalesceMs;
    return Math.min(enoughBytesMs, enoughTimeMs);
  }

  get #swallowing(): boolean {
    return this.#state.position >= this.#state.settings.blackHoleAfterBytes;
  }

  async #forward(): Promise<void> {
    const { splitBytes, splitGapMs } = this.#state.settings;
    const swallow = this.#swallowing;
    const piece = this.#held.take(this.#nextLength(swallow));
    const position = this.#state.position;
    this.#state.position += piece.length;
    this.#released = Math.max(0, this.#released - piece.length);
    if (swallow) {
      this.#noteBlackHole(position);
      this.#state.count("bytesSwallowed", piece.length);
    } else {
      const written = await this.#write(this.#corrupted(piece, position));
      this.#state.count(written ? "bytesForwarded" : "bytesSwallowed", piece.length);
    }
    this.#regulate();
    this.#owner.progress();
    if (swallow || splitBytes === 0) return;
    this.#notBeforeMs = performance.now() + splitGapMs;
    await delivered();
  }

  /** Length of the next piece: never across the offset where a black hole or a drop begins. */
  #nextLength(swallow: boolean): number {
    const { delayMs, coalesceBytes, coalesceMs, splitBytes, blackHoleAfterBytes, dropAfterBytes } =
      this.#state.settings;
    const { position } = this.#state;
    if (swallow) return Math.min(this.#held.length, dropAfterBytes - position);
    if (this.#released === 0) {
      const coalescing = coalesceBytes > 0 || coalesceMs > 0;
      this.#released = coalescing ? this.#held.countUntil(performance.now() - delayMs) : this.#held.firstChunkLength;
    }
    const size = typeof splitBytes === "number" ? splitBytes : this.#randomSize(splitBytes);
    const longest = size === 0 ? Infinity : size;
    return Math.min(this.#released, longest, blackHoleAfterBytes - position, dropAfterBytes - position);
  }

  #randomSize({ min = 1, max }: { min?: number; max: number }): number {
    return min + Math.floor(this.#random() * (max - min + 1));
  }

  #corrupted(piece: Buffer, position: number): Buffer {
    const { corruptRate } = this.#state.settings;
    const { corruptions } = this.#state;
    if (corruptions.size === 0 && corruptRate === 0) return piece;
    const copy = Buffer.from(piece);
    for (let index = 0; index < copy.length; index++) {
      let xor = corruptions.get(position + index) ?? 0;
      if (corruptRate > 0 && this.#random() < corruptRate) xor ^= 1 << Math.floor(this.#random() * 8);
      if (xor === 0) continue;
      copy[index] = (copy[index] ?? 0) ^ xor;
      this.#owner.note({ type: "corrupted", position: position + index });
    }
    return copy;
  }

  /** Resolves when the kernel has the bytes (true) or the receiver is gone (false); never rejects. */
  #write(bytes: Buffer): Promise<boolean> {
    if (!this.#sink.writable) return Promise.resolve(false);
    return new Promise((resolve) => {
      this.#sink.write(bytes, (error) => resolve(error === undefined || error === null));
    });
  }

  async #deliverEnd(): Promise<void> {
    if (this.#end?.how === "reset") {
      this.close();
      await delivered();
      this.#owner.note({ type: "reset", ...(this.#end.error === undefined ? {} : { error: this.#end.error }) });
      resetSocket(this.#sink);
      return;
    }
    this.#finSent = true;
    if (this.#sink.destroyed) {
      this.#source.destroy();
      return;
    }
    this.#owner.note({ type: "ended" });
    this.#sink.end();
  }

  #noteBlackHole(position: number): void {
    if (this.#blackHoleNoted) return;
    this.#blackHoleNoted = true;
    this.#owner.note({ type: "blackHoled", position });
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = ms === Infinity ? undefined : setTimeout(resolve, Math.min(Math.ceil(ms), MAX_TIMER_MS));
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/**
 * The time it takes a reader in this process to get the bytes that were just written. One turn is not enough: the check
 * phase that follows the write may come before the sockets are polled. (A RST that is there when the bytes are polled
 * makes Node.js report an orderly end instead of an error.)
 */
async function delivered(): Promise<void> {
  await turnOfEventLoop();
  await turnOfEventLoop();
}
