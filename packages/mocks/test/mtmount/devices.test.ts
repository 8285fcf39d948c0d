import { describe, expect, it } from "vitest";
import {
  AxisDevice,
  MainPowerSupplyDevice,
  ManualClock,
  MirrorCoverLocksDevice,
  MirrorCoversDevice,
  type MountDevice,
  OilSupplySystemDevice,
  TopEndChillerDevice,
} from "../../src/index.ts";
import type { LongCommand } from "../../src/mtmount/move.ts";

/** What became of a long command. */
async function fateOf({ done }: LongCommand): Promise<string> {
  return done.then(
    () => "done",
    (error: Error) => error.message,
  );
}

/** Gives a device a command. */
function tell(device: MountDevice, command: string, parameters: object = {}): LongCommand | undefined {
  return device.commands[command]?.(parameters as never) ?? undefined;
}

/** The same for commands that take their time. */
function begin(device: MountDevice, command: string, parameters: object = {}): LongCommand {
  const long = tell(device, command, parameters);
  if (long === undefined) throw new Error(`${command} is done at once`);
  return long;
}

const allDevices = [
  {
    name: "ElevationAxis",
    make: (clock: ManualClock) => new AxisDevice("ElevationAxis", clock),
    onSec: undefined,
    offSec: undefined,
  },
  {
    name: "AzimuthAxis",
    make: (clock: ManualClock) => new AxisDevice("AzimuthAxis", clock),
    onSec: undefined,
    offSec: undefined,
  },
  {
    name: "CameraCableWrap",
    make: (clock: ManualClock) => new AxisDevice("CameraCableWrap", clock),
    onSec: undefined,
    offSec: undefined,
  },
  { name: "MainPowerSupply", make: (clock: ManualClock) => new MainPowerSupplyDevice(clock), onSec: 120, offSec: 0 },
  {
    name: "MirrorCoverLocks",
    make: (clock: ManualClock) => new MirrorCoverLocksDevice(clock),
    onSec: undefined,
    offSec: undefined,
  },
  {
    name: "MirrorCovers",
    make: (clock: ManualClock) => new MirrorCoversDevice(clock),
    onSec: undefined,
    offSec: undefined,
  },
  { name: "OilSupplySystem", make: (clock: ManualClock) => new OilSupplySystemDevice(clock), onSec: 900, offSec: 1 },
  {
    name: "TopEndChiller",
    make: (clock: ManualClock) => new TopEndChillerDevice(clock),
    onSec: undefined,
    offSec: undefined,
  },
];

describe.each(allDevices)("device $name", ({ name, make, onSec, offSec }) => {
  it("is off at first, without an alarm; power and alarm can be switched", () => {
    const device: MountDevice = make(new ManualClock());
    expect([device.prefix, device.powerOn, device.alarmOn]).toEqual([name, false, false]);
    expect(tell(device, "Power", { on: true })?.timeoutSec).toBe(onSec);
    expect(device.powerOn).toBe(true);
    device.alarmOn = true;
    expect(tell(device, "ResetAlarm")).toBeUndefined();
    expect([device.powerOn, device.alarmOn]).toEqual([true, false]);
    expect(tell(device, "Power", { on: false })?.timeoutSec).toBe(offSec);
    expect(device.powerOn).toBe(false);
  });
});

describe.each([
  {
    name: "MirrorCovers",
    make: (clock: ManualClock) => new MirrorCoversDevice(clock),
    out: "Retract",
    back: "Deploy",
    sec: 2,
  },
  {
    name: "MirrorCoverLocks",
    make: (clock: ManualClock) => new MirrorCoverLocksDevice(clock),
    out: "MoveAll",
    back: "MoveAll",
    sec: 1,
  },
])("$name", ({ make, out, back, sec }) => {
  const parameters = { out: { deploy: true, drive: -1 }, back: { deploy: false, drive: -1 } };

  it("starts at the minimum, and refuses to move without power", () => {
    const device = make(new ManualClock());
    expect(device.position).toBe(0);
    expect(() => begin(device, out, parameters.out)).toThrow("Device not powered on.");
    expect([device.position, device.moving]).toEqual([0, false]);
  });

  it("refuses to move with an alarm, and single drives", () => {
    const device = make(new ManualClock());
    tell(device, "Power", { on: true });
    expect(() => begin(device, out, { deploy: true, drive: 2 })).toThrow("drive=2 must be -1");
    device.alarmOn = true;
    expect(() => begin(device, out, parameters.out)).toThrow("alarm");
  });

  it("moves to where it is already in no time, done 0.2 s later; stopping while it stands harms nothing", async () => {
    const clock = new ManualClock();
    const device = make(clock);
    tell(device, "Power", { on: true });
    const move = begin(device, back, parameters.back);
    expect(move.timeoutSec).toBe(0);
    const fate = fateOf(move);
    await clock.advance(200);
    expect(await fate).toBe("done");
    tell(device, "Stop");
    expect([device.position, device.moving]).toEqual([0, false]);
  });

  it("moves to the maximum, moving meanwhile, and is done 0.2 s after it is there", async () => {
    const clock = new ManualClock();
    const device = make(clock);
    tell(device, "Power", { on: true });
    const move = begin(device, out, parameters.out);
    expect(move.timeoutSec).toBeCloseTo(sec, 9);
    const fate = fateOf(move);
    await clock.advance(sec * 500);
    expect(device.moving).toBe(true);
    expect(device.position).toBeCloseTo(50, 6);
    await clock.advance(sec * 500 + 199);
    let isDone = false;
    void fate.then(() => {
      isDone = true;
    });
    await new Promise(setImmediate);
    expect([device.position, device.moving, isDone]).toEqual([100, false, false]);
    await clock.advance(2);
    expect(await fate).toBe("done");
  });

  it("stopped half-way it freezes short of the end, and the move is superseded", async () => {
    const clock = new ManualClock();
    const device = make(clock);
    tell(device, "Power", { on: true });
    const fate = fateOf(begin(device, out, parameters.out));
    await clock.advance(sec * 500);
    tell(device, "Power", { on: false });
    tell(device, "Stop");
    expect(await fate).toBe("Superseded");
    await clock.advance(5000);
    expect(device.moving).toBe(false);
    expect(device.position).toBeCloseTo(50, 6);
  });
});

describe("OilSupplySystem", () => {
  it("as a whole switches all three parts", () => {
    const oil = new OilSupplySystemDevice(new ManualClock());
    expect([oil.coolingOn, oil.mainPumpOn, oil.oilOn]).toEqual([false, false, false]);
    tell(oil, "Power", { on: true });
    expect([oil.coolingOn, oil.mainPumpOn, oil.oilOn]).toEqual([true, true, true]);
    tell(oil, "Power", { on: false });
    expect([oil.coolingOn, oil.mainPumpOn, oil.oilOn, oil.powerOn]).toEqual([false, false, false, false]);
  });

  it("has parts that can be switched one by one; only cooling takes its time; it is on when all are", () => {
    const oil = new OilSupplySystemDevice(new ManualClock());
    expect(tell(oil, "PowerCooling", { on: true })?.timeoutSec).toBe(900);
    expect([oil.coolingOn, oil.mainPumpOn, oil.oilOn, oil.powerOn]).toEqual([true, false, false, false]);
    expect(tell(oil, "PowerMainPump", { on: true })).toBeUndefined();
    expect([oil.coolingOn, oil.mainPumpOn, oil.oilOn, oil.powerOn]).toEqual([true, true, false, false]);
    expect(tell(oil, "PowerOil", { on: true })).toBeUndefined();
    expect(oil.powerOn).toBe(true);
    expect(tell(oil, "PowerCooling", { on: false })?.timeoutSec).toBe(1);
    expect([oil.coolingOn, oil.powerOn]).toEqual([false, false]);
  });
});

describe("TopEndChiller", () => {
  it("refuses to track the ambient temperature without power, and changes nothing then", () => {
    const chiller = new TopEndChillerDevice(new ManualClock());
    expect(() => tell(chiller, "TrackAmbient", { on: false, temperatureDegC: 5 })).toThrow("Device not powered on.");
    expect([chiller.trackAmbient, chiller.temperatureDegC]).toEqual([true, 0]);
  });

  it("keeps its mode and temperature when it is switched on, and takes new ones then", () => {
    const chiller = new TopEndChillerDevice(new ManualClock());
    tell(chiller, "Power", { on: true });
    expect([chiller.trackAmbient, chiller.temperatureDegC]).toEqual([true, 0]);
    tell(chiller, "TrackAmbient", { on: false, temperatureDegC: -4.25 });
    expect([chiller.trackAmbient, chiller.temperatureDegC]).toEqual([false, -4.25]);
    tell(chiller, "TrackAmbient", { on: true, temperatureDegC: 3 });
    expect([chiller.trackAmbient, chiller.temperatureDegC]).toEqual([true, 3]);
  });
});
