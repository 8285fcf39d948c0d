import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Debian's build is the fastest one around: the peers get the best Python there is. */
const CANDIDATES = ["/usr/bin/python3", "python3"];

let found: { command: string | undefined } | undefined;

/** The Python that runs the peers, or undefined where there is none. `OBSWIRE_PYTHON` names another one. */
export function python(): string | undefined {
  const { OBSWIRE_PYTHON: wanted } = process.env;
  found ??= { command: (wanted === undefined ? CANDIDATES : [wanted]).find(works) };
  return found.command;
}

/** Absolute path of a program in bench/python. */
export function pythonScript(name: string): string {
  // The same place from src/tcpip and from dist/tcpip.
  return fileURLToPath(new URL(`../../python/${name}`, import.meta.url));
}

function works(command: string): boolean {
  return spawnSync(command, ["-c", "import asyncio, ctypes"], { stdio: "ignore", timeout: 10_000 }).status === 0;
}
