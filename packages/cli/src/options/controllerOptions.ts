import { mtHexapod, mtRotator } from "@obswire/hexrotcomm";
import type { Command } from "commander";
import type { CommonOptions } from "../context.ts";
import { isListeningHexapod } from "../devices/hexapodFacts.ts";
import { listeningHexapod } from "../devices/listeningHexapod.ts";
import { listeningRotator } from "../devices/listeningRotator.ts";
import { isListeningRotator } from "../devices/rotatorFacts.ts";
import { hexapodOption } from "./hexapodOption.ts";
import { firstOfTwoPorts, hostOption, jsonOption } from "./values.ts";
import { addVersionOptions, chooseListening, type VersionChoice } from "./versionOptions.ts";

/** Where a controller is, and which. */
export interface ControllerOptions extends CommonOptions, VersionChoice {
  readonly host: string;
  readonly port?: number;
  readonly json?: true;
}

/** Which hexapod. */
export interface HexapodOptions extends ControllerOptions {
  readonly index: mtHexapod.HexapodName;
}

/** Adds the options that say where a hexapod is, and which. */
export function addHexapodOptions(command: Command): Command {
  command.addOption(hexapodOption());
  return addControllerOptions(command, "5560 camera, 5550 M2", mtHexapod.NEWEST);
}

/** Adds the options that say where a rotator is, and which. */
export function addRotatorOptions(command: Command): Command {
  return addControllerOptions(command, "5570", mtRotator.NEWEST);
}

/** The hexapod that the options mean. */
export function hexapodOf(options: HexapodOptions): ReturnType<typeof listeningHexapod> {
  const { versions, versionKey } = mtHexapod;
  return listeningHexapod(options.index, chooseListening(versions, versionKey, options, isListeningHexapod));
}

/** The rotator that the options mean. */
export function rotatorOf(options: ControllerOptions): ReturnType<typeof listeningRotator> {
  const { versions, versionKey } = mtRotator;
  return listeningRotator(chooseListening(versions, versionKey, options, isListeningRotator));
}

function addControllerOptions(command: Command, ports: string, newest: string): Command {
  command
    .addOption(hostOption("where the controller listens"))
    .option("--port <port>", `port of telemetry, or of everything in gen4 (default: ${ports})`, firstOfTwoPorts)
    .addOption(jsonOption());
  return addVersionOptions(command, newest, "controller");
}
