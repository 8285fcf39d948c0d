import {
  type CommandSpec,
  type CommandTable,
  mtHexapod,
  mtRotator,
  nameOf,
  SetStateParam,
  SimpleCommandCode,
} from "@obswire/hexrotcomm";

type Enums = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** How to read and write the commands of a device by name. */
export interface CommandNames {
  readonly table: CommandTable & { readonly SET_STATE: CommandSpec };
  /** The tables of values that the `unit` of a parameter may name. */
  readonly enums: Enums;
}

/** Names for the commands of the simple device, in the generations `gen1` to `gen3`. */
export const simpleCommands: CommandNames = {
  table: {
    SET_STATE: {
      code: SimpleCommandCode.SET_STATE,
      params: [{ name: "state", unit: "SetStateParam" }],
      doc: "Asks for a transition of the state machine.",
    },
    MOVE: {
      code: SimpleCommandCode.MOVE,
      params: [{ name: "position", unit: "the device's" }],
      doc: "Moves, at once.",
    },
  },
  enums: { SetStateParam },
};

/** Names for the commands of the hexapods. */
export const hexapodCommands: CommandNames = {
  table: mtHexapod.commands,
  enums: { SetStateParam, SetEnabledSubstateParam: mtHexapod.SetEnabledSubstateParam },
};

/** Names for the commands of the rotator. */
export const rotatorCommands: CommandNames = {
  table: mtRotator.commands,
  enums: { SetStateParam, SetEnabledSubstateParam: mtRotator.SetEnabledSubstateParam },
};

/** The table of values of a parameter, if it has one. */
export function valuesOf({ table, enums }: CommandNames, command: string, param: string): Enums[string] | undefined {
  const unit = table[command]?.params.find(({ name }) => name === param)?.unit;
  return unit === undefined ? undefined : enums[unit];
}

/** The value of a parameter as text: by its name where it has one, else as a number of a length that can be read. */
export function valueText(names: CommandNames, command: string, param: string, value: number): string {
  const table = valuesOf(names, command, param);
  return (table && nameOf(table, value)) ?? String(Number(value.toPrecision(13)));
}
