/**
 * Thrown by a command handler to refuse a command. The message is the reason that the controller gives, where the
 * generation has a place for it: up to 50 bytes of it.
 */
export class CommandError extends Error {
  /** Always `CommandError`. */
  override readonly name = "CommandError";
}
