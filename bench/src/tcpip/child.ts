import { type ChildProcessByStdio, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { pinning } from "./pinning.ts";
import { python, pythonScript } from "./python.ts";

/** How long an answer may take before the benchmark gives up, in milliseconds. */
const LIMIT_MS = 60_000;

interface Waiting {
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

/**
 * A process of a benchmark: a request per line on its stdin, an answer per line on its stdout, in order.
 *
 * Children live as long as the benchmark, so that a repeat measures warm code; each runs one implementation only, so
 * that none suffers from the types that another one has seen.
 */
export class Child implements AsyncDisposable {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #name: string;
  readonly #waiting: Waiting[] = [];
  readonly #exited: Promise<void>;
  #ended = false;

  private constructor(command: readonly string[], cpu: number) {
    const [program = "", ...args] = [...pinning(cpu), ...command];
    this.#name = command.map((part) => part.slice(part.lastIndexOf("/") + 1)).join(" ");
    this.#child = spawn(program, args, { stdio: ["pipe", "pipe", "inherit"] });
    this.#exited = new Promise((resolve) => {
      const end = (why: string): void => {
        this.#ended = true;
        for (const { reject } of this.#waiting.splice(0)) reject(new Error(`${this.#name}: ${why}`));
        resolve();
      };
      this.#child.once("error", (error) => end(error.message));
      this.#child.once("close", (code, signal) => end(`ended with ${signal ?? code}`));
    });
    this.#child.stdin.on("error", () => {});
    createInterface({ input: this.#child.stdout }).on("line", (line) => {
      const { error, ...answer } = JSON.parse(line) as { error?: string };
      const waiting = this.#waiting.shift();
      if (error === undefined) waiting?.resolve(answer);
      else waiting?.reject(new Error(`${this.#name}: ${error}`));
    });
  }

  /** Starts an entry file of the folder `children`. */
  static node(entry: string, args: readonly string[], cpu: number, nodeArgs: readonly string[] = []): Child {
    const path = fileURLToPath(new URL(`./children/${entry}.js`, import.meta.url));
    return new Child([process.execPath, ...nodeArgs, path, ...args], cpu);
  }

  /** Starts a program of bench/python. Ask `python()` first whether there is one. */
  static python(script: string, args: readonly string[], cpu: number): Child {
    return new Child([python() ?? "python3", pythonScript(script), ...args], cpu);
  }

  /** Sends a request and resolves to its answer. */
  async ask<Answer>(request: object): Promise<Answer> {
    if (this.#ended) throw new Error(`${this.#name}: has ended`);
    this.#child.stdin.write(`${JSON.stringify(request)}\n`);
    let timer: NodeJS.Timeout | undefined;
    const answer = new Promise<unknown>((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      timer = setTimeout(() => {
        reject(new Error(`${this.#name}: no answer within ${LIMIT_MS} ms to ${JSON.stringify(request)}`));
        this.#child.kill("SIGKILL");
      }, LIMIT_MS);
    });
    try {
      return (await answer) as Answer;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ends the process. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.stdin.end();
    const timer = setTimeout(() => this.#child.kill("SIGKILL"), 2000);
    await this.#exited;
    clearTimeout(timer);
  }
}
