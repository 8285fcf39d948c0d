import { spawnSync } from "node:child_process";
import { it } from "vitest";

type TestBody = () => void | Promise<void>;

/** `it` for tests that need a program: see {@link needs}. */
export type ItNeeds = (title: string, body: TestBody, timeoutMs?: number) => void;

/**
 * Returns an `it` for tests that need a program which may not be installed.
 *
 * Where it is missing the tests are skipped and their titles name what is missing; in CI they fail,
 * because there a missing program means that nothing was tested.
 *
 * @param program - The command to look for.
 * @param args - Arguments with which it ends at once and successfully.
 */
function needs(program: string, args: readonly string[] = ["--version"]): ItNeeds {
  if (spawnSync(program, args, { stdio: "ignore", timeout: 10_000 }).status === 0) {
    return (title, body, timeoutMs) => it(title, body, timeoutMs);
  }
  const { CI: ci = "" } = process.env;
  if (ci !== "" && ci !== "false") {
    return (title) =>
      it(`${title} (needs ${program})`, () => {
        throw new Error(`${program} is missing: run scripts/setup-interop.sh`);
      });
  }
  return (title) => it.skip(`${title} (skipped: ${program} is missing)`, () => {});
}

/** `it` for tests that start a Python peer: the standard library is all they need. */
export const itWithPython: ItNeeds = needs("python3", ["-c", "import asyncio, ctypes"]);
