import { type ChildProcess, spawn } from "node:child_process";
import { extname, join } from "node:path";
import { createInterface } from "node:readline";
import { limitedWait, type WaitOptions } from "@obswire/tcpip";

/** One JSON line of a child's output. */
export type ChildEvent = Readonly<Record<string, unknown>> & { readonly event: string };

/** How long a child may take to end after SIGTERM, in milliseconds; then it is killed. */
const STOP_LIMIT_MS = 2000;

/** The program itself: the compiled one, or the source when that is what runs. */
const PROGRAM = join(import.meta.dirname, "..", `bin${extname(import.meta.filename)}`);

/**
 * Another command of this program, in a process of its own, that reports in JSON lines (`--json`).
 *
 * It has a channel to this process, and nothing is sent on it: when it breaks, this process is gone, and the child ends.
 */
export class ChildProgram implements AsyncDisposable {
  /** The command line, for messages. */
  readonly title: string;
  /** Every event so far. */
  readonly events: ChildEvent[] = [];
  /** Resolves to how it ended; never rejects. */
  readonly exited: Promise<string>;
  readonly #child: ChildProcess;
  readonly #waiting = new Set<() => void>();
  #stderr = "";
  #ended: string | undefined;

  constructor(args: readonly string[]) {
    this.title = `obswire ${args.join(" ")}`;
    this.#child = spawn(process.execPath, [PROGRAM, ...args, "--json"], { stdio: ["ignore", "pipe", "pipe", "ipc"] });
    const { stdout, stderr } = this.#child;
    stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#stderr += text;
    });
    if (stdout !== null) createInterface({ input: stdout }).on("line", (line) => this.#read(line));
    this.exited = new Promise((resolve) => {
      const end = (how: string): void => {
        this.#ended = how;
        this.#look();
        resolve(how);
      };
      this.#child.once("error", (error) => end(`could not be started: ${error.message}`));
      this.#child.once("close", (code, signal) => end(signal ?? `exit code ${code}`));
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Waits for an event; one that has been is found as well. Rejects when the child ends without it. */
  waitEvent(name: string, matches: (event: ChildEvent) => boolean, wait: WaitOptions): Promise<ChildEvent> {
    return limitedWait<ChildEvent>(`no ${name} event from ${this.title}`, wait, (resolve, reject) => {
      const look = (): void => {
        const found = this.events.find((event) => event.event === name && matches(event));
        if (found === undefined && this.#ended === undefined) return;
        this.#waiting.delete(look);
        if (found !== undefined) resolve(found);
        else reject(new Error(`${this.title} ended (${this.#ended}) ${this.#stderr}`.trim()));
      };
      this.#waiting.add(look);
      look();
      return () => this.#waiting.delete(look);
    });
  }

  /** Asks it to end, and waits until it has; kills it when it does not. */
  async stop(): Promise<void> {
    this.#child.kill("SIGTERM");
    const cutOff = setTimeout(() => this.#child.kill("SIGKILL"), STOP_LIMIT_MS);
    await this.exited;
    clearTimeout(cutOff);
  }

  /** Ends it at once, without a word to anybody, as a crash or a lost power supply would. */
  async kill(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.exited;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  #read(line: string): void {
    const event = parseEvent(line);
    if (event === undefined) return;
    this.events.push(event);
    this.#look();
  }

  #look(): void {
    for (const look of [...this.#waiting]) look();
  }
}

function parseEvent(line: string): ChildEvent | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isEvent(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isEvent(value: unknown): value is ChildEvent {
  return typeof value === "object" && value !== null && "event" in value && typeof value.event === "string";
}
