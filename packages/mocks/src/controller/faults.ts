/** What a mock controller does wrong, as plain switches: set them at any time. The object is sealed: a misspelt one throws. */
export interface Faults {
  /** Commands are received and recorded, and nothing happens: no effect, no acknowledgement. Default false. */
  ignoreCommands: boolean;
  /** Each command is refused with this reason, whatever it is; only its first 50 bytes fit in the answer. Default off. */
  refuseCommands: string | undefined;
  /** Time before a command is executed, in milliseconds of the controller's clock. Default 0. */
  commandDelayMs: number;
  /** Commands are executed and not acknowledged. Default false. */
  dropAcknowledgement: boolean;
  /** Time between execution and acknowledgement, in milliseconds of the controller's clock. Default 0. */
  acknowledgementDelayMs: number;
  /** No telemetry is sent; the connection stays. Default false. */
  freezeTelemetry: boolean;
  /** Telemetry says that something else has the command: no bit DDS_COMMAND_SOURCE. Default false. */
  commandSourceLost: boolean;
  /** The frame id that the next frame has instead of its own; then the switch is off again. Default off. */
  nextFrameId: number | undefined;
  /** The next frame is sent with this bit mask applied to its first body byte; then the switch is off. Default off. */
  corruptNextFrame: number | undefined;
  /** Where the controller connects: it does not connect again. Where it listens: whoever connects is closed. Default false. */
  stayAway: boolean;
}

/** A mock controller that does everything right. */
export function noFaults(): Faults {
  return Object.seal({
    ignoreCommands: false,
    refuseCommands: undefined,
    commandDelayMs: 0,
    dropAcknowledgement: false,
    acknowledgementDelayMs: 0,
    freezeTelemetry: false,
    commandSourceLost: false,
    nextFrameId: undefined,
    corruptNextFrame: undefined,
    stayAway: false,
  });
}
