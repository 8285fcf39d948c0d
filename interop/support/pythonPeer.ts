import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";

/** The events of a peer: what each kind of line carries beside `event`. */
export type EventMap = Record<string, object>;

/** One line of a peer's stdout. */
export type PeerEvent<Events extends EventMap> = {
  [K in keyof Events & string]: { event: K } & Events[K];
}[keyof Events & string];

/** Limits of a wait for an event. */
export interface WaitOptions {
  /** How long to wait, in milliseconds. Default 10,000. */
  timeoutMs?: number;
}

interface Waiter<Events extends EventMap> {
  matches: (event: PeerEvent<Events>) => boolean;
  resolve: (event: PeerEvent<Events>) => void;
  reject: (error: Error) => void;
}

/**
 * A Python program of this suite, driven by JSON lines: an instruction per line in, an event per line out.
 *
 * `await using peer = ...` ends it: its stdin is closed, which every peer takes as the request to end.
 */
export class PythonPeer<Events extends EventMap, Instruction extends object> implements AsyncDisposable {
  /** Every event so far, in order. */
  readonly events: PeerEvent<Events>[] = [];

  readonly #name: string;
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #exited: Promise<void>;
  #stderr = "";
  #cursor = 0;
  #waiter: Waiter<Events> | undefined;
  #ended = false;

  /**
   * Starts `python3 script ...args`.
   *
   * @param script - Absolute path of the program.
   */
  constructor(script: string, args: readonly string[] = []) {
    this.#name = `${script.slice(script.lastIndexOf("/") + 1)} ${args.join(" ")}`.trim();
    this.#child = spawn("python3", ["-u", script, ...args], {
      stdio: ["pipe", "pipe", "pipe"],
      // No __pycache__ beside the sources; events are UTF-8 whatever the locale says.
      env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1", PYTHONUTF8: "1" },
    });
    this.#exited = new Promise((resolve) => {
      this.#child.once("error", (error) => this.#end(error, resolve));
      this.#child.once("close", (code, signal) => this.#end(new Error(`ended with ${signal ?? code}`), resolve));
    });
    this.#child.stdin.on("error", () => {}); // A peer that has ended: the wait for its events tells why.
    this.#child.stderr.setEncoding("utf8").on("data", (text: string) => {
      this.#stderr += text;
    });
    createInterface({ input: this.#child.stdout }).on("line", (line) => this.#receive(line));
  }

  /** What the program wrote to stderr; a healthy one writes nothing. */
  get stderr(): string {
    return this.#stderr;
  }

  /** Sends an instruction. */
  send(instruction: Instruction): void {
    this.#child.stdin.write(`${JSON.stringify(instruction)}\n`);
  }

  /**
   * Returns the next event of this kind for which `matches` is true.
   *
   * Events are consumed in order: those before the returned one have been passed over and only `events` still
   * has them. One wait at a time.
   */
  async next<K extends keyof Events & string>(
    kind: K,
    matches: (event: Events[K]) => boolean = () => true,
    { timeoutMs = 10_000 }: WaitOptions = {},
  ): Promise<{ event: K } & Events[K]> {
    const wanted = (event: PeerEvent<Events>): event is { event: K } & Events[K] & PeerEvent<Events> =>
      event.event === kind && matches(event as unknown as Events[K]);
    while (this.#cursor < this.events.length) {
      const event = this.events[this.#cursor++];
      if (event !== undefined && wanted(event)) return event;
    }
    if (this.#waiter !== undefined) throw new Error(`${this.#name}: one wait at a time`);
    if (this.#ended) throw this.#failure(`no "${kind}" event before it ended`);
    const timer = setTimeout(() => this.#fail(`no "${kind}" event within ${timeoutMs} ms`), timeoutMs);
    try {
      const event = await new Promise<PeerEvent<Events>>((resolve, reject) => {
        this.#waiter = { matches: wanted, resolve, reject };
      });
      return event as { event: K } & Events[K];
    } finally {
      clearTimeout(timer);
    }
  }

  /** Returns every event of this kind so far. */
  all<K extends keyof Events & string>(kind: K): ({ event: K } & Events[K])[] {
    return this.events.filter((event) => event.event === kind) as ({ event: K } & Events[K])[];
  }

  /** Ends the program and waits until it has ended; after 5 s it is killed. */
  async close(): Promise<void> {
    this.#child.stdin.end();
    const timer = setTimeout(() => this.#child.kill("SIGKILL"), 5000);
    await this.#exited;
    clearTimeout(timer);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /** Kills the program without a goodbye, as a power failure of its host would. */
  async kill(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const closed = once(this.#child, "close");
      this.#child.kill("SIGKILL");
      await closed;
    }
  }

  #receive(line: string): void {
    let event: PeerEvent<Events>;
    try {
      event = JSON.parse(line) as PeerEvent<Events>;
    } catch {
      this.#stderr += `not an event: ${line}\n`;
      return;
    }
    this.events.push(event);
    const waiter = this.#waiter;
    if (waiter === undefined) return;
    this.#cursor = this.events.length;
    if (!waiter.matches(event)) return;
    // Cleared here and not by the one who waits: more lines may follow before its turn comes.
    this.#waiter = undefined;
    waiter.resolve(event);
  }

  #end(error: Error, done: () => void): void {
    this.#ended = true;
    this.#fail(error.message);
    done();
  }

  #fail(what: string): void {
    const waiter = this.#waiter;
    this.#waiter = undefined;
    waiter?.reject(this.#failure(what));
  }

  #failure(what: string): Error {
    const last = this.events.slice(-3).map((event) => JSON.stringify(event));
    return new Error(
      [
        `${this.#name}: ${what}`,
        "last events:",
        ...last,
        ...(this.#stderr === "" ? [] : ["stderr:", this.#stderr]),
      ].join("\n"),
    );
  }
}
