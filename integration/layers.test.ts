import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

/** A package may import packages of lower layers, and none of its own or of a higher one. The picture of ARCHITECTURE.md. */
const LAYERS: readonly (readonly string[])[] = [
  ["structs", "tcpip", "wamp"],
  ["hexrotcomm", "mtmount", "wamp-router", "iiop"],
  ["mocks", "hcam-devices"],
  ["cli"],
];

const PACKAGES = join(import.meta.dirname, "..", "packages");

interface Manifest {
  name: string;
  dependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  engines?: Record<string, string>;
  exports?: Record<string, unknown>;
}

const names = readdirSync(PACKAGES);
const manifests = new Map(
  names.map((name) => [name, JSON.parse(readFileSync(join(PACKAGES, name, "package.json"), "utf8")) as Manifest]),
);

const layerOf = (name: string): number => LAYERS.findIndex((layer) => layer.includes(name));

function ourDependencies(manifest: Manifest): string[] {
  const all = { ...manifest.dependencies, ...manifest.peerDependencies, ...manifest.optionalDependencies };
  return Object.keys(all)
    .filter((name) => name.startsWith("@obswire/"))
    .map((name) => name.slice("@obswire/".length));
}

/** The packages that the sources of a package import, whatever its manifest says. */
function importsOf(name: string): Set<string> {
  const files = readdirSync(join(PACKAGES, name, "src"), { recursive: true, encoding: "utf8" });
  const found = new Set<string>();
  for (const file of files.filter((one) => one.endsWith(".ts"))) {
    const text = readFileSync(join(PACKAGES, name, "src", file), "utf8");
    for (const [, imported] of text.matchAll(/from "@obswire\/([a-z-]+)(?:\/[a-z-]+)?"/g)) found.add(imported ?? "");
  }
  return found;
}

describe.each([...manifests])("package %s", (name, manifest) => {
  it("is called @obswire/ and its folder's name, and has a layer", () => {
    expect(manifest.name).toBe(`@obswire/${name}`);
    expect(layerOf(name), `${name} has no layer in this test`).toBeGreaterThanOrEqual(0);
  });

  it("depends on packages of lower layers only", () => {
    const tooHigh = ourDependencies(manifest).filter((other) => layerOf(other) >= layerOf(name));
    expect(tooHigh).toEqual([]);
  });

  it("imports in its sources exactly what its manifest allows", () => {
    expect([...importsOf(name)].sort()).toEqual(ourDependencies(manifest).sort());
  });

  it("runs on Node 20.19, and names each door in its exports", () => {
    expect(manifest.engines).toEqual({ node: ">=20.19" });
    expect(Object.keys(manifest.exports ?? {}).filter((door) => door.includes("*"))).toEqual([]);
  });
});

describe("the browser-safe packages", () => {
  it.each(["structs"])("%s uses no Node API", (name) => {
    const files = readdirSync(join(PACKAGES, name, "src"), { recursive: true, encoding: "utf8" });
    const usesNode = files
      .filter((file) => file.endsWith(".ts"))
      .filter((file) =>
        /from "node:|\b(?:Buffer|process)\./.test(readFileSync(join(PACKAGES, name, "src", file), "utf8")),
      );
    expect(usesNode).toEqual([]);
  });
});
