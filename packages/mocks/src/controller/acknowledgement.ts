import { gen4 } from "@obswire/hexrotcomm";
import type { ReceivedCommand } from "./receivedCommands.ts";

const { CommandStatus, CommandStatusCode } = gen4;
const REASON_BYTES = 50;

/** The frame id of an acknowledgement. */
export const ACKNOWLEDGEMENT_FRAME_ID: number = CommandStatus.FRAME_ID;

/** The answer to a command, in the generations that have one. */
export function acknowledgementOf({ outcome, reason, durationSec }: ReceivedCommand): gen4.CommandStatus {
  if (outcome === "done") return new CommandStatus({ status: CommandStatusCode.ACK, duration: durationSec });
  return new CommandStatus({ status: CommandStatusCode.NO_ACK, reason: cut(reason ?? "") });
}

/** What of a text fits in the field: whole characters. */
function cut(text: string): string {
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(REASON_BYTES));
  return text.slice(0, read);
}
