import type { Command } from "commander";
import type { Context } from "../context.ts";

/** Adds a command below `parent`: the program, or a group such as `mock`. */
export type RegisterCommand = (parent: Command, context: Context) => void;

/** How a command presents itself in `--help`. */
interface Presentation {
  /** Half a line, for the list of commands. */
  summary: string;
  /** What it does, for somebody who sees it for the first time. */
  description: string;
  /** Command lines that work as they are, each with what it does, unless that is plain. */
  examples: readonly (readonly [line: string, meaning: string])[];
}

/** A command with the parts that all have: texts, an example, `--verbose`. */
export function addCommand(parent: Command, name: string, { summary, description, examples }: Presentation): Command {
  const lines = examples.map(([line, meaning]) => (meaning === "" ? `  $ ${line}` : `  ${meaning}\n    $ ${line}`));
  return parent
    .command(name)
    .summary(summary)
    .description(paragraphs(description))
    .allowExcessArguments(false)
    .addHelpText("after", `\nExample${lines.length > 1 ? "s" : ""}:\n${lines.join("\n")}\n`);
}

/** Adds the options that all commands have; call it last, so that they come last in the help. */
export function addCommonOptions(command: Command): Command {
  return command.option("--verbose", "log connections and messages, and print the stack of an error");
}

/** The help wraps lines to the terminal: line breaks of the source are none, except before an empty or indented line. */
function paragraphs(text: string): string {
  return text.replace(/(\S)\n(?=\S)/g, "$1 ");
}
