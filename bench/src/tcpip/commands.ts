/** Sizes of the command benchmark: both messages are a header of 24 bytes and a body. */
export const COMMAND_BODY_BYTES = 100;
export const COMMAND_BYTES = 24 + COMMAND_BODY_BYTES;
export const ACK_BODY_BYTES = 40;
export const ACK_BYTES = 24 + ACK_BODY_BYTES;
