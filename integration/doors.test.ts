import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

/** Every public door of every package, with the names behind it. A changed name is a change that users see. */
const PACKAGES = join(import.meta.dirname, "..", "packages");

const doors = readdirSync(PACKAGES).flatMap((name) => {
  const manifest = JSON.parse(readFileSync(join(PACKAGES, name, "package.json"), "utf8")) as {
    exports: Record<string, { "@obswire/source"?: string }>;
  };
  return Object.entries(manifest.exports).flatMap(([door, target]) => {
    const source = target["@obswire/source"];
    return source === undefined ? [] : [{ door: join(`@obswire/${name}`, door), file: join(PACKAGES, name, source) }];
  });
});

it.each(doors)("$door has these names", async ({ file }) => {
  const door: Record<string, unknown> = await import(file);
  expect(Object.keys(door).sort().join("\n")).toMatchSnapshot();
});

it.each(doors)("$door re-exports by name only", ({ file }) => {
  expect(readFileSync(file, "utf8")).not.toMatch(/^export \* from/m);
});
