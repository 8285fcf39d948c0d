import { readFileSync } from "node:fs";
import { inspect } from "node:util";
import ts from "typescript-5.9";
import { expect, it } from "vitest";
import * as structs from "../src/index.ts";

it("has a README whose programs print what their comments say", () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const program = [...readme.matchAll(/```ts\n(.*?)```/gs)].map((match) => match[1]).join("\n");
  const printed: string[] = [];
  const console = {
    log: (...args: unknown[]) => printed.push(args.map((a) => (typeof a === "string" ? a : inspect(a))).join(" ")),
  };
  const { outputText } = ts.transpileModule(program, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  new Function("require", "exports", "console", outputText)(() => structs, {}, console);
  const expected = [...program.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map((match) => match[1]);
  expect(expected.length).toBeGreaterThan(3);
  // The cursor prints ten zeros in between.
  expect(printed.filter((line) => line !== "0")).toEqual(expected);
});
