import { mtHexapod } from "@obswire/hexrotcomm";
import { describe, expect, it } from "vitest";
import { parseParams } from "../src/controller/parseParams.ts";
import { taiNow } from "../src/controller/taiNow.ts";
import { hexapodCommands, rotatorCommands, valueText } from "../src/devices/commandNames.ts";
import { chooseVersion } from "../src/options/versionOptions.ts";

describe("parameters of a command by name", () => {
  it("are numbers", () =>
    expect(parseParams(rotatorCommands, "CONFIG_VEL", ["degPerSec=2.5e0"])).toEqual({ degPerSec: 2.5 }));
  it("may be names where there are names for them", () => {
    expect(parseParams(rotatorCommands, "SET_STATE", ["state=clear-error"])).toEqual({ state: 6 });
    expect(parseParams(hexapodCommands, "SET_ENABLED_SUBSTATE", ["substate=STOP"])).toEqual({ substate: 3 });
    expect(() => parseParams(hexapodCommands, "SET_ENABLED_SUBSTATE", ["substate=HALT"])).toThrow(
      "substate of SET_ENABLED_SUBSTATE must be a finite number, or one of ENABLED_INVALID, MOVE_POINT_TO_POINT",
    );
  });
  it("are shown by the same names", () => {
    expect(valueText(hexapodCommands, "SET_ENABLED_SUBSTATE", "substate", 1)).toBe("MOVE_POINT_TO_POINT");
    expect(valueText(hexapodCommands, "SET_ENABLED_SUBSTATE", "substate", 99)).toBe("99");
    expect(valueText(rotatorCommands, "TRACK_VEL_CMD", "angleDeg", 0.1 + 0.2)).toBe("0.3");
  });
});

describe("the version of a controller", () => {
  const choose = (choice: Parameters<typeof chooseVersion>[2]): string =>
    chooseVersion(mtHexapod.versions, mtHexapod.versionKey, choice);
  it("is the newest unless something else is asked for", () => expect(choose({})).toBe(mtHexapod.NEWEST));
  it("is the newest of a generation", () => {
    expect(choose({ generation: "gen3" })).toBe("0.23.0");
    expect(choose({ generation: "gen1" })).toBe("0.17.0");
  });
  it("is the row that a version belongs to", () => expect(choose({ deviceVersion: "1.3" })).toBe("1.2.0"));
});

it("the time in TAI is 37 s ahead of UTC", () => expect(taiNow() - Date.now() / 1000).toBeCloseTo(37, 0));
