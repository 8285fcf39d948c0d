import { beforeEach, describe, expect, it, vi } from "vitest";

describe("sequence ids", () => {
  beforeEach(() => vi.resetModules());

  it("count from 1, one for each command of the program", async () => {
    const { nextSequenceId } = await import("../src/sequenceId.ts");
    expect([nextSequenceId(), nextSequenceId(), nextSequenceId()]).toEqual([1, 2, 3]);
  });

  it("begin again at 1 after 2147483647", async () => {
    const { MAX_SEQUENCE_ID, sequenceIdAfter } = await import("../src/sequenceId.ts");
    expect(MAX_SEQUENCE_ID).toBe(2_147_483_647);
    expect(sequenceIdAfter(MAX_SEQUENCE_ID)).toBe(1);
    expect(sequenceIdAfter(MAX_SEQUENCE_ID - 1)).toBe(MAX_SEQUENCE_ID);
  });
});
