import type { Clock } from "../clock.ts";
import { PointToPointActuator } from "../motion/pointToPointActuator.ts";
import { type DeviceCommand, MountDevice } from "./mountDevice.ts";
import { MountRefusal } from "./mountErrors.ts";
import { type LongCommand, Move } from "./move.ts";

/** The drive number that means all of them. */
const ALL_DRIVES = -1;

interface WithDrive {
  drive: number;
}

/** The mirror covers, or their locks: four drives that move together, from 0 to 100 percent. */
abstract class DeployableDevice extends MountDevice {
  /** How it moves, in percent. Its times are TAI unix seconds. */
  readonly actuator: PointToPointActuator;

  constructor(prefix: string, clock: Clock, speedPercentPerSec: number) {
    super(prefix, clock);
    this.actuator = new PointToPointActuator({ minPosition: 0, maxPosition: 100, speed: speedPercentPerSec });
  }

  /** Where it is, in percent. */
  get position(): number {
    return this.actuator.position(this.nowSec());
  }

  /** Whether it moves. */
  get moving(): boolean {
    return this.actuator.moving(this.nowSec());
  }

  /** Begins to move to a position, in percent. */
  protected moveTo(position: number, drive: number): LongCommand {
    this.requireOn();
    if (drive !== ALL_DRIVES) throw new MountRefusal(`drive=${drive} must be ${ALL_DRIVES}`);
    return this.beginMove(new Move(this.clock, this.actuator.setPosition(position, this.nowSec())));
  }

  /** Freezes at once, with power or without. */
  protected stop(): void {
    this.supersedeMove();
    this.actuator.stop(this.nowSec());
  }
}

/** The mirror covers: 0 is deployed, over the mirror; 100 is retracted. They take 2 s. */
export class MirrorCoversDevice extends DeployableDevice {
  constructor(clock: Clock) {
    super("MirrorCovers", clock, 50);
  }

  protected override ownCommands(): Record<string, DeviceCommand> {
    return {
      Deploy: ({ drive }: WithDrive) => this.moveTo(0, drive),
      Retract: ({ drive }: WithDrive) => this.moveTo(100, drive),
      Stop: () => this.stop(),
    };
  }
}

/** The locks of the mirror covers: 0 is retracted, 100 is deployed, holding the covers. They take 1 s. */
export class MirrorCoverLocksDevice extends DeployableDevice {
  constructor(clock: Clock) {
    super("MirrorCoverLocks", clock, 100);
  }

  protected override ownCommands(): Record<string, DeviceCommand> {
    return {
      MoveAll: ({ deploy, drive }: WithDrive & { deploy: boolean }) => this.moveTo(deploy ? 100 : 0, drive),
      Stop: () => this.stop(),
    };
  }
}
