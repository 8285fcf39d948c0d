import { expect, it } from "vitest";
import { CommandCounter, wireGenerations } from "../src/index.ts";

it("Counts each code from 1 up to gen2, and all codes together from 0 since gen3", () => {
  const counted = Object.entries(wireGenerations).map(([name, { counter }]) => {
    const counters = new CommandCounter(counter);
    return [name, [5, 5, 6, 5].map((code) => counters.next(code))];
  });
  expect(Object.fromEntries(counted)).toEqual({
    gen1: [1, 2, 1, 3],
    gen1b: [1, 2, 1, 3],
    gen2: [1, 2, 1, 3],
    gen3: [0, 1, 2, 3],
    gen4: [0, 1, 2, 3],
  });
});

it("Goes on with 0 after 4294967295", () => {
  for (const scope of ["code", "client"] as const) {
    const counter = new CommandCounter({ scope, first: 1 });
    counter.set(7, 4_294_967_294);
    expect([counter.next(7), counter.next(7), counter.next(7)]).toEqual([4_294_967_295, 0, 1]);
  }
});
