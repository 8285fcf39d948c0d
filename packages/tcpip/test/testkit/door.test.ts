import { expect, test } from "vitest";
import * as testkit from "../../src/testkit/index.ts";

test("the test-kit's door offers these names, and no others", () => {
  expect(Object.keys(testkit).toSorted()).toEqual([
    "ConnectedQueue",
    "DirectionFaults",
    "FaultProxy",
    "OneClientServerHarness",
    "ProxyConnection",
    "TestOneClientReadLoopServer",
    "resetSocket",
    "seededRandom",
  ]);
});
