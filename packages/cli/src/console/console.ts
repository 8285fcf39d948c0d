import type { Context } from "../context.ts";
import { describeError } from "../describeError.ts";
import type { ShownMessage } from "../devices/device.ts";
import type { ServerStation } from "../hexrotcomm/serverStation.ts";
import type { States } from "../hexrotcomm/stateText.ts";
import type { Reporter } from "../reporter.ts";
import type { LiveScreen } from "../terminal/screen.ts";
import { printable } from "../terminal/text.ts";
import { untilAborted } from "../untilAborted.ts";
import { InputLines } from "./inputLines.ts";
import { parseInput } from "./parseInput.ts";
import { runInput } from "./runInput.ts";

/**
 * Runs the lines of stdin, one after the other, until `quit`, Ctrl-D, or the signal. The end of a file or pipe is not the
 * end: a server without a terminal goes on. A line that is wrong or fails is reported, and the next one runs.
 *
 * @param screen the live screen to put a prompt on, if stdin is a terminal too.
 */
export async function runConsole<C extends ShownMessage, T extends ShownMessage & States>(
  station: ServerStation<C, T>,
  reporter: Reporter,
  { stdin, stdout, signal, interrupt }: Context,
  screen: LiveScreen | undefined,
): Promise<void> {
  const terminal = screen !== undefined && stdin.isTTY ? stdout : undefined;
  const ended = new AbortController();
  const either = AbortSignal.any([signal, ended.signal]);
  let last = Promise.resolve();

  const runLine = async (line: string): Promise<void> => {
    if (either.aborted) return;
    try {
      const goOn = await runInput(parseInput(line, station.device), station, reporter, either);
      if (!goOn) ended.abort();
    } catch (error) {
      if (either.aborted) return;
      const message = describeError(error);
      await reporter.report("error", { input: line, message }, printable(message));
    }
  };

  using input = new InputLines(stdin, terminal, {
    onLine: (line, rows) => {
      if (terminal !== undefined) screen?.entered(`> ${printable(line)}`, rows);
      last = last.then(() => runLine(line));
    },
    onEnd: () => {
      if (terminal !== undefined) ended.abort();
    },
    onInterrupt: interrupt,
  });
  if (input.prompt !== undefined) screen?.usePrompt(input.prompt);
  await untilAborted(either);
  await last;
}
