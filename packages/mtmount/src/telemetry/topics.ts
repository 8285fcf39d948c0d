import { TelemetryTopicId } from "../enums.ts";

/** One number of a topic, or several of them. */
export interface TelemetryField {
  /** The name on the wire; of an array, what its numbers' names begin with: `azCurrent` for `azCurrent1`, `azCurrent2`, … */
  readonly wireName: string;
  /** The unit. Absent where the vendor does not state it. */
  readonly unit: string | undefined;
  /** How many numbers it is; 0: it is one, not an array. */
  readonly length: number;
}

const number = (wireName: string, unit?: string): TelemetryField & { length: 0 } => ({ wireName, unit, length: 0 });
const numbers = <N extends number>(wireName: string, length: N, unit: string): TelemetryField & { length: N } => ({
  wireName,
  unit,
  length,
});

const timestamp = { timestampTaiUnixSec: number("timestamp", "s, TAI since 1970") };

const axis = {
  actualPositionDeg: number("angleActual", "deg"),
  demandPositionDeg: number("angleSet", "deg"),
  actualVelocityDegPerSec: number("velocityActual", "deg/s"),
  demandVelocityDegPerSec: number("velocitySet", "deg/s"),
  actualAccelerationDegPerSec2: number("accelerationActual", "deg/s²"),
  actualTorque: number("torqueActual"),
  ...timestamp,
};

/** The topics of telemetry, by the names they have in the control system, and the names of their fields on the wire. */
export const telemetryTopics = {
  azimuth: { id: TelemetryTopicId.AZIMUTH, fields: axis },
  azimuthDrives: {
    id: TelemetryTopicId.AZIMUTH_DRIVE,
    fields: { currentsAmp: numbers("azCurrent", 16, "A"), ...timestamp },
  },
  elevation: { id: TelemetryTopicId.ELEVATION, fields: axis },
  elevationDrives: {
    id: TelemetryTopicId.ELEVATION_DRIVE,
    fields: { currentsAmp: numbers("elCurrent", 12, "A"), ...timestamp },
  },
  cameraCableWrap: {
    id: TelemetryTopicId.CAMERA_CABLE_WRAP,
    fields: {
      actualPositionDeg: number("angle", "deg"),
      actualVelocityDegPerSec: number("speed", "deg/s"),
      actualAccelerationDegPerSec2: number("acceleration", "deg/s²"),
      ...timestamp,
    },
  },
} as const;

type Topics = typeof telemetryTopics;

/** The name of a topic. */
export type TelemetryTopic = keyof Topics;

/** A sample of one topic: the values at one moment. The units are in the names; that of a torque is the controller's. */
export type TelemetryOf<T extends TelemetryTopic> = { readonly topic: T } & {
  readonly [F in keyof Topics[T]["fields"]]: Topics[T]["fields"][F] extends { length: 0 } ? number : readonly number[];
};

/** A sample of any topic; its `topic` says which, and narrows the type. */
export type Telemetry = { [T in TelemetryTopic]: TelemetryOf<T> }[TelemetryTopic];
