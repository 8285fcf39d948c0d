/** Thrown by a command handler to refuse a command. The message is the reason that the controller gives, where it can. */
export class CommandError extends Error {
  override readonly name = "CommandError";
}
