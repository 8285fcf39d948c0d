import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  CAMERA_HEXAPOD_GEOMETRY,
  FIRST_HEXAPOD_GEOMETRY,
  M2_HEXAPOD_GEOMETRY,
  strutDisplacements,
} from "../../src/motion/hexapodGeometry.ts";
import { HexapodStruts } from "../../src/motion/hexapodStruts.ts";
import { number } from "./arbitraries.ts";

const GEOMETRIES = { camera: CAMERA_HEXAPOD_GEOMETRY, m2: M2_HEXAPOD_GEOMETRY, first: FIRST_HEXAPOD_GEOMETRY };

describe.each(Object.entries(GEOMETRIES))("the struts of the %s geometry", (_name, geometry) => {
  it("have no displacement in the neutral pose", () => {
    for (const one of strutDisplacements(geometry, [0, 0, 0, 0, 0, 0])) expect(one).toBeCloseTo(0, 6);
  });

  it("keep their length when the whole platform turns about its pivot by nothing and moves by little", () => {
    const small = strutDisplacements(geometry, [1, 0, 0, 0, 0, 0]);
    for (const one of small) expect(Math.abs(one)).toBeLessThanOrEqual(1.000001);
  });

  it("change smoothly with the pose", () => {
    fc.assert(
      fc.property(number(5000), number(5000), number(5000), number(0.1), number(0.1), number(0.04), (...pose) => {
        const here = strutDisplacements(geometry, pose);
        const there = strutDisplacements(geometry, [pose[0] + 1, ...pose.slice(1)] as unknown as typeof pose);
        here.forEach((one, i) => {
          expect(Math.abs(one - (there[i] ?? Number.NaN))).toBeLessThanOrEqual(1.0001);
        });
      }),
    );
  });
});

describe("HexapodStruts", () => {
  const struts = (): HexapodStruts =>
    new HexapodStruts({ geometry: CAMERA_HEXAPOD_GEOMETRY, maxDisplacement: 14_100, speed: 500 });

  it("arrive at the lengths that the original's controller was recorded with", () => {
    const hexapod = struts();
    const durationSec = hexapod.move([500, -300, 200, 0.01, -0.02, 0.005], 1000);
    expect(durationSec).toBeCloseTo(562.834 / 500, 5);
    expect(hexapod.positions(2000)[3]).toBeCloseTo(-51.933562366435204, 8);
    expect(hexapod.positions(2000)[5]).toBeCloseTo(23.188841705490404, 8);
    expect(hexapod.moving(1001)).toBe(true);
    expect(hexapod.moving(1000 + durationSec)).toBe(false);
    expect(hexapod.velocities(1000.2)).toEqual([-500, -500, 500, 0, -500, 0]);
  });

  it("do not move when one of them could not get there", () => {
    const hexapod = struts();
    expect(() => hexapod.move([11_400, 11_400, 13_100, 0.36, 0.36, 0.1], 0)).toThrow(/strut \d=.* um not in range/);
    expect(hexapod.positions(100)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(() => hexapod.move([Number.NaN, 0, 0, 0, 0, 0], 0)).toThrow(RangeError);
  });

  it("stop together", () => {
    const hexapod = struts();
    hexapod.move([500, 0, 0, 0, 0, 0], 0);
    hexapod.stop(0.1);
    expect(hexapod.moving(0.1)).toBe(false);
    expect(hexapod.positions(5)).toEqual(hexapod.positions(0.1));
    expect(hexapod.endPositions).toEqual(hexapod.positions(0.1));
  });
});
