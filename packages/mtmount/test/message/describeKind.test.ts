import { describe, expect, it } from "vitest";
import { BothAxesMove, commands, describeKind, replies, singleSocket } from "../../src/index.ts";
import { fieldsOf, kindsOf } from "../support/randomMessages.ts";

describe("the description of a kind of message", () => {
  it("has its fields with types, units and defaults", () => {
    expect(describeKind(BothAxesMove)).toBe(`BothAxesMove (30)
  sequenceId: int, default the next one
  source: Source, default 1
  timestamp: timestamp, UTC, default now
  azimuthDeg: float, deg
  elevationDeg: float, deg
  azimuthVelocityDegPerSec: float, deg/s, default 0
  elevationVelocityDegPerSec: float, deg/s, default 0
  negateAzimuth: int, default 0`);
  });

  it("tells a default that is made anew from one that is 0 until the command is sent", () => {
    expect(describeKind(singleSocket.Heartbeat)).toContain("sequenceId: int, default 0\n");
    expect(describeKind(singleSocket.CommanderReply)).toContain(
      "timestampTaiUnixSec: float, s, TAI since 1970, default now",
    );
  });

  it("states a unit for every float, and the unit is in the field's name", () => {
    const all = [commands, replies, singleSocket.commands, singleSocket.replies].flatMap((table) => kindsOf(table));
    const floats = all.flatMap((kind) => fieldsOf(kind).filter(([, { type }]) => type.name === "float"));
    const endings: Record<string, RegExp> = {
      deg: /Deg$/,
      "deg/s": /DegPerSec$/,
      "deg/s²": /DegPerSec2$/,
      "deg/s³": /DegPerSec3$/,
      "deg C": /DegC$/,
      s: /Sec$/,
      "s, TAI since 1970": /^(taiUnixSec|timestampTaiUnixSec)$/,
    };
    const wrong = floats.filter(([name, { unit = "" }]) => endings[unit]?.test(name) !== true).map(([name]) => name);
    expect(wrong).toEqual([]);
    expect(floats.length).toBeGreaterThan(50);
  });
});
