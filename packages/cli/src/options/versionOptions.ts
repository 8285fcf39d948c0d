import { type DeviceVersion, type WireGeneration, wireGenerations } from "@obswire/hexrotcomm";
import { type Command, InvalidArgumentError, Option } from "commander";
import { UsageError } from "../exitCode.ts";

/** Who connects to whom: the controller to the control software ("csc" listens), or the other way round. */
type Listener = "csc" | "controller";

/** Which controller, as the options say. */
export interface VersionChoice {
  readonly generation?: WireGeneration;
  readonly deviceVersion?: string;
}

/** `--generation`: all of them, or those in which this side listens. */
export function generationOption(listener?: Listener): Option {
  const names = Object.keys(wireGenerations) as WireGeneration[];
  const possible = names.filter((name) => listener === undefined || wireGenerations[name].listener === listener);
  const meanings = possible.map((name) => `${name} (${wireGenerations[name].versions})`);
  return new Option(
    "--generation <name>",
    `wire protocol, by versions of ts_hexrotcomm: ${meanings.join(", ")}`,
  ).choices(possible);
}

/** `--device-version` and `--generation`, which choose a row of a device's table of versions. */
export function addVersionOptions(command: Command, newest: string, listener?: Listener): Command {
  const meaning = `version of the controller, as 1.5.0 (default: ${newest}, or the newest of --generation)`;
  return command.option("--device-version <version>", meaning, versionText).addOption(generationOption(listener));
}

/** The key of the row that the options choose. @throws UsageError when they contradict each other */
export function chooseVersion<Key extends string>(
  versions: Readonly<Record<Key, DeviceVersion>>,
  rowOf: (version: string) => Key,
  { generation, deviceVersion }: VersionChoice,
): Key {
  if (deviceVersion !== undefined) {
    const row = rowOrUsageError(rowOf, deviceVersion);
    const spoken = versions[row].generation;
    if (generation !== undefined && generation !== spoken) {
      throw new UsageError(`--device-version ${deviceVersion} speaks ${spoken}, not --generation ${generation}`);
    }
    return row;
  }
  const keys = Object.keys(versions) as Key[];
  const newest = keys.findLast((key) => generation === undefined || versions[key].generation === generation);
  if (newest === undefined) throw new UsageError(`no version of this device speaks ${generation}`);
  return newest;
}

/** As `chooseVersion`, only of versions whose controllers listen. @throws UsageError for the others */
export function chooseListening<Key extends string, Listening extends Key>(
  versions: Readonly<Record<Key, DeviceVersion>>,
  rowOf: (version: string) => Key,
  choice: VersionChoice,
  listens: (key: Key) => key is Listening,
): Listening {
  const key = chooseVersion(versions, rowOf, choice);
  if (listens(key)) return key;
  const which = `a controller of ${choice.deviceVersion} (${versions[key].generation})`;
  throw new UsageError(`${which} connects to the control software: see obswire serve hexrotcomm --help`);
}

/** As `chooseVersion`, only of versions whose controllers connect; gen1 by default. @throws UsageError for the others */
export function chooseConnecting<Key extends string, Listening extends Key>(
  versions: Readonly<Record<Key, DeviceVersion>>,
  rowOf: (version: string) => Key,
  choice: VersionChoice,
  listens: (key: Key) => key is Listening,
): Exclude<Key, Listening> {
  const key = chooseVersion(
    versions,
    rowOf,
    choice.deviceVersion === undefined ? { generation: "gen1", ...choice } : choice,
  );
  if (!listens(key)) return key as Exclude<Key, Listening>;
  const which = `a controller of ${choice.deviceVersion} (${versions[key].generation})`;
  throw new UsageError(`${which} listens, and the control software connects: see obswire monitor --help`);
}

function rowOrUsageError<Key extends string>(rowOf: (version: string) => Key, version: string): Key {
  try {
    return rowOf(version);
  } catch (cause) {
    throw new UsageError(`--device-version: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

function versionText(text: string): string {
  if (/^v?\d+\.\d+(\.\d+)?$/.test(text)) return text;
  throw new InvalidArgumentError("It must be like 1.5 or 1.5.0.");
}
