import { jsonParser, lineParser, type ReceivedMessage } from "../message/parse.ts";
import { CommandCode } from "./commandCode.ts";
import { type Command, commands } from "./commands/commands.ts";
import { ReplyId } from "./enums.ts";
import { type Reply, replies } from "./replies.ts";

const commandParser = lineParser<Command>({ what: "command", kinds: commands, codes: CommandCode }, 1, 4, true);
const replyParser = jsonParser<Reply>({ what: "reply", kinds: replies, codes: ReplyId });

/** The command that a received message is; blanks around it are ignored. @throws UnparsableMessageError when it is none. */
export function parseCommand(received: ReceivedMessage): Command {
  return commandParser(received);
}

/** The reply that a received JSON message is. @throws UnparsableMessageError, with the bytes, when it is none. */
export function parseReply(received: ReceivedMessage): Reply {
  return replyParser(received);
}

const ACK_ONLY: ReadonlySet<number> = new Set([
  CommandCode.AZIMUTH_TRACK_TARGET,
  CommandCode.BOTH_AXES_TRACK_TARGET,
  CommandCode.CAMERA_CABLE_WRAP_TRACK_TARGET,
  CommandCode.ELEVATION_TRACK_TARGET,
]);

/** Whether a command is finished when it is acknowledged: the track commands. */
export function isAckOnly(command: { readonly commandCode: number }): boolean {
  return ACK_ONLY.has(command.commandCode);
}
