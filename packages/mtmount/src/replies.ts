import { ReplyCode, Source } from "./enums.ts";
import { extraDataType } from "./message/compoundTypes.ts";
import {
  bool,
  custom,
  enumeration,
  type Fields,
  int,
  intOrEmpty,
  text,
  timestamp,
  withDefault,
} from "./message/field.ts";
import { defineMessage } from "./message/lineMessage.ts";

/** Declares a reply by its name, code and fields. On the wire the code comes first. */
function reply<Kind extends string, Code extends ReplyCode, F extends Fields>(kind: Kind, code: Code, fields: F) {
  return defineMessage({ kind, codeName: "replyCode", code, codeIndex: 0, fields });
}

/** What the answers to a command begin with: whose command it was, and which. */
const answer = {
  sequenceId: int("sequence_id"),
  source: withDefault(enumeration("source", "Source", Source), Source.CSC),
  timestamp: timestamp("timestamp"),
};

/** All fields behind the declared ones. */
const extraData = withDefault(custom(extraDataType, "extra_data"), () => []);

/** The command is accepted. `timeoutMs` is how long it is expected to take; an absent one is 0. */
export const AckReply = reply("AckReply", ReplyCode.ACK, { ...answer, timeoutMs: intOrEmpty("timeout_ms", 0, "ms") });

/** Before an `AckReply`: the command is refused. After it: it failed, or was superseded by another one. */
export const NoAckReply = reply("NoAckReply", ReplyCode.NOACK, { ...answer, explanation: text("explanation") });

/** The command is done. A real controller sends it also when the command failed after its `AckReply`. */
export const DoneReply = reply("DoneReply", ReplyCode.DONE, answer);

/** A warning came up (`active`) or is over. `code` is a `SubsystemId` plus the number of a condition. */
export const WarningReply = defineMessage({
  kind: "WarningReply",
  codeName: "replyCode",
  code: ReplyCode.WARNING,
  codeIndex: 0,
  hasExtraData: true,
  fields: {
    active: bool("active"),
    code: int("code"),
    subsystem: text("subsystem"),
    timestamp: timestamp("timestamp"),
    description: withDefault(text("description"), ""),
    extraData,
  },
});

/** An error came up or is over. `on`: it is latched; `active`: its cause is still there. `code` as in `WarningReply`. */
export const ErrorReply = defineMessage({
  kind: "ErrorReply",
  codeName: "replyCode",
  code: ReplyCode.ERROR,
  codeIndex: 0,
  hasExtraData: true,
  fields: {
    on: bool("on"),
    active: bool("active"),
    code: int("code"),
    subsystem: text("subsystem"),
    timestamp: timestamp("timestamp"),
    description: text("description"),
    extraData,
  },
});

/** Something changed its state; only people can read what. */
export const OnStateInfoReply = reply("OnStateInfoReply", ReplyCode.ON_STATE_INFO, {
  timestamp: timestamp("timestamp"),
  description: text("description"),
});

/** An axis has come into position, or left it. `what` is an `InPositionAxis`. */
export const InPositionReply = reply("InPositionReply", ReplyCode.IN_POSITION, {
  timestamp: timestamp("timestamp"),
  what: int("what"),
  inPosition: bool("in_position"),
});

/** Every kind of reply, by its name: the table of the protocol. */
export const replies = {
  AckReply,
  DoneReply,
  ErrorReply,
  InPositionReply,
  NoAckReply,
  OnStateInfoReply,
  WarningReply,
};

/** A reply of any kind; its `kind` says which, and narrows the type. */
export type Reply = ReturnType<(typeof replies)[keyof typeof replies]>;
