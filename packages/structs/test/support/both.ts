import { describe, vi } from "vitest";
import type { Structs } from "./layouts.ts";

/** A copy of the package of its own, which decided for generated code or against it. */
async function load(canGenerate: boolean): Promise<Structs> {
  vi.resetModules();
  const structs: Structs = await import("../../src/index.ts");
  if (!canGenerate) {
    vi.stubGlobal("Function", () => {
      throw new EvalError("Code generation from strings disallowed for this context");
    });
  }
  // It decides when the first struct is declared.
  structs.struct("First", { field: structs.u8 });
  vi.unstubAllGlobals();
  return structs;
}

const generated = await load(true);
const closures = await load(false);

/** Runs the same tests on generated code and on closures. */
export function describeBoth(title: string, suite: (structs: Structs) => void): void {
  describe.each([
    ["generated code", generated],
    ["closures", closures],
  ])(`${title} (%s)`, (_, structs) => suite(structs));
}

/** What a function throws. */
export function thrown(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}

export { closures, generated };
