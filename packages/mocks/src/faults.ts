/** What a mock controller does wrong, as plain switches: set them at any time. */
export interface Faults {
  /** Commands are received and recorded, and nothing happens. Default false. */
  ignoreCommands: boolean;
  /** Time before a command is executed, in milliseconds. Default 0. */
  commandDelayMs: number;
  /** No telemetry is sent; the connection stays. Default false. */
  freezeTelemetry: boolean;
  /** The frame id that the next frame has instead of its own; then the switch is off again. Default off. */
  nextFrameId: number | undefined;
  /** The next frame is sent with this bit mask applied to its first body byte; then the switch is off. Default off. */
  corruptNextFrame: number | undefined;
  /** A lost socket is not connected again. Default false. */
  stayAway: boolean;
}

/** A mock controller that does everything right. */
export function noFaults(): Faults {
  return {
    ignoreCommands: false,
    commandDelayMs: 0,
    freezeTelemetry: false,
    nextFrameId: undefined,
    corruptNextFrame: undefined,
    stayAway: false,
  };
}
