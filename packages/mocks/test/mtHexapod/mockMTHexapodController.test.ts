import { ControllerState, EnabledSubstate, gen4, mtHexapod, SetStateParam } from "@obswire/hexrotcomm";
import { describe, expect, it } from "vitest";
import { ManualClock, MockMTHexapodController, type MockMTHexapodControllerOptions } from "../../src/index.ts";
import { ControlSide } from "../support/controlSide.ts";
import { DevicePair } from "../support/devicePair.ts";

const { ACK, NO_ACK } = gen4.CommandStatusCode;
const { ENABLED, STANDBY, FAULT } = ControllerState;
const { STATIONARY, MOVING_POINT_TO_POINT } = EnabledSubstate;
const { MOVE_POINT_TO_POINT, STOP } = mtHexapod.SetEnabledSubstateParam;
const DDS_AND_COMPLETE = 0x402;

type Newest = typeof mtHexapod.NEWEST;

async function hexapod(
  options: MockMTHexapodControllerOptions<Newest> = {},
): Promise<DevicePair<mtHexapod.ConfigOf<Newest>, mtHexapod.TelemetryOf<Newest>>> {
  const clock = new ManualClock();
  const { name = "camera" } = options;
  const mock = await MockMTHexapodController.listen({ initialState: ENABLED, random: () => 0.5, clock, ...options });
  return await DevicePair.connect(mock, clock, {
    codes: mtHexapod.CommandCode,
    classes: mtHexapod.deviceOptions(name),
  });
}

describe("MockMTHexapodController", () => {
  it("starts in STANDBY, neutral, with its drives off, as camera hexapod of the newest version", async () => {
    await using pair = await hexapod({ initialState: undefined });
    expect(pair.side.configs[0]?.toJSON()).toEqual({
      accelerationStrut: 500,
      velLimits: [2000, 2000, 0.1146, 0.1146],
      maxDisplacementStrut: 14_100,
      maxVelocityStrut: 500,
      posLimits: [11_400, -13_100, 13_100, 0.36, -0.1, 0.1],
      pivot: [0, 0, -2_758_400],
      drivesEnabled: false,
    });
    expect(pair.side.samples[0]).toMatchObject({
      state: STANDBY,
      applicationStatus: 0x400,
      busVoltage: [100, 100, 100],
    });
  });

  it("has other limits and another pivot as the hexapod of M2", async () => {
    await using pair = await hexapod({ name: "m2" });
    expect(pair.side.configs[0]).toMatchObject({
      posLimits: [10_500, -8900, 8900, 0.175, -0.05, 0.05],
      pivot: [0, 0, -703_000],
    });
    expect(await pair.run("POSITION_SET", 10_501)).toMatchObject({
      outcome: "refused",
      reason: "x=10501.0 not in range [-10500.0, 10500.0]",
    });
  });

  it("moves its struts to a position and says how long that takes, and when it is there", async () => {
    await using pair = await hexapod();
    expect(await pair.acknowledged("POSITION_SET", 500, -300, 200, 0.01, -0.02, 0.005)).toMatchObject({ status: ACK });
    const { status, duration } = await pair.acknowledged("SET_ENABLED_SUBSTATE", MOVE_POINT_TO_POINT);
    expect(status).toBe(ACK);
    expect(duration).toBeCloseTo(562.834 / 500, 4);
    const during = await pair.after(200);
    expect(during).toMatchObject({
      enabledSubstate: MOVING_POINT_TO_POINT,
      applicationStatus: 0x400,
      motorCurrent: [-1, -1, 1, 0, -1, 0],
      commandedPos: [500, -300, 200, 0.01, -0.02, 0.005],
      measuredXyz: [500, -300, 200],
    });
    expect(during.strutCommandedDeltaPosM[0]).toBeCloseTo(-100, 3);
    expect(await pair.after(900)).toMatchObject({ enabledSubstate: MOVING_POINT_TO_POINT });
    const after = await pair.after(100);
    expect(after).toMatchObject({
      enabledSubstate: STATIONARY,
      applicationStatus: DDS_AND_COMPLETE,
      motorCurrent: [0, 0, 0, 0, 0, 0],
    });
    expect(after.strutCommandedDeltaPosM[1]).toBeCloseTo(-562.8341137, 6);
  });

  it("stops on the way, and does not claim to be there", async () => {
    await using pair = await hexapod();
    await pair.run("POSITION_SET", 1000);
    await pair.run("SET_ENABLED_SUBSTATE", MOVE_POINT_TO_POINT);
    const before = await pair.after(100);
    await pair.run("SET_ENABLED_SUBSTATE", STOP);
    const stopped = await pair.after(1000);
    expect(stopped).toMatchObject({ enabledSubstate: STATIONARY, applicationStatus: 0x400 });
    expect(stopped.strutCommandedDeltaPosM).toEqual(before.strutCommandedDeltaPosM);
  });

  it("can measure a position that is on the way, and stays there when it is stopped", async () => {
    await using pair = await hexapod({ measuredPosition: "on the way" });
    await pair.run("POSITION_SET", 1000);
    const { durationSec } = await pair.run("SET_ENABLED_SUBSTATE", MOVE_POINT_TO_POINT);
    expect(durationSec).toBeGreaterThan(0.5);
    const onTheWay = await pair.after(500);
    expect(onTheWay.measuredXyz[0]).toBeCloseTo(500 / durationSec, 2);
    expect(onTheWay.commandedPos[0]).toBe(1000);
    await pair.run("SET_ENABLED_SUBSTATE", STOP);
    expect((await pair.after(5000)).measuredXyz[0]).toBeCloseTo(500 / durationSec, 2);
  });

  it("moves only after POSITION_SET as the command before, in ENABLED and at rest", async () => {
    await using pair = await hexapod({ initialState: STANDBY });
    const stateText = "state=0.0; must be <ControllerState.ENABLED: 2> for this command";
    expect(await pair.run("POSITION_SET", 1)).toMatchObject({ outcome: "refused", reason: stateText });
    expect(await pair.run("SET_ENABLED_SUBSTATE", STOP)).toMatchObject({ outcome: "refused", reason: stateText });
    await pair.run("SET_STATE", SetStateParam.ENABLE);
    const setFirst = "Must call POSITION_SET before calling MOVE_POINT_TO_POINT";
    const refused = await pair.run("SET_ENABLED_SUBSTATE", MOVE_POINT_TO_POINT);
    expect(refused).toMatchObject({ outcome: "refused", reason: setFirst });
    await pair.run("POSITION_SET", 1);
    await pair.run("ENABLE_DRIVES", 1);
    expect(await pair.run("SET_ENABLED_SUBSTATE", MOVE_POINT_TO_POINT)).toMatchObject({ reason: setFirst });
    await pair.run("POSITION_SET", 1000);
    await pair.run("SET_ENABLED_SUBSTATE", MOVE_POINT_TO_POINT);
    expect(await pair.run("POSITION_SET", 1)).toMatchObject({
      outcome: "refused",
      reason: "enabled_substate=1.0; must be <EnabledSubstate.STATIONARY: 0> for this command",
    });
  });

  it("refuses each coordinate outside of its limits, NaN, and what no strut can reach", async () => {
    await using pair = await hexapod();
    const limits = [11_400, 11_400, 13_100, 0.36, 0.36, 0.1];
    for (const [i, limit] of limits.entries()) {
      for (const value of [limit * 1.001, -limit * 1.001, Number.NaN, Number.NEGATIVE_INFINITY]) {
        const params = limits.map((_, j) => (i === j ? value : 0));
        const { outcome, reason } = await pair.run("POSITION_SET", ...params);
        expect(outcome).toBe("refused");
        expect(reason).toMatch(new RegExp(`^${"xyzuvw"[i]}=\\S+ not in range \\[-${limit}`));
      }
    }
    expect(await pair.run("POSITION_SET", ...limits)).toMatchObject({ outcome: "done" });
    const beyond = await pair.run("SET_ENABLED_SUBSTATE", MOVE_POINT_TO_POINT);
    expect(beyond.reason).toMatch(/^strut \d=\S+ um not in range \[-14100, 14100\]$/);
    expect((await pair.after(100)).commandedPos).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it("takes over what is configured, within its limits, and sends the configuration again", async () => {
    await using pair = await hexapod();
    await pair.acknowledged("CONFIG_ACCEL", 450);
    await pair.acknowledged("CONFIG_VEL", 1000, 0.1, 900, 0.09);
    await pair.acknowledged("SET_PIVOTPOINT", 1, 2, 3);
    await pair.acknowledged("CONFIG_LIMITS", 1000, -2000, 3000, 0.1, -0.02, 0.03);
    await pair.acknowledged("ENABLE_DRIVES", 1);
    expect(pair.side.configs).toHaveLength(6);
    expect(pair.side.configs.at(-1)).toMatchObject({
      accelerationStrut: 450,
      velLimits: [1000, 900, 0.1, 0.09],
      pivot: [1, 2, 3],
      posLimits: [1000, -2000, 3000, 0.1, -0.02, 0.03],
      drivesEnabled: true,
    });
    expect(await pair.acknowledged("POSITION_SET", 1001)).toMatchObject({
      status: NO_ACK,
      reason: "x=1001.0 not in range [-1000.0, 1000.0]",
    });
  });

  it.each([
    ["CONFIG_ACCEL", [0]],
    ["CONFIG_ACCEL", [500.1]],
    ["CONFIG_ACCEL", [Number.NaN]],
    ["CONFIG_VEL", [2001, 0.1, 100, 0.1]],
    ["CONFIG_VEL", [100, 0.1147, 100, 0.1]],
    ["CONFIG_VEL", [100, 0.1, 2001, 0.1]],
    ["CONFIG_VEL", [100, 0.1, 100, 0]],
    ["CONFIG_LIMITS", [11_401, -1, 1, 0.1, -0.1, 0.1]],
    ["CONFIG_LIMITS", [1, 0, 1, 0.1, -0.1, 0.1]],
    ["CONFIG_LIMITS", [1, -1, 1, 0.1, -0.11, 0.1]],
    ["OFFSET", []],
  ] as const)("refuses %s %j, and its configuration stays as it is", async (name, params) => {
    await using pair = await hexapod();
    const before = pair.mock.config.toJSON();
    expect(await pair.acknowledged(name, ...params)).toMatchObject({ status: NO_ACK });
    expect(pair.mock.config.toJSON()).toEqual(before);
    expect(pair.side.configs).toHaveLength(1);
  });

  it("stops where it is when it is no longer enabled, or in FAULT", async () => {
    await using pair = await hexapod();
    await pair.run("POSITION_SET", 1000);
    await pair.run("SET_ENABLED_SUBSTATE", MOVE_POINT_TO_POINT);
    await pair.clock.advance(100);
    pair.mock.setState(FAULT);
    const first = await pair.after(100);
    const second = await pair.after(1000);
    expect(first).toMatchObject({ state: FAULT, enabledSubstate: STATIONARY, applicationStatus: 0x400 });
    expect(second.strutCommandedDeltaPosM).toEqual(first.strutCommandedDeltaPosM);
    expect(await pair.acknowledged("SET_STATE", SetStateParam.CLEAR_ERROR)).toMatchObject({ status: ACK });
    expect(pair.mock.state).toBe(STANDBY);
  });

  it("measures with some noise, only when it is enabled", async () => {
    await using pair = await hexapod({ random: () => 1 });
    const { measuredXyz, measuredUvw, strutCommandedDeltaPosM } = await pair.after(100);
    expect([...measuredXyz, ...strutCommandedDeltaPosM]).toEqual(Array.from({ length: 9 }, () => 0.05));
    expect(measuredUvw).toEqual([5e-7, 5e-7, 5e-7]);
    pair.mock.setState(STANDBY);
    expect((await pair.after(100)).measuredXyz).toEqual([0, 0, 0]);
  });
});

describe.each(Object.entries(mtHexapod.versions))("the mock of a hexapod of version %s", (key, { generation }) => {
  const version = key as mtHexapod.VersionKey;
  it(`speaks ${generation}, and moves`, async () => {
    const clock = new ManualClock();
    const classes = mtHexapod.deviceOptions("m2", version);
    const options = { clock, version, name: "m2", initialState: ENABLED, random: () => 0.5 } as const;
    const connects = generation === "gen1" || generation === "gen1b";
    const listening = connects ? await ControlSide.listen(generation, classes) : undefined;
    const ports = listening === undefined ? {} : { port: listening.port, commandPort: listening.commandPort };
    await using mock = new MockMTHexapodController<mtHexapod.VersionKey>({ ...options, ...ports });
    await mock.start();
    await using side = listening ?? (await ControlSide.connect(mock, classes));
    await side.until("telemetry", () => side.samples.length > 0);
    const { POSITION_SET, SET_ENABLED_SUBSTATE } = mtHexapod.CommandCode;
    await side.send(POSITION_SET, 100, 0, 50);
    await side.send(SET_ENABLED_SUBSTATE, MOVE_POINT_TO_POINT);
    expect(await mock.expectCommand("SET_ENABLED_SUBSTATE")).toMatchObject({ outcome: "done" });
    await clock.advance(1000);
    const { applicationStatus, ...sample } = (await side.sampleAt(clock)).toJSON();
    expect(sample).toMatchObject({ state: ENABLED, enabledSubstate: STATIONARY, commandedPos: [100, 0, 50, 0, 0, 0] });
    expect([applicationStatus].flat().every((bits) => bits === DDS_AND_COMPLETE)).toBe(true);
    const [config] = side.configs;
    expect(config).toMatchObject({ posLimits: [10_500, -8900, 8900, 0.175, -0.05, 0.05] });
  });
});
