import { ControllerState, SetStateParam, SimpleTelemetry } from "@obswire/hexrotcomm";
import { describe, expect, it } from "vitest";
import { DeviceWatch } from "../../src/hexrotcomm/deviceWatch.ts";
import { nextTowardsEnabled } from "../../src/hexrotcomm/enabling.ts";
import { History } from "../../src/hexrotcomm/history.ts";
import { RateMeter } from "../../src/hexrotcomm/rateMeter.ts";
import { stateText } from "../../src/hexrotcomm/stateText.ts";

describe("RateMeter", () => {
  it("tells events per second over the last two seconds", () => {
    const meter = new RateMeter();
    for (let ms = 0; ms <= 3000; ms += 100) meter.add(ms);
    expect(meter.rateHz(3000)).toBeCloseTo(10);
    for (let ms = 3050; ms <= 6000; ms += 50) meter.add(ms);
    expect(meter.rateHz(6000)).toBeCloseTo(20);
  });

  it("is 0 before the second event, and when nothing comes any more", () => {
    const meter = new RateMeter();
    expect(meter.rateHz(0)).toBe(0);
    meter.add(0);
    expect(meter.rateHz(0)).toBe(0);
    meter.add(100);
    expect(meter.rateHz(100)).toBeCloseTo(10);
    expect(meter.rateHz(2500)).toBe(0);
  });
});

describe("History", () => {
  it("keeps the newest value of each step, and a limited number of steps", () => {
    const history = new History(100);
    for (let ms = 0; ms < 1000; ms += 10) history.add(ms, ms);
    expect(history.values).toEqual([90, 190, 290, 390, 490, 590, 690, 790, 890, 990]);
    for (let ms = 1000; ms < 20_000; ms += 100) history.add(ms, ms);
    expect(history.values).toHaveLength(40);
    expect(history.values.at(-1)).toBe(19_900);
  });
});

describe("DeviceWatch", () => {
  const axis = { name: "x", unit: "um", position: 1, commanded: 2, digits: 1, minSpan: 1 };

  it("counts, and knows the age of the last telemetry", () => {
    const watch = new DeviceWatch();
    expect([watch.telemetryCount, watch.ageMs(0), watch.axes()]).toEqual([0, undefined, []]);
    watch.telemetryReceived([axis], 1000);
    watch.telemetryReceived([{ ...axis, position: 5 }], 1500);
    expect([watch.telemetryCount, watch.ageMs(1600), watch.rateHz(1600)]).toEqual([2, 100, 2]);
    expect(watch.axes()).toEqual([{ ...axis, position: 5, history: [1, 5] }]);
  });

  it("keeps errors instead of positions where the chart is to show them", () => {
    const watch = new DeviceWatch("error");
    watch.telemetryReceived([axis], 1000);
    watch.telemetryReceived([{ ...axis, position: 1.5 }], 1500);
    expect(watch.axes()).toMatchObject([{ minSpan: 0.1, history: [-1, -0.5] }]);
  });

  it("has no rate after a loss, and a new one after the recovery", () => {
    const watch = new DeviceWatch();
    for (const ms of [0, 100, 200]) watch.telemetryReceived([axis], ms);
    watch.linkLost();
    expect(watch.rateHz(250)).toBe(0);
    for (const ms of [1200, 1300]) watch.telemetryReceived([axis], ms);
    expect(watch.rateHz(1300)).toBeCloseTo(10);
  });
});

describe("stateText", () => {
  it.each([
    [{ state: 2, enabledSubstate: 0, offlineSubstate: 0 }, "ENABLED/STATIONARY"],
    [{ state: 3, enabledSubstate: 0, offlineSubstate: 1 }, "OFFLINE/AVAILABLE"],
    [{ state: 0, enabledSubstate: 0, offlineSubstate: 0 }, "STANDBY"],
    [{ state: 4, enabledSubstate: 0, offlineSubstate: 0 }, "FAULT"],
    [{ state: 4, enabledSubstate: 0, faultSubstate: 2 }, "FAULT/WAIT_CLEAR_ERROR"],
    [{ state: 3, enabledSubstate: 0 }, "OFFLINE"],
    [{ state: 9, enabledSubstate: 0, offlineSubstate: 0 }, "state 9"],
    [{ state: 2, enabledSubstate: 99, offlineSubstate: 0 }, "ENABLED/substate 99"],
    [{ state: 0.5, enabledSubstate: 0, offlineSubstate: 0 }, "state 0.5"],
  ])("%j", (states, text) => expect(stateText(states)).toBe(text));

  it("reads the states of a struct, which has them as getters", () =>
    expect(stateText(new SimpleTelemetry({ state: 2, enabledSubstate: 1 }))).toBe("ENABLED/MOVING_POINT_TO_POINT"));
});

describe("nextTowardsEnabled", () => {
  it.each([
    [ControllerState.OFFLINE, SetStateParam.ENTER_CONTROL],
    [ControllerState.STANDBY, SetStateParam.START],
    [ControllerState.DISABLED, SetStateParam.ENABLE],
    [ControllerState.FAULT, SetStateParam.CLEAR_ERROR],
    [ControllerState.ENABLED, undefined],
    [17, undefined],
  ])("from %s: %s", (state, param) => expect(nextTowardsEnabled(state)).toBe(param));
});
