import { readFileSync } from "node:fs";
import { mtHexapod } from "@obswire/hexrotcomm";
import { expect, it } from "vitest";
import { ManualClock, MockMTHexapodController } from "../../src/index.ts";
import { type Acknowledgement, ControlSide } from "../support/controlSide.ts";

type Telemetry = Pick<
  mtHexapod.TelemetryOf<"1.5.0">,
  | "state"
  | "enabledSubstate"
  | "applicationStatus"
  | "motorCurrent"
  | "busVoltage"
  | "strutCommandedDeltaPosM"
  | "measuredXyz"
  | "measuredUvw"
  | "commandedPos"
>;

interface Recorded {
  /** Since the connection. */
  sec: number;
  command?: string;
  code?: number;
  counter?: number;
  params?: number[];
  config?: object;
  telemetry?: Telemetry;
  acknowledgement?: Acknowledgement;
}

const VECTORS = new URL("../vectors/hexapodSession.json", import.meta.url);
const { events } = JSON.parse(readFileSync(VECTORS, "utf8")) as { events: Recorded[] };

/** How far a recorded value may be from ours: half of the original's noise, and 1 ms of a strut's speed. */
const UM = 0.05 + 1e-6;
const DEG = 0.5e-6 + 1e-9;
const STRUT_UM = UM + 1;

it("answers the commands of a recorded session as the original did, and goes through the same states", async () => {
  const clock = new ManualClock();
  const startMs = clock.nowMs();
  await using mock = await MockMTHexapodController.listen({
    clock,
    telemetryInterval: 1,
    reportDurations: false,
    random: () => 0.5,
  });
  await using side = await ControlSide.connect(mock, mtHexapod.deviceOptions("camera"));
  await side.until("telemetry", () => side.samples.length > 0);

  for (const { sec, code, params = [], telemetry, config, acknowledgement } of events) {
    // Seconds as milliseconds of the manual clock, in whole ones: telemetry is sent at each of them.
    await clock.advance(Math.round(sec * 1000) - (clock.nowMs() - startMs));
    if (code !== undefined) {
      await side.acknowledgementOf(await side.send(code, ...params));
    }
    if (acknowledgement !== undefined) expect(side.acknowledgements.at(-1)).toEqual(acknowledgement);
    if (config !== undefined) expect(side.configs.at(-1)?.toJSON()).toEqual(config);
    if (telemetry !== undefined) expectSame(await side.sampleAt(clock), telemetry);
  }
  const count = (kind: keyof Recorded): number => events.filter((event) => event[kind] !== undefined).length;
  expect(side.acknowledgements).toHaveLength(count("acknowledgement"));
  expect(side.configs).toHaveLength(count("config"));
  expect(side.order.filter((kind) => kind !== "telemetry")).toEqual(
    events.flatMap(({ config, acknowledgement }) => [
      ...(config === undefined ? [] : ["config"]),
      ...(acknowledgement === undefined ? [] : ["acknowledgement"]),
    ]),
  );
});

function expectSame(ours: Telemetry, theirs: Telemetry): void {
  for (const name of ["state", "enabledSubstate", "applicationStatus"] as const) expect(ours[name]).toBe(theirs[name]);
  for (const name of ["motorCurrent", "busVoltage", "commandedPos"] as const) expect(ours[name]).toEqual(theirs[name]);
  expectClose(ours.measuredXyz, theirs.measuredXyz, UM);
  expectClose(ours.measuredUvw, theirs.measuredUvw, DEG);
  expectClose(ours.strutCommandedDeltaPosM, theirs.strutCommandedDeltaPosM, STRUT_UM);
}

function expectClose(ours: readonly number[], theirs: readonly number[], tolerance: number): void {
  ours.forEach((one, i) => {
    expect(Math.abs(one - (theirs[i] ?? Number.NaN)), `${ours} against ${theirs}`).toBeLessThanOrEqual(tolerance);
  });
}
