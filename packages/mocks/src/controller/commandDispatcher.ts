import { nameOf } from "@obswire/hexrotcomm";
import { CommandError } from "./commandError.ts";
import type { Faults } from "./faults.ts";
import type { AnyCommand, ReceivedCommand } from "./receivedCommands.ts";

/**
 * Executes a command; throws `CommandError` to refuse it. What it returns is how long the command is expected to take, in
 * seconds, for the acknowledgement: 0, or nothing, when it is done or nobody knows.
 */
export type CommandHandler =
  | ((command: AnyCommand) => number | Promise<number>)
  | ((command: AnyCommand) => void | Promise<void>);

/** The command codes of a device, with at least these two. */
export type CommandCodes = Readonly<Record<string, number> & { SET_STATE: number; SET_ENABLED_SUBSTATE: number }>;

/** Finds the handler of a command and says what became of it. */
export class CommandDispatcher {
  readonly #codes: CommandCodes;
  readonly #faults: Faults;
  readonly #handlers = new Map<string, CommandHandler>();

  constructor(codes: CommandCodes, faults: Faults) {
    this.#codes = codes;
    this.#faults = faults;
  }

  /** @param param only commands whose `param1`, as a whole number, is this. */
  handle(code: number, handler: CommandHandler, param?: number): void {
    this.#handlers.set(keyOf(code, param), handler);
  }

  /** Executes a command. Never rejects. */
  async execute(command: AnyCommand): Promise<ReceivedCommand> {
    const { code, param1 } = command;
    const { SET_STATE, SET_ENABLED_SUBSTATE } = this.#codes;
    const name = nameOf(this.#codes, code);
    const received: ReceivedCommand = { command, name, outcome: "done", reason: undefined, durationSec: 0 };
    const byParam = code === SET_STATE || code === SET_ENABLED_SUBSTATE;
    const handler = this.#handlers.get(keyOf(code, byParam ? Math.trunc(param1) : undefined));
    if (this.#faults.ignoreCommands) {
      received.outcome = "ignored";
    } else if (this.#faults.refuseCommands !== undefined) {
      received.outcome = "refused";
      received.reason = this.#faults.refuseCommands;
    } else if (name === undefined) {
      received.outcome = "unknown code";
      received.reason = `Unknown command code ${code}`;
    } else if (handler === undefined) {
      received.outcome = "no handler";
      received.reason = `No command ${name}${byParam ? ` with param1=${param1}` : ""}`;
    } else {
      await run(handler, received);
    }
    return received;
  }
}

async function run(handler: CommandHandler, received: ReceivedCommand): Promise<void> {
  try {
    received.durationSec = (await handler(received.command)) ?? 0;
  } catch (error) {
    received.outcome = error instanceof CommandError ? "refused" : "failed";
    received.reason = error instanceof Error ? error.message : String(error);
  }
}

function keyOf(code: number, param: number | undefined): string {
  return param === undefined ? `${code}` : `${code}/${param}`;
}
