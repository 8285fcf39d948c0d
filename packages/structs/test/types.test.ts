import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const project = fileURLToPath(new URL("types/tsconfig.json", import.meta.url));

/** The compilers: 5.9, 6 and 7, by the names they are installed under. */
it.each([
  ["typescript-5.9", "5.9."],
  ["typescript-6", "6."],
  ["typescript", "7."],
])(
  "infers every type under %s",
  async (name, version) => {
    const { version: installed } = require(`${name}/package.json`) as { version: string };
    expect(installed).toMatch(new RegExp(`^${version.replace(".", "\\.")}`));
    const tsc = join(dirname(require.resolve(`${name}/package.json`)), "bin", "tsc");
    // From the sources, checked as strictly as a user can.
    const { stdout } = await run(process.execPath, [tsc, "-p", project, "--noEmit"]).catch(
      (error: { stdout: string }) => error,
    );
    expect(stdout).toBe("");
  },
  60_000,
);

it("emits declarations that a user's compiler accepts without looking into this package's sources", async () => {
  const out = await mkdtemp(join(dirname(project), "out-"));
  try {
    const tsc = join(dirname(require.resolve("typescript/package.json")), "bin", "tsc");
    const { stdout } = await run(process.execPath, [
      tsc,
      "-p",
      project,
      "--declaration",
      "--emitDeclarationOnly",
      "--outDir",
      out,
    ]).catch((error: { stdout: string }) => error);
    expect(stdout).toBe("");
  } finally {
    await rm(out, { recursive: true });
  }
}, 60_000);
