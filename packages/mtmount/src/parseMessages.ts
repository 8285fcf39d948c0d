import { CommandCode } from "./commandCode.ts";
import { type Command, commands } from "./commands/commands.ts";
import { ReplyCode } from "./enums.ts";
import { lineParser, type ReceivedMessage } from "./message/parse.ts";
import { type Reply, replies } from "./replies.ts";

const commandParser = lineParser<Command>({ what: "command", kinds: commands, codes: CommandCode }, 1, 4);
const replyParser = lineParser<Reply>({ what: "reply", kinds: replies, codes: ReplyCode }, 0, 1);

/**
 * The command that a received message is. Bytes that are not UTF-8 are left out of its texts, as by the original.
 *
 * @throws UnparsableMessageError, with the bytes, when it is none.
 */
export function parseCommand(received: ReceivedMessage): Command {
  return commandParser(received);
}

/** The reply that a received message is. As `parseCommand`. */
export function parseReply(received: ReceivedMessage): Reply {
  return replyParser(received);
}

const ACK_ONLY: ReadonlySet<number> = new Set([
  CommandCode.AZIMUTH_AXIS_TRACK,
  CommandCode.AZIMUTH_CABLE_WRAP_TRACK,
  CommandCode.BOTH_AXES_TRACK,
  CommandCode.CAMERA_CABLE_WRAP_TRACK,
  CommandCode.ELEVATION_AXIS_TRACK,
]);

/** Whether a command is acknowledged and never done: the track commands. */
export function isAckOnly(command: { readonly commandCode: number }): boolean {
  return ACK_ONLY.has(command.commandCode);
}
