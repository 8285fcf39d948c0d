/** An instance of a message struct, as this package needs it; `struct` of `@obswire/structs` makes them. */
export interface Message {
  /** The wire form. */
  readonly bytes: Uint8Array;
  /** An independent copy, of the same class. */
  copy(): Message;
}

/** A header: what announces a message. */
export interface HeaderMessage extends Message {
  /** What follows. */
  readonly frameId: number;
  /** In front of a command status, the counter of the command. */
  readonly counter: number;
}

/** A message struct that the controller announces with a header: `struct(…)` plus the frame id. */
export interface MessageClass<T extends Message> {
  new (): T;
  /** The name of the struct. */
  readonly name: string;
  /** Size on the wire, in bytes. */
  readonly size: number;
  /** The frame id in the header in front of it. In `gen4` the generation says it, and this is not looked at. */
  readonly FRAME_ID: number;
}
