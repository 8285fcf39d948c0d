import type { Message, MessageClass } from "@obswire/hexrotcomm";
import type { States } from "../hexrotcomm/stateText.ts";

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

/** What `serve` and the demo need to know of a device that connects to the control software. */
export interface Device<C extends ShownMessage, T extends ShownMessage & States> {
  readonly name: string;
  readonly ConfigClass: MessageClass<C>;
  readonly TelemetryClass: MessageClass<T>;
  readonly CommandCode: Readonly<Record<string, number>> & { readonly SET_STATE: number };
  readonly syncPattern: number;
  readonly defaultPort: number;
  /** The axes to show. */
  axes(telemetry: T): readonly DeviceAxis[];
}
