import { ControllerState, EnabledSubstate, FaultSubstate, gen4, mtRotator, SetStateParam } from "@obswire/hexrotcomm";
import { describe, expect, it } from "vitest";
import { ManualClock, MockMTRotatorController, type MockMTRotatorControllerOptions } from "../../src/index.ts";
import { ControlSide } from "../support/controlSide.ts";
import { DevicePair } from "../support/devicePair.ts";

const { ACK, NO_ACK } = gen4.CommandStatusCode;
const { ENABLED, STANDBY, FAULT } = ControllerState;
const { STATIONARY, MOVING_POINT_TO_POINT, SLEWING_OR_TRACKING } = EnabledSubstate;
const { MOVE_POINT_TO_POINT, TRACK, STOP, CONSTANT_VELOCITY } = mtRotator.SetEnabledSubstateParam;
const TAI_MINUS_UTC_SEC = 37;

type Newest = typeof mtRotator.NEWEST;
type Rotator = DevicePair<mtRotator.ConfigOf<Newest>, mtRotator.TelemetryOf<Newest>>;

async function rotator(options: MockMTRotatorControllerOptions<Newest> = {}): Promise<Rotator> {
  const clock = new ManualClock();
  const mock = await MockMTRotatorController.listen({ initialState: ENABLED, random: () => 0.5, clock, ...options });
  return await DevicePair.connect(mock, clock, { codes: mtRotator.CommandCode, classes: mtRotator.deviceOptions() });
}

const taiNow = ({ clock }: Rotator): number => clock.nowMs() / 1000 + TAI_MINUS_UTC_SEC;

describe("MockMTRotatorController", () => {
  it("starts in STANDBY at 0, with its drives off", async () => {
    await using pair = await rotator({ initialState: undefined });
    expect(pair.side.configs[0]?.toJSON()).toEqual({
      velocityLimit: 3,
      accelLimit: 1,
      posErrorThreshold: 0.1,
      upperPosLimit: 90,
      lowerPosLimit: -90,
      followingErrorThreshold: 0.1,
      trackSuccessPosThreshold: 0.01,
      trackingLostTimeout: 5,
      emergencyJerkLimit: 10,
      emergencyAccelLimit: 1.5,
      disableLimitMaxTime: 120,
      maxVelocityLimit: 5,
      drivesEnabled: false,
    });
    expect(pair.side.samples[0]).toMatchObject({
      state: STANDBY,
      applicationStatus: 0x400,
      currentPos: 0,
      busVoltage: 20,
      flagsStopComplete: 1,
      flagsFollowingError: 0.001,
      faultSubstate: FaultSubstate.NO_ERROR,
    });
    expect(pair.side.samples[0]?.setPos).toBeNaN();
  });

  it("moves to a position within its limits of velocity and acceleration", async () => {
    await using pair = await rotator();
    await pair.run("POSITION_SET", 10);
    expect((await pair.after(100)).setPos).toBe(10);
    const { status, duration } = await pair.acknowledged("SET_ENABLED_SUBSTATE", MOVE_POINT_TO_POINT);
    expect(status).toBe(ACK);
    expect(duration).toBeCloseTo(6 + 1 / 3, 6);
    const accelerating = await pair.after(2000);
    expect(accelerating.demandPos).toBeCloseTo(2, 6);
    expect(accelerating.demandVel).toBeCloseTo(2, 6);
    expect(accelerating).toMatchObject({
      enabledSubstate: MOVING_POINT_TO_POINT,
      demandAccel: 1,
      motorCurrent: [5, 5],
      demandMotorCurrentAxisB: 5,
      motorTorqueAxisA: 2000,
      flagsPt2ptMoveComplete: 0,
      flagsMoveSuccess: 0,
    });
    expect(accelerating.currentVelChAFb).toBeCloseTo(2, 6);
    const coasting = await pair.after(1200);
    expect(coasting.demandVel).toBeCloseTo(3, 6);
    expect(coasting.bissMotorEncoderAxisA).toBe(Math.trunc(200_000 * coasting.currentPos));
    await pair.after(3200);
    const end = await pair.after(100);
    expect(end).toMatchObject({ enabledSubstate: STATIONARY, demandVel: 0 });
    expect(end.currentPos).toBeCloseTo(10, 6);
    expect(end.rotatorOdometer).toBeCloseTo(10, 3);
    const complete = pair.side.samples.filter(({ flagsPt2ptMoveComplete }) => flagsPt2ptMoveComplete === 1);
    expect(complete).toHaveLength(1);
    expect(complete[0]).toMatchObject({ flagsMoveSuccess: 1, enabledSubstate: STATIONARY });
  });

  it("moves only after POSITION_SET as the command before, in ENABLED and at rest", async () => {
    await using pair = await rotator({ initialState: STANDBY });
    const notEnabled = { outcome: "refused", reason: expect.stringMatching(/^state=0\.0; must be/) };
    expect(await pair.run("POSITION_SET", 1)).toMatchObject(notEnabled);
    expect(await pair.run("SET_ENABLED_SUBSTATE", TRACK)).toMatchObject(notEnabled);
    expect(await pair.run("SET_ENABLED_SUBSTATE", STOP)).toMatchObject(notEnabled);
    await pair.run("SET_STATE", SetStateParam.ENABLE);
    const setFirst = { outcome: "refused", reason: expect.stringMatching(/^Must call POSITION_SET/) };
    expect(await pair.run("SET_ENABLED_SUBSTATE", MOVE_POINT_TO_POINT)).toMatchObject(setFirst);
    await pair.run("POSITION_SET", Number.NaN);
    expect(await pair.run("SET_ENABLED_SUBSTATE", MOVE_POINT_TO_POINT)).toMatchObject(setFirst);
    await pair.run("POSITION_SET", 5);
    await pair.run("ENABLE_DRIVES", 1);
    expect(await pair.run("SET_ENABLED_SUBSTATE", MOVE_POINT_TO_POINT)).toMatchObject(setFirst);
    await pair.run("POSITION_SET", 5);
    expect(await pair.run("SET_ENABLED_SUBSTATE", MOVE_POINT_TO_POINT)).toMatchObject({ outcome: "done" });
    const moving = { outcome: "refused", reason: expect.stringMatching(/^enabled_substate=1\.0; must be/) };
    expect(await pair.run("POSITION_SET", 6)).toMatchObject(moving);
  });

  it("tracks: it slews to a moving target and stays with it", async () => {
    await using pair = await rotator();
    const startSec = taiNow(pair);
    const angleAt = (sec: number): number => 2 + 0.01 * (sec - startSec);
    await pair.run("SET_ENABLED_SUBSTATE", TRACK);
    expect(await pair.after(3000)).toMatchObject({ state: ENABLED, enabledSubstate: SLEWING_OR_TRACKING });
    for (let i = 0; i < 60; i++) {
      const sec = taiNow(pair);
      await pair.run("TRACK_VEL_CMD", sec, angleAt(sec), 0.01);
      const sample = await pair.after(100);
      if (i < 10) expect(sample.flagsSlewComplete).toBe(0);
    }
    const tracking = await pair.after(0);
    expect(tracking.currentPos).toBeCloseTo(angleAt(taiNow(pair)), 5);
    expect(tracking.demandVel).toBeCloseTo(0.01, 6);
    expect(tracking).toMatchObject({ flagsSlewComplete: 1, flagsTrackingSuccess: 1, flagsNoNewTrackCmdError: 0 });
    await pair.run("SET_ENABLED_SUBSTATE", STOP);
    const stopped = await pair.after(2000);
    expect(stopped).toMatchObject({ state: ENABLED, enabledSubstate: STATIONARY, flagsSlewComplete: 0, demandVel: 0 });
  });

  it("goes to FAULT when it has no track command for a second, and recovers", async () => {
    await using pair = await rotator();
    await pair.run("SET_ENABLED_SUBSTATE", TRACK);
    await pair.run("TRACK_VEL_CMD", taiNow(pair), 1, 0);
    await pair.after(900);
    await pair.run("TRACK_VEL_CMD", taiNow(pair), 1, 0);
    expect(await pair.after(900)).toMatchObject({ state: ENABLED, flagsNoNewTrackCmdError: 0 });
    expect(await pair.after(200)).toMatchObject({
      state: FAULT,
      enabledSubstate: STATIONARY,
      faultSubstate: FaultSubstate.WAIT_CLEAR_ERROR,
      flagsNoNewTrackCmdError: 1,
    });
    expect(await pair.acknowledged("SET_STATE", SetStateParam.CLEAR_ERROR)).toMatchObject({ status: ACK });
    expect(await pair.after(2000)).toMatchObject({ state: STANDBY, flagsNoNewTrackCmdError: 0, demandVel: 0 });
  });

  it("goes to FAULT when its target is outside of its limits", async () => {
    await using pair = await rotator();
    await pair.run("SET_ENABLED_SUBSTATE", TRACK);
    const { status, reason } = await pair.acknowledged("TRACK_VEL_CMD", taiNow(pair) - 10, 89, 0.2);
    expect(status).toBe(NO_ACK);
    expect(reason).toMatch(/^current position=91\.0/);
    expect(pair.mock.state).toBe(FAULT);
  });

  it("refuses a track command that is not later than the last one, and goes on", async () => {
    await using pair = await rotator();
    await pair.run("SET_ENABLED_SUBSTATE", TRACK);
    const sec = taiNow(pair);
    await pair.run("TRACK_VEL_CMD", sec, 1, 0);
    expect(await pair.run("TRACK_VEL_CMD", sec, 2, 0)).toMatchObject({
      outcome: "failed",
      reason: expect.stringContaining("must be later"),
    });
    expect(pair.mock.state).toBe(ENABLED);
  });

  it("slows down and stops when it is told to, or is no longer enabled", async () => {
    await using pair = await rotator();
    await pair.run("POSITION_SET", 50);
    await pair.run("SET_ENABLED_SUBSTATE", MOVE_POINT_TO_POINT);
    await pair.clock.advance(2000);
    await pair.run("SET_ENABLED_SUBSTATE", STOP);
    expect(await pair.after(100)).toMatchObject({ enabledSubstate: STATIONARY, demandAccel: -1 });
    expect((await pair.after(2000)).currentPos).toBeCloseTo(4, 6);
    await pair.run("POSITION_SET", 50);
    await pair.run("SET_ENABLED_SUBSTATE", MOVE_POINT_TO_POINT);
    await pair.clock.advance(1000);
    await pair.run("SET_STATE", SetStateParam.FAULT);
    expect(await pair.after(100)).toMatchObject({ state: FAULT, demandAccel: -1 });
    expect((await pair.after(1000)).currentPos).toBeCloseTo(5, 6);
  });

  it("takes over what is configured, within its limits, and sends the configuration again", async () => {
    await using pair = await rotator();
    await pair.acknowledged("CONFIG_VEL", 3.5);
    await pair.acknowledged("CONFIG_ACCEL", 0.5);
    await pair.acknowledged("CONFIG_ACCEL_EMERGENCY", 2);
    await pair.acknowledged("CONFIG_JERK_EMERGENCY", 20);
    await pair.acknowledged("CONFIG_JERK", 5);
    await pair.acknowledged("ENABLE_DRIVES", 1);
    expect(pair.side.configs).toHaveLength(7);
    expect(pair.side.configs.at(-1)).toMatchObject({
      velocityLimit: 3.5,
      accelLimit: 0.5,
      emergencyAccelLimit: 2,
      emergencyJerkLimit: 20,
      drivesEnabled: true,
    });
  });

  it.each([
    ["CONFIG_VEL", 3.6],
    ["CONFIG_VEL", 0],
    ["CONFIG_ACCEL", 1.1],
    ["CONFIG_ACCEL", Number.NaN],
    ["CONFIG_JERK", -1],
    ["CONFIG_ACCEL_EMERGENCY", Number.POSITIVE_INFINITY],
    ["SET_CONSTANT_VEL", 1],
    ["SET_ENABLED_SUBSTATE", CONSTANT_VELOCITY],
    ["FAULT", 0],
  ] as const)("refuses %s %d", async (name, param1) => {
    await using pair = await rotator();
    const before = pair.mock.config.toJSON();
    expect(await pair.acknowledged(name, param1)).toMatchObject({ status: NO_ACK });
    expect(pair.mock.config.toJSON()).toEqual(before);
    expect(pair.mock.state).toBe(ENABLED);
  });
});

describe.each(Object.entries(mtRotator.versions))(
  "the mock of a rotator of version %s",
  (key, { generation, states }) => {
    const version = key as mtRotator.VersionKey;
    it(`speaks ${generation}, moves, and has its FAULT command`, async () => {
      const clock = new ManualClock();
      const classes = mtRotator.deviceOptions(version);
      const connects = generation === "gen1" || generation === "gen1b";
      const listening = connects ? await ControlSide.listen(generation, classes) : undefined;
      const ports = listening === undefined ? {} : { port: listening.port, commandPort: listening.commandPort };
      const options = { clock, version, initialState: ENABLED, random: () => 0.5, ...ports };
      await using mock = new MockMTRotatorController<mtRotator.VersionKey>(options);
      await mock.start();
      await using side = listening ?? (await ControlSide.connect(mock, classes));
      await side.until("telemetry", () => side.samples.length > 0);
      const { POSITION_SET, SET_ENABLED_SUBSTATE, SET_STATE, FAULT: FAULT_CODE } = mtRotator.CommandCode;
      await side.send(POSITION_SET, -1);
      await side.send(SET_ENABLED_SUBSTATE, MOVE_POINT_TO_POINT);
      expect(await mock.expectCommand("SET_ENABLED_SUBSTATE")).toMatchObject({ outcome: "done" });
      await clock.advance(3000);
      const sample = await side.sampleAt(clock);
      expect(sample).toMatchObject({ state: ENABLED, enabledSubstate: STATIONARY, applicationStatus: 0x400 });
      expect(sample.currentPos).toBeCloseTo(-1, 6);
      expect(sample.bissMotorEncoderAxisA).toBe(2 ** 32 - 200_000);
      await (states === "short" ? side.send(SET_STATE, SetStateParam.FAULT) : side.send(FAULT_CODE));
      await clock.advance(200);
      await side.until("the fault", () => side.samples.at(-1)?.state === FAULT);
    });
  },
);
