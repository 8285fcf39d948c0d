import { describe, expect, it } from "vitest";
import { mtHexapod } from "../../src/index.ts";
import { expectLayout, type Golden, vectors } from "../support/golden.ts";

const { versions: recorded } = vectors<{
  versions: { firstTag: string; lastTag: string; Config: Golden; Telemetry: Golden }[];
}>("mtHexapod");

/** The plain versions of a range of tags: "v0.17.beta.6" is 0.17. */
const plain = (tag: string): string => tag.replace(/[.-](?:alpha|beta|rc).*$/, "").replace("v", "");

describe.each(recorded)("the layout of versions $firstTag to $lastTag", ({ firstTag, lastTag, Config, Telemetry }) => {
  const first = mtHexapod.versions[mtHexapod.versionKey(plain(firstTag))];
  const last = mtHexapod.versions[mtHexapod.versionKey(lastTag.includes("alpha") ? "1.4.1" : plain(lastTag))];

  it("is the same at both ends", () => {
    expect(first.Config).toBe(last.Config);
    expect(first.Telemetry).toBe(last.Telemetry);
  });
  it("has the configuration of ctypes, byte for byte", () => expectLayout(first.Config, Config));
  it("has the telemetry of ctypes, byte for byte", () => expectLayout(first.Telemetry, Telemetry));
});
