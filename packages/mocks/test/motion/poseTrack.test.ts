import { expect, it } from "vitest";
import { PoseTrack } from "../../src/motion/poseTrack.ts";

it("goes from one pose to the other in a straight line, and stays there", () => {
  const track = new PoseTrack([0, 0, 0, 0, 0, 0]);
  track.move([10, -20, 30, 0.1, -0.2, 0.3], 1000, 2);
  expect([999, 1000].map((sec) => track.at(sec)[0])).toEqual([0, 0]);
  expect(track.at(1001)).toEqual([5, -10, 15, 0.05, -0.1, 0.15]);
  expect(track.at(1002)).toEqual([10, -20, 30, 0.1, -0.2, 0.3]);
  expect(track.at(5000)).toEqual([10, -20, 30, 0.1, -0.2, 0.3]);
});

it("stops on the way, and goes on from there", () => {
  const track = new PoseTrack([0, 0, 0, 0, 0, 0]);
  track.move([10, 0, 0, 0, 0, 0], 0, 10);
  track.stop(4);
  expect(track.at(100)[0]).toBe(4);
  track.move([0, 0, 0, 0, 0, 0], 100, 4);
  expect(track.at(101)[0]).toBe(3);
});
