import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

const BIN = join(import.meta.dirname, "..", "..", "dist", "bin.js");

/** How long anything may take, in milliseconds. */
const LIMIT_MS = 10_000;

/** How a program ended. */
export interface Result {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** One JSON line. */
export type Event = { event: string } & Record<string, unknown>;

/** The program as a process, as a user would start it. `await using` kills it if it still runs. */
export class Program implements AsyncDisposable {
  readonly child: ChildProcess;
  readonly exited: Promise<Result>;
  stdout = "";
  stderr = "";
  readonly #title: string;
  readonly #waiting = new Set<() => void>();
  #result: Result | undefined;

  constructor(...args: readonly string[]) {
    if (!existsSync(BIN)) throw new Error(`${BIN} is not built: run pnpm build`);
    this.#title = `obswire ${args.join(" ")}`;
    const env = { ...process.env, NO_COLOR: "1" };
    this.child = spawn(process.execPath, [BIN, ...args], { stdio: ["pipe", "pipe", "pipe"], env });
    this.child.stdin?.on("error", () => {});
    this.child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      this.stdout += text;
      this.#look();
    });
    this.child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.stderr += text;
      this.#look();
    });
    this.exited = new Promise((resolve) => {
      this.child.once("close", (code, signal) => {
        this.#result = { code, signal, stdout: this.stdout, stderr: this.stderr };
        this.#look();
        resolve(this.#result);
      });
    });
  }

  /** The complete JSON lines so far. */
  get events(): Event[] {
    const lines = this.stdout.split("\n").slice(0, -1);
    return lines.filter((line) => line.startsWith("{")).map((line) => JSON.parse(line) as Event);
  }

  /** Types lines. */
  type(...lines: readonly string[]): void {
    this.child.stdin?.write(lines.map((line) => `${line}\n`).join(""));
  }

  /** Waits for a JSON line. */
  event(name: string, matches: (event: Event) => boolean = () => true): Promise<Event> {
    return this.#wait(`event ${name}`, () => this.events.find((event) => event.event === name && matches(event)));
  }

  /** Waits until the output matches. */
  output(pattern: RegExp, stream: "stdout" | "stderr" = "stdout", limitMs = LIMIT_MS): Promise<RegExpMatchArray> {
    return this.#wait(`output ${pattern}`, () => this[stream].match(pattern) ?? undefined, limitMs);
  }

  /** Waits until it has ended by itself. */
  ended(limitMs = LIMIT_MS): Promise<Result> {
    return this.#wait("end", () => this.#result, limitMs);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.child.kill("SIGKILL");
    await this.exited;
  }

  #wait<T>(what: string, find: () => T | undefined, limitMs = LIMIT_MS): Promise<T> {
    return new Promise((resolve, reject) => {
      const finish = (settle: () => void): void => {
        clearTimeout(timer);
        this.#waiting.delete(look);
        settle();
      };
      const fail = (why: string): void =>
        finish(() => reject(new Error(`${this.#title}: no ${what} ${why}\n${this.stdout}\n${this.stderr}`)));
      const look = (): void => {
        const found = find();
        if (found !== undefined) finish(() => resolve(found));
        else if (this.#result !== undefined) fail("before it ended");
      };
      const timer = setTimeout(() => fail(`within ${limitMs} ms`), limitMs);
      this.#waiting.add(look);
      look();
    });
  }

  #look(): void {
    for (const look of [...this.#waiting]) look();
  }
}

/** Runs a command line to its end. */
export async function run(...args: readonly string[]): Promise<Result> {
  await using program = new Program(...args);
  program.child.stdin?.end();
  return await program.ended();
}

/** Whether a process with this id exists. */
export function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
