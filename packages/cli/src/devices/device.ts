import type { Message, MessageClass } from "@obswire/hexrotcomm";
import type { States } from "../hexrotcomm/stateText.ts";

/** A message that can be shown. */
export interface ShownMessage extends Message {
  toJSON(): object;
}

/** What a device has to say about itself so that `serve` and the demo can talk to it and show it. */
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

/** An axis of a device, from one telemetry message. */
export interface DeviceAxis {
  readonly name: string;
  /** Unit of the values; empty if it has none. */
  readonly unit: string;
  readonly position: number;
  readonly commanded: number;
  /** Digits worth showing. */
  readonly digits: number;
  /** The smallest difference worth showing in a chart. */
  readonly minSpan: number;
}
