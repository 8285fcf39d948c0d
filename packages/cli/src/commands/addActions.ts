import type { Command } from "commander";
import type { Context } from "../context.ts";
import type { Action, ActionOptions } from "../controller/action.ts";
import { runAction } from "../controller/runAction.ts";
import type { ShownMessage } from "../devices/device.ts";
import type { DeviceLink, ListeningDevice } from "../devices/listeningDevice.ts";
import type { States } from "../hexrotcomm/stateText.ts";
import { number } from "../options/values.ts";
import { addCommand, addCommonOptions } from "./registerCommand.ts";

/** Adds a command below `group` for each action of a device. */
export function addActions<
  L extends DeviceLink,
  C extends ShownMessage,
  T extends ShownMessage & States,
  O extends ActionOptions,
>(
  group: Command,
  context: Context,
  {
    actions,
    addOptions,
    deviceOf,
  }: {
    readonly actions: readonly Action<L, C, T>[];
    readonly addOptions: (command: Command) => Command;
    readonly deviceOf: (options: O) => ListeningDevice<L, C, T>;
  },
): void {
  for (const { name, summary, description, example, prepare } of actions) {
    const line = `obswire command ${group.name()} ${name} ${example}`.trim();
    const command = addCommand(group, name, { summary, description, examples: [[line, ""]] });
    const read = prepare(command);
    addOptions(command).option(
      "--timeout <ms>",
      "longest wait for an acknowledgement",
      number({ min: 1, max: 3_600_000 }),
      5000,
    );
    addCommonOptions(command).action(async () => {
      const options = command.opts<O>();
      await runAction(deviceOf(options), options, read(), context);
    });
  }
}
