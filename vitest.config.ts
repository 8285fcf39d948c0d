import { defineConfig } from "vitest/config";

/** Tests run on the sources: the scoped export condition finds them, nothing has to be built. */
const conditions = ["@obswire/source", "node", "import", "module", "default"];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ["packages/*/test/**/*.test.ts", "integration/**/*.test.ts", "examples/**/*.test.ts"],
    testTimeout: 20_000,
    hookTimeout: 20_000,
  },
});
