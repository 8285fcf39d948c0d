import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** Why the peer cannot run here, if it cannot. */
export const missing: string | undefined =
  spawnSync("python3", ["-c", "import ctypes"]).status === 0 ? undefined : "python3 is not installed";

/** The answer of `peer.py` to one layout. */
export interface Answer {
  size: number;
  offsets: Record<string, number>;
  /** The bytes it wrote, in hexadecimal. */
  written: string;
  /** What it read from each of the byte strings it was given. */
  read: Record<string, unknown>[];
}

/** A running `peer.py`. */
export class Peer implements AsyncDisposable {
  readonly #process: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  constructor() {
    this.#process = spawn("python3", [new URL("peer.py", import.meta.url).pathname], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    if (this.#process.stdout === null) throw new Error("python3 has no standard output");
    this.#lines = createInterface(this.#process.stdout)[Symbol.asyncIterator]();
  }

  async ask(request: { layout: unknown; values: unknown; bytes: string[] }): Promise<Answer> {
    this.#process.stdin?.write(`${JSON.stringify(request)}\n`);
    const { value, done } = await this.#lines.next();
    if (done) throw new Error("the Python peer ended; its error is above");
    const answer = JSON.parse(value) as Answer | { error: string };
    if ("error" in answer) throw new Error(answer.error);
    return answer;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const exited = once(this.#process, "exit");
    this.#process.stdin?.end();
    await exited;
  }
}
