import {
  AskForCommand,
  BothAxesMove,
  BothAxesStop,
  BothAxesTrack,
  type Command,
  commands,
  SafetyReset,
  Source,
} from "@obswire/mtmount";
import { enumText } from "../controller/pythonText.ts";
import type { AxisDevice } from "./axisDevice.ts";
import type { DeviceCommand, MountDevice } from "./mountDevice.ts";
import { MountRefusal } from "./mountErrors.ts";
import { type LongCommand, Move } from "./move.ts";

/** What the commands of the mount itself act on. */
export interface CommandedMount {
  /** Who commands it. */
  commander: Source;
  readonly azimuthAxis: AxisDevice;
  readonly elevationAxis: AxisDevice;
}

/** What a command of any kind does. */
// biome-ignore lint/suspicious/noConfusingVoidType: as in DeviceCommand.
export type CommandHandler = (command: Command) => LongCommand | void;

/** The handlers of a mount by the kinds of command: those of its devices, and its own. */
export function mountHandlers(mount: CommandedMount, devices: readonly MountDevice[]): Map<string, CommandHandler> {
  const handlers = new Map<string, CommandHandler>();
  for (const device of devices) bindDevice(handlers, device);
  handlers.set(AskForCommand.kind, (command) => {
    if (AskForCommand.is(command)) giveCommand(mount, command.commander, command.source);
  });
  handlers.set(BothAxesMove.kind, (command) =>
    BothAxesMove.is(command) ? moveBoth(mount, command.azimuthDeg, command.elevationDeg) : undefined,
  );
  handlers.set(BothAxesStop.kind, () => {
    mount.azimuthAxis.stop();
    mount.elevationAxis.stop();
  });
  handlers.set(BothAxesTrack.kind, (command) => {
    if (!BothAxesTrack.is(command)) return;
    const { taiUnixSec } = command;
    mount.azimuthAxis.track(command.azimuthDeg, command.azimuthVelocityDegPerSec, taiUnixSec);
    mount.elevationAxis.track(command.elevationDeg, command.elevationVelocityDegPerSec, taiUnixSec);
  });
  handlers.set(SafetyReset.kind, () => {});
  return handlers;
}

/** Every command whose kind begins with the device's prefix goes to the device. */
function bindDevice(handlers: Map<string, CommandHandler>, device: MountDevice): void {
  for (const kind of Object.keys(commands)) {
    if (!kind.startsWith(device.prefix)) continue;
    const handler: DeviceCommand | undefined = device.commands[kind.slice(device.prefix.length)];
    if (handler === undefined) throw new TypeError(`device ${device.prefix} does not know ${kind}`);
    if (handlers.has(kind)) throw new TypeError(`there are two devices for ${kind}`);
    // The kind says which parameters the command has: those that this handler takes.
    handlers.set(kind, (command) => handler(command as never));
  }
}

/** The hand-held device has precedence: nobody else can take the command from it. */
function giveCommand(mount: CommandedMount, commander: Source, source: Source): void {
  if (mount.commander === Source.HHD && commander !== Source.HHD && source !== Source.HHD) {
    throw new MountRefusal(`The commander is ${sourceText(mount.commander)}, which must release command first.`);
  }
  mount.commander = commander;
}

/** Done when both are; when one fails, nobody waits for the other any more. */
function moveBoth({ azimuthAxis, elevationAxis }: CommandedMount, azimuth: number, elevation: number): LongCommand {
  // If the elevation axis refuses, the azimuth axis moves already.
  const moves = [azimuthAxis.move(azimuth), elevationAxis.move(elevation)];
  const cancel = (): void => {
    for (const move of moves) if (move instanceof Move) move.supersede();
  };
  const done = Promise.all(moves.map((move) => move.done)).then(
    () => {},
    (error: unknown) => {
      cancel();
      throw error;
    },
  );
  done.catch(() => {});
  return { timeoutSec: Math.max(...moves.map(({ timeoutSec }) => timeoutSec)), done };
}

/** A commander as the original writes it: `<Source.CSC: 1>`. */
export function sourceText(source: Source): string {
  const name = Object.entries(Source).find(([, value]) => value === source)?.[0];
  return enumText("Source", name, source);
}
