/** What a mock mount does wrong, as plain switches: set them at any time. */
export interface MountFaults {
  /** Commands are received and recorded, and nothing happens: no effect, no answer. Default false. */
  ignoreCommands: boolean;
  /** Each command is refused with this explanation, whatever it is. Default off. */
  refuseCommands: string | undefined;
  /** Time before a command is executed, in milliseconds of the mount's clock. Default 0. */
  commandDelayMs: number;
  /** Commands are executed and not acknowledged; Done comes all the same. Default false. */
  dropAcknowledgement: boolean;
  /** Commands are executed and acknowledged, and never done: neither Done nor NoAck follows. Default false. */
  dropDone: boolean;
  /** What takes its time fails in the end, with this explanation. Default off. */
  failMoves: string | undefined;
  /** What fails in the end is answered with Done and an `ErrorReply`, as a real mount does. Default false. */
  doneDespiteFailure: boolean;
  /** These bytes and a CR LF are sent before the next reply; then the switch is off. Default off. */
  garbageBeforeNextReply: Uint8Array | undefined;
  /** No telemetry is sent, and no in-position replies; the connections stay. Default false. */
  freezeTelemetry: boolean;
}

/** A mock mount that does everything right. */
export function noMountFaults(): MountFaults {
  return {
    ignoreCommands: false,
    refuseCommands: undefined,
    commandDelayMs: 0,
    dropAcknowledgement: false,
    dropDone: false,
    failMoves: undefined,
    doneDespiteFailure: false,
    garbageBeforeNextReply: undefined,
    freezeTelemetry: false,
  };
}
