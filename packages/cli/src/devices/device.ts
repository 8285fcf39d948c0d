import type { Message } from "@obswire/hexrotcomm";

/** A message that can be shown. */
export interface ShownMessage extends Message {
  toJSON(): object;
}

/** An axis of a device, from one telemetry message. */
export interface DeviceAxis {
  readonly name: string;
  /** Unit of the values; empty if it has none. */
  readonly unit: string;
  readonly position: number;
  readonly commanded: number;
  /** Digits worth showing. */
  readonly digits: number;
  /** The smallest difference of positions worth showing in a chart. */
  readonly minSpan: number;
}

/** Something else that a device tells, in words. */
export interface DeviceDetail {
  readonly label: string;
  readonly text: string;
}
