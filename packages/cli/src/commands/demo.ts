import type { Command } from "commander";
import { type CommonOptions, type Context, verboseLog } from "../context.ts";
import type { Act } from "../demo/act.ts";
import { Narrator } from "../demo/narrator.ts";
import { type Listener, runStory, StepError } from "../demo/runStory.ts";
import { SimpleAct } from "../demo/simpleAct.ts";
import { TelescopeAct } from "../demo/telescopeAct.ts";
import { number } from "../options/values.ts";
import { formatSeconds } from "../terminal/numbers.ts";
import { redrawing } from "../terminal/redrawing.ts";
import { LineScreen, LiveScreen, type Screen } from "../terminal/screen.ts";
import { PLAIN, styleFor } from "../terminal/style.ts";
import { addCommand, addCommonOptions } from "./registerCommand.ts";

interface Options extends CommonOptions {
  readonly seconds: number;
  readonly keep?: true;
  readonly plain?: true;
}

/** How long the demo takes unless told otherwise, in seconds. */
const USUAL_SECONDS = 40;

/** Pause between two lines of state, where there is no live table, in milliseconds. */
const STATUS_MS = 2000;

const DESCRIPTION = `Shows what obswire does: programs that talk to each other over TCP, on this machine, with nothing else needed.

This process is the control software. A mock controller runs in a process of its own, connects, is configured, enabled
and moved. One move is out of range. Then the network breaks and recovers, the mock is killed and started again, and the
same server is fed with a session that was recorded from the original programs. After that two hexapods and a rotator of
the newest generation are moved and track.

On a terminal there is a live table below the story. Ends with a summary; the exit code is 1 if anything did not happen.`;

/** `obswire demo`. */
export function demo(parent: Command, context: Context): void {
  const command = addCommand(parent, "demo", {
    summary: "everything at once: controllers, commands, broken links, in a live table",
    description: DESCRIPTION,
    examples: [
      ["obswire demo", "The story, in about 40 seconds:"],
      ["obswire demo --seconds 60 --keep", "Slower, and the controllers go on moving until Ctrl-C:"],
    ],
  })
    .option("--seconds <n>", "how long to take; 0: no pauses to look", number({ min: 0, max: 3600 }), USUAL_SECONDS)
    .option("--keep", "stay up after the story, until Ctrl-C")
    .option("--plain", "lines of text instead of a live table, as when the output is not a terminal");
  addCommonOptions(command).action((options: Options) => run(options, context));
}

async function run(options: Options, { stdout, signal }: Context): Promise<void> {
  const live = stdout.isTTY && options.plain !== true;
  const screen: Screen = live ? new LiveScreen(stdout) : new LineScreen(stdout);
  const log = verboseLog(options, (line) => screen.print(line));
  await using first: Act = new SimpleAct(log);
  await using second: Act = new TelescopeAct(log);
  const acts = [first, second];
  const scenes = acts.flatMap((act) => act.steps.map((step) => ({ act, step })));
  let onStage: readonly Act[] = [first];

  const narrator = new Narrator({
    screen,
    style: live ? styleFor(stdout) : PLAIN,
    columns: () => (stdout.isTTY ? Math.max(stdout.columns - 1, 40) : Number.POSITIVE_INFINITY),
    devices: () => onStage.flatMap((act) => act.devices()),
  });
  const listener: Listener = {
    begins: (step) => {
      onStage = scenes.filter((scene) => scene.step === step).map(({ act }) => act);
      narrator.begins(step);
    },
    happened: (step, what) => narrator.happened(step, what),
  };
  const startMs = performance.now();
  screen.print("obswire demo: control software and mock controllers, in processes of their own, over TCP");
  screen.print("");
  let ended = "interrupted";
  try {
    using _table = live
      ? redrawing(screen, stdout, (columns) => narrator.drawing(columns), "clear")
      : statusLines(narrator);
    const steps = scenes.map(({ step }) => step);
    await runStory(steps, options.seconds * 1000, listener, signal);
    ended = `all ${steps.length} steps happened`;
    if (options.keep === true) {
      onStage = acts;
      narrator.goesOn("all controllers go on moving");
      await keepAll(acts, signal);
    }
  } catch (error) {
    if (error instanceof StepError) ended = "FAILED";
    throw error;
  } finally {
    const title = `Summary: ${ended}, in ${formatSeconds(performance.now() - startMs)}`;
    narrator.summary(
      title,
      acts.flatMap((act) => act.summary()),
    );
  }
}

/** Keeps all acts going; the first that fails ends them all. */
async function keepAll(acts: readonly Act[], signal: AbortSignal): Promise<void> {
  const failed = new AbortController();
  const either = AbortSignal.any([signal, failed.signal]);
  const kept = acts.map((act) =>
    act.keep(either).catch((error: unknown) => {
      failed.abort(error);
      throw error;
    }),
  );
  await Promise.allSettled(kept);
  signal.throwIfAborted();
  throw failed.signal.reason;
}

function statusLines(narrator: Narrator): Disposable {
  const timer = setInterval(() => narrator.status(), STATUS_MS);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}
