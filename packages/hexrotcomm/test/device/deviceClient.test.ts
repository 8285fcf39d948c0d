import { describe, expect, expectTypeOf, it } from "vitest";
import {
  ControllerState,
  EnabledSubstate,
  MTHexapodClient,
  MTRotatorClient,
  mtHexapod,
  mtRotator,
  type Pacing,
  SetStateParam,
} from "../../src/index.ts";
import { LIMIT, turns, until } from "../support/rawController.ts";
import { StatefulController } from "../support/statefulController.ts";

const { STANDBY, ENABLED, OFFLINE, FAULT } = ControllerState;
const NO_PAUSE = { drivesPauseMs: 0, clearErrorPauseMs: 0, connectTimeout: 2000 };

async function hexapodWith(state: number, durationSec = 0, pacing: Pacing = {}) {
  const telemetry = new mtHexapod.Telemetry({ state });
  const { commands } = mtHexapod;
  const controller = await StatefulController.listen({
    generation: "gen4",
    states: "short",
    commands,
    telemetry,
    frameId: mtHexapod.Telemetry.FRAME_ID,
    durationSec,
  });
  const hexapod = await MTHexapodClient.connect({ port: controller.port, ...NO_PAUSE, ...pacing });
  return {
    controller,
    hexapod,
    telemetry,
    [Symbol.asyncDispose]: async () => {
      await hexapod.close();
      await controller[Symbol.asyncDispose]();
    },
  };
}

describe("The newest hexapod", () => {
  it("is enabled from STANDBY: drives, then ENABLE, and the telemetry says so", async () => {
    await using bench = await hexapodWith(STANDBY);
    await bench.hexapod.enable();
    expect(bench.controller.received).toEqual([
      { name: "ENABLE_DRIVES", params: { enable: 1 } },
      { name: "SET_STATE", params: { state: SetStateParam.ENABLE } },
    ]);
    expect((await bench.hexapod.nextTelemetry(LIMIT)).state).toBe(ENABLED);
  });

  it("is enabled from FAULT: the fault is cleared first, once", async () => {
    await using bench = await hexapodWith(FAULT);
    await bench.hexapod.enable();
    expect(bench.controller.received.map(({ name, params }) => `${name} ${Object.values(params)}`)).toEqual([
      `SET_STATE ${SetStateParam.CLEAR_ERROR}`,
      "ENABLE_DRIVES 1",
      `SET_STATE ${SetStateParam.ENABLE}`,
    ]);
  });

  it("goes back to STANDBY, and its drives lose their power", async () => {
    await using bench = await hexapodWith(ENABLED);
    await bench.hexapod.standby();
    expect(bench.controller.received.map(({ name }) => name)).toEqual(["SET_STATE", "ENABLE_DRIVES"]);
    expect(bench.telemetry.state).toBe(STANDBY);
  });

  it.each([60_000, 3_000_000_000, Number.POSITIVE_INFINITY])(
    "that is lost during a pause of %d ms is an error at the loss",
    async (drivesPauseMs) => {
      await using bench = await hexapodWith(STANDBY, 0, { drivesPauseMs });
      const enabling = bench.hexapod.enable().catch((error: unknown) => error);
      await until(() => bench.controller.received.length === 1);
      await turns();
      await bench.controller.raw.telemetry.closeClient();
      expect(await enabling).toMatchObject({ code: "ERR_HEXROTCOMM_CONNECTION_LOST" });
      expect(bench.controller.received).toHaveLength(1);
    },
  );

  it("has a pause that is a number of milliseconds", async () => {
    await expect(MTHexapodClient.connect({ port: 1, drivesPauseMs: "1" as never })).rejects.toThrow(
      new TypeError('drivesPauseMs must be a number of milliseconds, not "1"'),
    );
    await expect(MTRotatorClient.connect({ port: 1, clearErrorPauseMs: -1 })).rejects.toThrow(RangeError);
  });

  it("that is where it should be gets no command", async () => {
    await using bench = await hexapodWith(ENABLED);
    expect(await bench.hexapod.enable()).toEqual({ durationSec: 0 });
    expect(bench.controller.received).toEqual([]);
  });

  it("that stays in FAULT is an error after five telemetry messages", async () => {
    await using bench = await hexapodWith(FAULT);
    bench.controller.deafToClearError = 9;
    await expect(bench.hexapod.clearError()).rejects.toMatchObject({
      code: "ERR_HEXROTCOMM_STATE",
      message: expect.stringContaining("FAULT after 5 telemetry messages"),
    });
  });

  it("moves with one pair of commands, which nothing but stop comes between: that ends it, and nothing more is sent", async () => {
    await using bench = await hexapodWith(ENABLED, 8.5);
    const position = { xMicrons: 500, yMicrons: 0, zMicrons: -200, uDeg: 0.01, vDeg: 0, wDeg: 0 };
    const first = bench.hexapod.move(position);
    const second = bench.hexapod.move({ ...position, xMicrons: 0 }, { synchronized: false });
    const stopped = bench.hexapod.stop();
    await expect(first).rejects.toMatchObject({
      code: "ERR_HEXROTCOMM_INTERRUPTED",
      outcome: "not sent",
      message: "SET_ENABLED_SUBSTATE was not sent: a command with interrupt goes first",
    });
    await stopped;
    const third = bench.hexapod.setPivot({ xMicrons: 0, yMicrons: 0, zMicrons: 0 });
    expect(await second).toEqual({ durationSec: 8.5 });
    await third;
    const { MOVE_POINT_TO_POINT, STOP } = mtHexapod.SetEnabledSubstateParam;
    const short = bench.controller.received.map(({ name, params: { xMicrons, substate, synchronized } }) => [
      name,
      xMicrons ?? substate,
      synchronized,
    ]);
    expect(short).toEqual([
      ["POSITION_SET", 500, undefined],
      ["SET_ENABLED_SUBSTATE", STOP, 0],
      ["POSITION_SET", 0, undefined],
      ["SET_ENABLED_SUBSTATE", MOVE_POINT_TO_POINT, 0],
      ["SET_PIVOTPOINT", 0, undefined],
    ]);
  });

  it("sends nothing of a move with a parameter that is not a number", async () => {
    await using bench = await hexapodWith(ENABLED);
    const position = { xMicrons: 0, yMicrons: 0, zMicrons: Number.NaN, uDeg: 0, vDeg: 0, wDeg: 0 };
    await expect(bench.hexapod.move(position)).rejects.toThrow("zMicrons of POSITION_SET must be finite (µm), not NaN");
    await bench.hexapod.stop();
    expect(bench.controller.received).toHaveLength(1);
  });

  it("has a command for everything else", async () => {
    await using bench = await hexapodWith(ENABLED);
    const { hexapod } = bench;
    await hexapod.setPivot({ xMicrons: 1, yMicrons: 2, zMicrons: -2_758_400 });
    await hexapod.configureVelocity({ xyMicronsPerSec: 1000, uvDegPerSec: 0.1, zMicronsPerSec: 900, wDegPerSec: 0.09 });
    await hexapod.configureAcceleration({ strutMicronsPerSec2: 450 });
    await hexapod.configureLimits(mtHexapod.limits.position.camera);
    await hexapod.run("SET_ENABLED_SUBSTATE", { substate: 3 });
    expect(bench.controller.received.map(({ name }) => name)).toEqual([
      "SET_PIVOTPOINT",
      "CONFIG_VEL",
      "CONFIG_ACCEL",
      "CONFIG_LIMITS",
      "SET_ENABLED_SUBSTATE",
    ]);
  });

  it("refuses a raw command with a code it does not know, before it is sent", async () => {
    await using bench = await hexapodWith(ENABLED);
    const command = bench.hexapod.command("SET_STATE", { state: 2 });
    command.code = 12_345;
    await expect(bench.hexapod.link.runCommand(command)).rejects.toThrow(/^code 12345 is not a command of this device/);
  });

  it("is waited for until it is at rest", async () => {
    await using bench = await hexapodWith(ENABLED);
    bench.telemetry.enabledSubstate = EnabledSubstate.MOVING_POINT_TO_POINT;
    const resting = bench.hexapod.waitStationary(LIMIT);
    await bench.hexapod.nextTelemetry({ skip: 5, ...LIMIT });
    bench.telemetry.enabledSubstate = EnabledSubstate.STATIONARY;
    expect((await resting).enabledSubstate).toBe(EnabledSubstate.STATIONARY);
    bench.controller.state = FAULT;
    await expect(bench.hexapod.waitStationary(LIMIT)).rejects.toThrow("the controller is in FAULT, and not ENABLED");
  });

  it("gives its telemetry to a loop, with headers, until it is closed", async () => {
    await using bench = await hexapodWith(ENABLED);
    const seen: number[] = [];
    for await (const { header, telemetry } of bench.hexapod.telemetry()) {
      seen.push(header.frameId, telemetry.state);
      if (seen.length === 4) await bench.hexapod.close();
      if (seen.length > 200) break;
    }
    expect(seen.slice(0, 4)).toEqual([2, ENABLED, 2, ENABLED]);
    expect([bench.hexapod.connected, bench.hexapod.shouldBeConnected]).toEqual([false, false]);
  });
});

describe("Older controllers", () => {
  it.each(["gen2", "gen3"] as const)("of %s go through OFFLINE, STANDBY and DISABLED", async (generation) => {
    const version = generation === "gen2" ? "0.19.0" : "0.21.0";
    const { TelemetryClass } = mtRotator.deviceOptions(version);
    const telemetry = new TelemetryClass();
    telemetry.state = OFFLINE;
    await using controller = await StatefulController.listen({
      generation,
      states: "full",
      commands: mtRotator.commands,
      telemetry,
      frameId: TelemetryClass.FRAME_ID,
    });
    await using rotator = await MTRotatorClient.connect({ version, port: controller.port, ...NO_PAUSE });
    await rotator.enable();
    await rotator.standby();
    const { ENTER_CONTROL, START, ENABLE, DISABLE, STANDBY } = SetStateParam;
    expect(controller.received.map(({ params: { state } }) => state)).toEqual([
      ENTER_CONTROL,
      START,
      ENABLE,
      DISABLE,
      STANDBY,
    ]);
  });

  it("need CLEAR_ERROR twice, and get it", async () => {
    const { TelemetryClass } = mtHexapod.deviceOptions("camera", "0.23.0");
    const telemetry = new TelemetryClass();
    telemetry.state = FAULT;
    await using controller = await StatefulController.listen({
      generation: "gen3",
      states: "full",
      commands: mtHexapod.commands,
      telemetry,
      frameId: TelemetryClass.FRAME_ID,
    });
    controller.deafToClearError = 1;
    await using hexapod = await MTHexapodClient.connect({ version: "0.23.0", port: controller.port, ...NO_PAUSE });
    await hexapod.clearError();
    expect(controller.received.map(({ params: { state } }) => state)).toEqual([6, 6]);
    expect((await hexapod.nextTelemetry(LIMIT)).state).toBe(STANDBY);
  });
});

it("The types of configuration and telemetry are those of the version", () => {
  type Old = MTHexapodClient<"0.21.0">;
  expectTypeOf<Old["config"]>().not.toHaveProperty("drivesEnabled");
  expectTypeOf<MTHexapodClient["config"]["drivesEnabled"]>().toEqualTypeOf<boolean>();
  expectTypeOf<Awaited<ReturnType<Old["nextTelemetry"]>>["trackMode"]>().toEqualTypeOf<number>();
  expectTypeOf<MTHexapodClient["move"]>().parameter(0).toHaveProperty("xMicrons").toEqualTypeOf<number>();
  // @ts-expect-error: controllers of this version connect to us
  expectTypeOf<MTHexapodClient<"0.20.0">>().not.toBeAny();
});

describe("The rotator", () => {
  it("moves, tracks, stops and fails on command", async () => {
    await using controller = await StatefulController.listen({
      generation: "gen4",
      states: "short",
      commands: mtRotator.commands,
      telemetry: new mtRotator.Telemetry({ state: STANDBY }),
      frameId: mtRotator.Telemetry.FRAME_ID,
    });
    await using rotator = await MTRotatorClient.connect({ port: controller.port, ...NO_PAUSE });
    await rotator.enable();
    controller.received.length = 0;
    await rotator.move({ positionDeg: 15 });
    await rotator.startTracking();
    await rotator.track({ taiUnixSec: 1_700_000_000.5, angleDeg: 15, velocityDegPerSec: 0.01 });
    await rotator.stop();
    await rotator.configureVelocity({ degPerSec: 3 });
    await rotator.configureAcceleration({ degPerSec2: 1 });
    await rotator.configureJerk({ degPerSec3: 1 });
    await rotator.configureEmergencyAcceleration({ degPerSec2: 1.5 });
    await rotator.configureEmergencyJerk({ degPerSec3: 10 });
    await rotator.fault();
    expect(controller.received.map(({ name, params }) => [name, ...Object.values(params)])).toEqual([
      ["POSITION_SET", 15],
      ["SET_ENABLED_SUBSTATE", 1],
      ["SET_ENABLED_SUBSTATE", 2],
      ["TRACK_VEL_CMD", 1_700_000_000.5, 15, 0.01],
      ["SET_ENABLED_SUBSTATE", 3],
      ["CONFIG_VEL", 3],
      ["CONFIG_ACCEL", 1],
      ["CONFIG_JERK", 1],
      ["CONFIG_ACCEL_EMERGENCY", 1.5],
      ["CONFIG_JERK_EMERGENCY", 10],
      ["SET_STATE", 8],
    ]);
  });
});
