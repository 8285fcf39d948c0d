import type { Clock } from "../clock.ts";
import { type DeviceCommand, MountDevice } from "./mountDevice.ts";
import type { LongCommand } from "./move.ts";

/** Acknowledged with a long time-out, as the real device would need, and done at once. */
const doneAtOnce = (timeoutSec: number): LongCommand => ({ timeoutSec, done: Promise.resolve() });

/** How long the real oil supply takes to come up, and to go down, in seconds. */
const OIL_ON_SEC = 900;
const OIL_OFF_SEC = 1;
/** How long the real main power supply takes to come up, in seconds. */
const MAIN_POWER_ON_SEC = 120;

interface OnOff {
  on: boolean;
}

/** The oil supply: cooling, main pump and oil, without interlocks. */
export class OilSupplySystemDevice extends MountDevice {
  /** Whether the oil is cooled. */
  coolingOn = false;
  /** Whether the main pump runs. */
  mainPumpOn = false;
  /** Whether the oil pump runs. */
  oilOn = false;

  constructor(clock: Clock) {
    super("OilSupplySystem", clock);
    // It has power when all of its parts have.
    Object.defineProperty(this, "powerOn", { get: () => this.coolingOn && this.mainPumpOn && this.oilOn });
  }

  protected override power(on: boolean): LongCommand {
    this.coolingOn = on;
    this.mainPumpOn = on;
    this.oilOn = on;
    return doneAtOnce(on ? OIL_ON_SEC : OIL_OFF_SEC);
  }

  protected override ownCommands(): Record<string, DeviceCommand> {
    return {
      PowerCooling: ({ on }: OnOff) => {
        this.coolingOn = on;
        return doneAtOnce(on ? OIL_ON_SEC : OIL_OFF_SEC);
      },
      PowerMainPump: ({ on }: OnOff) => {
        this.mainPumpOn = on;
      },
      PowerOil: ({ on }: OnOff) => {
        this.oilOn = on;
      },
    };
  }
}

/** The main power supply. The axes do not depend on it. */
export class MainPowerSupplyDevice extends MountDevice {
  constructor(clock: Clock) {
    super("MainPowerSupply", clock);
  }

  protected override power(on: boolean): LongCommand {
    this.powerOn = on;
    return doneAtOnce(on ? MAIN_POWER_ON_SEC : 0);
  }

  protected override ownCommands(): Record<string, DeviceCommand> {
    return {};
  }
}

/** The chiller at the top end of the telescope. */
export class TopEndChillerDevice extends MountDevice {
  /** Whether it follows the ambient temperature. */
  trackAmbient = true;
  /** The temperature it keeps otherwise, in deg C. */
  temperatureDegC = 0;

  constructor(clock: Clock) {
    super("TopEndChiller", clock);
  }

  protected override ownCommands(): Record<string, DeviceCommand> {
    return {
      TrackAmbient: ({ on, temperatureDegC }: OnOff & { temperatureDegC: number }) => {
        this.requireOn();
        this.trackAmbient = on;
        this.temperatureDegC = temperatureDegC;
      },
    };
  }
}
