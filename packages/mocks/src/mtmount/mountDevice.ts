import { taiUnixSec } from "@obswire/mtmount";
import type { Clock } from "../clock.ts";
import { MountRefusal } from "./mountErrors.ts";
import type { LongCommand, Move } from "./move.ts";

/** What a device does at a command. It throws to refuse; what it returns tells how long the rest takes, nothing: it is done. */
// biome-ignore lint/suspicious/noConfusingVoidType: a handler that ends without a return is done at once.
export type DeviceCommand = (parameters: never) => LongCommand | void;

/** A device of the mount: power, an alarm, and the commands it obeys. */
export abstract class MountDevice {
  /** What the kinds of its commands begin with: `ElevationAxis`. */
  readonly prefix: string;
  /** Whether it has power. */
  powerOn = false;
  /** Whether it has an alarm. Set it to see what follows; the device itself never does. */
  alarmOn = false;
  /** The commands it obeys, by what their kinds end with: `Move`. */
  readonly commands: Readonly<Record<string, DeviceCommand>>;
  protected readonly clock: Clock;
  #move: Move | undefined;

  constructor(prefix: string, clock: Clock) {
    this.prefix = prefix;
    this.clock = clock;
    this.commands = {
      Power: ({ on }: { on: boolean }) => this.power(on),
      ResetAlarm: () => this.resetAlarm(),
      ...this.ownCommands(),
    };
  }

  /** Ends what is under way. */
  close(): void {
    this.supersedeMove();
  }

  /** The commands beside Power and ResetAlarm. Called by the constructor: refer to fields inside of functions only. */
  protected abstract ownCommands(): Record<string, DeviceCommand>;

  /** Switches the device on or off. */
  // biome-ignore lint/suspicious/noConfusingVoidType: as in DeviceCommand.
  protected power(on: boolean): LongCommand | void {
    this.powerOn = on;
  }

  /** Clears the alarm. */
  protected resetAlarm(): void {
    this.alarmOn = false;
  }

  /** TAI unix seconds. */
  protected nowSec(): number {
    return taiUnixSec(this.clock.nowMs());
  }

  /** Refuses unless the device has power and no alarm. */
  protected requireOn(): void {
    if (!this.powerOn) throw new MountRefusal("Device not powered on.");
    if (this.alarmOn) throw new MountRefusal("Device has an alarm.");
  }

  /** The move that is under way from now on, in place of an earlier one. */
  protected beginMove(move: Move): Move {
    this.supersedeMove();
    this.#move = move;
    return move;
  }

  /** Another command takes the place of the move that may be under way. */
  protected supersedeMove(): void {
    this.#move?.supersede();
    this.#move = undefined;
  }
}
