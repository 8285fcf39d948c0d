import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "..");

const documents = [
  ...readdirSync(ROOT).filter((name) => name.endsWith(".md")),
  ...readdirSync(join(ROOT, "packages"))
    .map((name) => `packages/${name}/README.md`)
    .filter((path) => existsSync(join(ROOT, path))),
];

/** Paths of the repository that a document names, in backticks or as a link. */
function pathsIn(text: string): string[] {
  const named = text.matchAll(/[`(]((?:packages|scripts|integration|interop|bench|examples|docs|\.ci)\/[\w./-]+)[`)]/g);
  return [...named].map(([, path = ""]) => path);
}

describe.each(documents)("%s", (document) => {
  const text = readFileSync(join(ROOT, document), "utf8");

  it("names only files that are there", () => {
    expect(pathsIn(text).filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it("links only to files that are there", () => {
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)\)/g)].map(([, path = ""]) => path);
    expect(links.filter((path) => !existsSync(join(ROOT, document, "..", path)))).toEqual([]);
  });

  it("is short enough to be read: a package's README has at most 150 lines", () => {
    if (document.startsWith("packages/")) expect(text.split("\n").length).toBeLessThanOrEqual(151);
  });
});

describe("the table of packages", () => {
  const readme = readFileSync(join(ROOT, "README.md"), "utf8");

  it.each(readdirSync(join(ROOT, "packages")))("has @obswire/%s", (name) => {
    expect(readme).toContain(`[\`@obswire/${name}\`](packages/${name})`);
  });
});
