import { readFileSync } from "node:fs";
import { Command } from "commander";
import { commandHexapod } from "./commands/commandHexapod.ts";
import { commandRotator } from "./commands/commandRotator.ts";
import { demo } from "./commands/demo.ts";
import { mockHexapod } from "./commands/mockHexapod.ts";
import { mockRotator } from "./commands/mockRotator.ts";
import { mockSimple } from "./commands/mockSimple.ts";
import { monitorHexapod } from "./commands/monitorHexapod.ts";
import { monitorRotator } from "./commands/monitorRotator.ts";
import type { RegisterCommand } from "./commands/registerCommand.ts";
import { replay } from "./commands/replay.ts";
import { serveHexrotcomm } from "./commands/serveHexrotcomm.ts";
import type { Context } from "./context.ts";

/** Commands that are found under a common word: `obswire mock simple`. */
interface Group {
  readonly name: string;
  readonly summary: string;
  readonly commands: readonly RegisterCommand[];
}

/** All commands, in the order of `obswire --help`. A new command is a file in `commands/` and a line here. */
const COMMANDS: readonly (RegisterCommand | Group)[] = [
  demo,
  { name: "mock", summary: "be a controller that does not exist", commands: [mockSimple, mockHexapod, mockRotator] },
  { name: "serve", summary: "be the control software that controllers connect to", commands: [serveHexrotcomm] },
  {
    name: "monitor",
    summary: "be the control software that connects to a controller, and look",
    commands: [monitorHexapod, monitorRotator],
  },
  {
    name: "command",
    summary: "send one command to a controller, and say what came of it",
    commands: [commandHexapod, commandRotator],
  },
  replay,
];

const EPILOGUE = `
Begin with:
  obswire demo                     everything at once, in less than a minute
  obswire <command> --help         what a command does, with an example

Exit codes: 0 done, 1 failed, 2 wrong command line, 130 Ctrl-C (143 SIGTERM).
`;

/** The program with all its commands. */
export function buildProgram(context: Context): Command {
  const program = new Command("obswire")
    .description("Speaks the wire protocols of telescope hardware, and stands in for that hardware.")
    .version(version(), "--version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand("help [command]", "print the help of a command")
    .showHelpAfterError("Add --help to see how the command is used.")
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, "obswire: ")) })
    .exitOverride()
    .addHelpText("after", EPILOGUE);
  for (const entry of COMMANDS) {
    if (typeof entry === "function") entry(program, context);
    else {
      const group = program.command(entry.name).summary(entry.summary).description(capitalised(entry.summary));
      for (const register of entry.commands) register(group, context);
    }
  }
  return program;
}

/** The version of this package. */
function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  if (typeof manifest === "object" && manifest !== null && "version" in manifest) return String(manifest.version);
  return "unknown";
}

function capitalised(summary: string): string {
  return `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`;
}
