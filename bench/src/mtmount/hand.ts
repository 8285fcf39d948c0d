/** Code as one would write it for one message each: the fields are taken apart and put together in place. */

/** Reads the bytes of one message and writes the same message. */
export type RoundTrip = (bytes: Buffer) => Buffer;

const textsOf = (bytes: Buffer, count: number): string[] => {
  const texts = bytes.toString("utf8", 0, bytes.length - 2).split("\n");
  if (texts.length !== count) throw new Error(`${texts.length} fields`);
  return texts;
};
const float = (value: number): string => (Number.isInteger(value) ? `${value}.0` : String(value));
const time = (date: Date): string => date.toISOString().slice(0, -1);

interface Track {
  sequenceId: number;
  source: number;
  timestamp: Date;
  position: number;
  velocity: number;
  tai: number;
}

const track = (code: number): RoundTrip => {
  const read = (bytes: Buffer): Track => {
    const [sequenceId, , source, timestamp, position, velocity, tai] = textsOf(bytes, 7);
    return {
      sequenceId: Number(sequenceId),
      source: Number(source),
      timestamp: new Date(`${timestamp}Z`),
      position: Number(position),
      velocity: Number(velocity),
      tai: Number(tai),
    };
  };
  const write = (m: Track): Buffer =>
    Buffer.from(
      `${m.sequenceId}\n${code}\n${m.source}\n${time(m.timestamp)}\n${float(m.position)}\n${float(m.velocity)}\n${float(m.tai)}\r\n`,
    );
  return (bytes) => write(read(bytes));
};

const bothAxesTrack: RoundTrip = (bytes) => {
  const [sequenceId, , source, timestamp, azimuth, elevation, azimuthVelocity, elevationVelocity, negate, tai] =
    textsOf(bytes, 10);
  const m = {
    sequenceId: Number(sequenceId),
    source: Number(source),
    timestamp: new Date(`${timestamp}Z`),
    azimuth: Number(azimuth),
    elevation: Number(elevation),
    azimuthVelocity: Number(azimuthVelocity),
    elevationVelocity: Number(elevationVelocity),
    negate: Number(negate),
    tai: Number(tai),
  };
  return Buffer.from(
    `${m.sequenceId}\n31\n${m.source}\n${time(m.timestamp)}\n${float(m.azimuth)}\n${float(m.elevation)}\n${float(m.azimuthVelocity)}\n${float(m.elevationVelocity)}\n${m.negate}\n${float(m.tai)}\r\n`,
  );
};

const bothAxesMove: RoundTrip = (bytes) => {
  const [sequenceId, , source, timestamp, azimuth, elevation, azimuthVelocity, elevationVelocity, negate] = textsOf(
    bytes,
    9,
  );
  const m = {
    sequenceId: Number(sequenceId),
    source: Number(source),
    timestamp: new Date(`${timestamp}Z`),
    azimuth: Number(azimuth),
    elevation: Number(elevation),
    azimuthVelocity: Number(azimuthVelocity),
    elevationVelocity: Number(elevationVelocity),
    negate: Number(negate),
  };
  return Buffer.from(
    `${m.sequenceId}\n30\n${m.source}\n${time(m.timestamp)}\n${float(m.azimuth)}\n${float(m.elevation)}\n${float(m.azimuthVelocity)}\n${float(m.elevationVelocity)}\n${m.negate}\r\n`,
  );
};

const elevationAxisMove: RoundTrip = (bytes) => {
  const [sequenceId, , source, timestamp, position, velocity, acceleration, jerk] = textsOf(bytes, 8);
  const m = {
    sequenceId: Number(sequenceId),
    source: Number(source),
    timestamp: new Date(`${timestamp}Z`),
    position: Number(position),
    velocity: Number(velocity),
    acceleration: Number(acceleration),
    jerk: Number(jerk),
  };
  return Buffer.from(
    `${m.sequenceId}\n403\n${m.source}\n${time(m.timestamp)}\n${float(m.position)}\n${float(m.velocity)}\n${float(m.acceleration)}\n${float(m.jerk)}\r\n`,
  );
};

const ack: RoundTrip = (bytes) => {
  const [, sequenceId, source, timestamp, timeout] = textsOf(bytes, 5);
  const m = {
    sequenceId: Number(sequenceId),
    source: Number(source),
    timestamp: new Date(`${timestamp}Z`),
    timeoutMs: Number(timeout),
  };
  return Buffer.from(`0\n${m.sequenceId}\n${m.source}\n${time(m.timestamp)}\n${m.timeoutMs}\r\n`);
};

const noAck: RoundTrip = (bytes) => {
  const [, sequenceId, source, timestamp, explanation] = textsOf(bytes, 5);
  const m = {
    sequenceId: Number(sequenceId),
    source: Number(source),
    timestamp: new Date(`${timestamp}Z`),
    explanation,
  };
  return Buffer.from(`1\n${m.sequenceId}\n${m.source}\n${time(m.timestamp)}\n${m.explanation}\r\n`);
};

const done: RoundTrip = (bytes) => {
  const [, sequenceId, source, timestamp] = textsOf(bytes, 4);
  const m = { sequenceId: Number(sequenceId), source: Number(source), timestamp: new Date(`${timestamp}Z`) };
  return Buffer.from(`2\n${m.sequenceId}\n${m.source}\n${time(m.timestamp)}\r\n`);
};

const inPosition: RoundTrip = (bytes) => {
  const [, timestamp, what, isInPosition] = textsOf(bytes, 4);
  const m = { timestamp: new Date(`${timestamp}Z`), what: Number(what), inPosition: isInPosition === "1" };
  return Buffer.from(`6\n${time(m.timestamp)}\n${m.what}\n${m.inPosition ? 1 : 0}\r\n`);
};

/** The hand-written code, by the kind of message it is for. */
export const byHand = {
  AckReply: ack,
  AzimuthAxisTrack: track(105),
  BothAxesMove: bothAxesMove,
  BothAxesTrack: bothAxesTrack,
  CameraCableWrapTrack: track(1004),
  DoneReply: done,
  ElevationAxisMove: elevationAxisMove,
  ElevationAxisTrack: track(405),
  InPositionReply: inPosition,
  NoAckReply: noAck,
} as const satisfies Record<string, RoundTrip>;
