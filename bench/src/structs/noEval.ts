import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Benchmark, Row } from "../row.ts";

/** The same work in a process that may not generate code from strings. */
export const benchmark: Benchmark = {
  name: "structs: without code generation",
  async run({ quick }) {
    const child = fileURLToPath(new URL("noEvalChild.js", import.meta.url));
    const args = ["--disallow-code-generation-from-strings", child, ...(quick ? ["--quick"] : [])];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8", maxBuffer: 1 << 24 });
    if (status !== 0) throw new Error(`the process without code generation failed: ${stderr}`);
    return JSON.parse(stdout) as Row[];
  },
};
