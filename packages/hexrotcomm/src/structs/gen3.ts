/** The generation that acknowledges commands: the structs of `gen1b`, and the answer on the command socket. */
export { CommandStatus, CommandStatusCode } from "./commandStatus.ts";
export { Command, Header } from "./gen1b.ts";
