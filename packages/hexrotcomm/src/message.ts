/** An instance of a message struct, as this package needs it; `struct` of `@obswire/structs` makes them. */
export interface Message {
  /** The wire form. */
  readonly bytes: Uint8Array;
  /** An independent copy. */
  copy(): this;
}

/** A message struct that the controller announces with a header: `struct(…)` plus the frame id. */
export interface MessageClass<T extends Message> {
  new (): T;
  /** The name of the struct. */
  readonly name: string;
  /** Size on the wire, in bytes. */
  readonly size: number;
  /** The frame id in the header in front of it. */
  readonly FRAME_ID: number;
}
