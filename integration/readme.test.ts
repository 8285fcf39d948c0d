import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const run = promisify(execFile);

/** A program in a README, and the output that the README says it has. */
interface Program {
  readme: string;
  number: number;
  code: string;
  output: string | undefined;
}

function programsOf(readme: string): Program[] {
  const text = readFileSync(join(ROOT, readme), "utf8");
  const blocks = text.matchAll(/```js\n(.*?)```(?:\s*```text\n(.*?)```)?/gs);
  return [...blocks].map(([, code = "", output], index) => ({ readme, number: index + 1, code, output }));
}

/** Numbers that depend on the moment: digits behind the second decimal place, and ports. */
const steady = (text: string): string => text.replace(/(\d+\.\d\d)\d+/g, "$1…").trim();

const readmes = ["README.md", ...readdirSync(join(ROOT, "packages")).map((name) => `packages/${name}/README.md`)];

describe.each(readmes.filter((readme) => existsSync(join(ROOT, readme))).flatMap(programsOf))(
  "$readme, program $number",
  ({ code, output }) => {
    it("runs as written, and prints what the README says", async () => {
      // In a folder of the workspace, so that `@obswire/…` is found as after an npm install.
      const folder = await mkdtemp(join(ROOT, "integration", ".readme-"));
      try {
        await writeFile(join(folder, "program.mjs"), code);
        const { stdout, stderr } = await run(process.execPath, ["program.mjs"], { cwd: folder, timeout: 15_000 });
        expect(stderr).toBe("");
        if (output !== undefined) expect(steady(stdout)).toBe(steady(output));
      } finally {
        await rm(folder, { recursive: true });
      }
    });
  },
);
