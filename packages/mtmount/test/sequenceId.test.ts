import { beforeEach, describe, expect, it, vi } from "vitest";

describe("sequence ids", () => {
  beforeEach(() => vi.resetModules());

  it("count from 1, one for each command of the program", async () => {
    const { nextSequenceId } = await import("../src/sequenceId.ts");
    expect([nextSequenceId(), nextSequenceId(), nextSequenceId()]).toEqual([1, 2, 3]);
  });
});
