import { char, f64, struct, u32 } from "@obswire/structs";

/** What a CommandStatus says. Any other number counts as a failure. */
export const CommandStatusCode = { ACK: 1, NO_ACK: 2 } as const;
/** What a CommandStatus says. */
export type CommandStatusCode = (typeof CommandStatusCode)[keyof typeof CommandStatusCode];

/**
 * The controller's answer to one command, in `gen3` and `gen4`: 62 bytes behind a header whose `counter` is that of the
 * command.
 */
export class CommandStatus extends struct("CommandStatus", {
  status: u32.doc("status: a CommandStatusCode"),
  duration: f64.doc("duration: seconds the command is expected to take; 0 when it is done, or nobody knows"),
  reason: char(50).doc("reason: why the command was refused; UTF-8, without a NUL when it fills the field"),
}) {
  /** Frame id of the header in front of it. */
  static readonly FRAME_ID = 1;
}
