import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createContext, runInContext } from "node:vm";
import ts from "typescript-5.9";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Structs } from "./support/layouts.ts";

const SRC = fileURLToPath(new URL("../src", import.meta.url));

/** The sources as JavaScript, by path. */
function compiled(module: ts.ModuleKind): Map<string, string> {
  const files = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  return new Map(
    files.map((file) => {
      const options = {
        module,
        target: ts.ScriptTarget.ES2022,
        verbatimModuleSyntax: false,
        rewriteRelativeImportExtensions: true,
      };
      const { outputText } = ts.transpileModule(readFileSync(join(SRC, file), "utf8"), { compilerOptions: options });
      return [file.replace(/\.ts$/, ".js"), outputText];
    }),
  );
}

/** Loads the package where there is nothing but the language: no process, Buffer, require, TextDecoder, timers. */
function loadBare(strings: boolean): { structs: Structs; globals: string[] } {
  const context = createContext({}, { codeGeneration: { strings, wasm: false } });
  const files = compiled(ts.ModuleKind.CommonJS);
  const loaded = new Map<string, object>();
  const load = (path: string): object => {
    const known = loaded.get(path);
    if (known !== undefined) return known;
    const exports = {};
    loaded.set(path, exports);
    const wrapper = runInContext(`(function (exports, require) {${files.get(path)}\n})`, context, { filename: path });
    wrapper(exports, (name: string) => load(join(dirname(path), name)));
    return exports;
  };
  return {
    structs: load("index.js") as Structs,
    globals: Object.getOwnPropertyNames(runInContext("globalThis", context)),
  };
}

/** Uses most of the package; gives what can be compared. */
function story({ struct, array, char, f64, i64, isStructsError, u16 }: Structs): unknown {
  const Item = struct("Item", { pos: f64, status: u16.be });
  const Message = struct("Message", { time: i64, text: char(10), items: array(Item, 20) });
  const message = new Message({
    time: -1n,
    text: "héllo",
    items: Array.from({ length: 20 }, (_, i) => ({ pos: i, status: i })),
  });
  let code = "";
  try {
    message.set({ time: 0n, items: [] });
  } catch (error) {
    code = isStructsError(error) ? `${error.code} ${error.field}` : String(error);
  }
  return [
    [...message.bytes],
    JSON.stringify(message),
    message.items.map((item) => item.status),
    code,
    Message.cursor(message.bytes).at(0).text,
  ];
}

describe("without any Node API", () => {
  it.each([
    ["code can be generated from strings", true],
    ["a content security policy forbids it", false],
  ])("it works where %s", async (_, strings) => {
    const { structs, globals } = loadBare(strings);
    for (const name of ["process", "Buffer", "require", "TextDecoder", "setTimeout"])
      expect(globals).not.toContain(name);
    expect(JSON.stringify(story(structs))).toBe(JSON.stringify(story(await import("../src/index.ts"))));
  });
});

describe("under node --disallow-code-generation-from-strings", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "structs-"));
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    for (const [file, text] of compiled(ts.ModuleKind.ESNext)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("does the same as with generated code", async () => {
    const program = `
      import * as structs from ${JSON.stringify(pathToFileURL(join(folder, "index.js")).href)};
      try { new Function(""); throw new Error("not disallowed"); } catch (e) { if (!(e instanceof EvalError)) throw e; }
      console.log(JSON.stringify((${story})(structs)));`;
    const args = ["--disallow-code-generation-from-strings", "--input-type=module", "-e", program];
    const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
    expect(stderr).toBe("");
    expect(stdout.trim()).toBe(JSON.stringify(story(await import("../src/index.ts"))));
  });
});
