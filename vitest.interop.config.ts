import { defineConfig, mergeConfig } from "vitest/config";
import base from "./vitest.config.ts";

/** What needs other real programs: scripts/setup-interop.sh installs them. */
export default mergeConfig(
  { ...base, test: { ...base.test, include: [] } },
  defineConfig({ test: { include: ["interop/**/*.test.ts"], testTimeout: 120_000, fileParallelism: false } }),
);
