import type { Message, MessageClass } from "@obswire/hexrotcomm";
import type { BaseMockController, ManualClock, ReceivedCommand, StateTelemetry } from "../../src/index.ts";
import { type Acknowledgement, ControlSide } from "./controlSide.ts";

/** A mock of gen4 and the control software's side, with the commands by name. */
export class DevicePair<C extends Message, T extends StateTelemetry> implements AsyncDisposable {
  readonly mock: BaseMockController<C, T>;
  readonly side: ControlSide<C, T>;
  readonly clock: ManualClock;
  readonly #codes: Readonly<Record<string, number>>;

  private constructor(
    mock: BaseMockController<C, T>,
    side: ControlSide<C, T>,
    clock: ManualClock,
    codes: Readonly<Record<string, number>>,
  ) {
    this.mock = mock;
    this.side = side;
    this.clock = clock;
    this.#codes = codes;
  }

  /** Connects to a mock that listens. */
  static async connect<C extends Message, T extends StateTelemetry>(
    mock: BaseMockController<C, T>,
    clock: ManualClock,
    device: {
      codes: Readonly<Record<string, number>>;
      classes: { ConfigClass: MessageClass<C>; TelemetryClass: MessageClass<T> };
    },
  ): Promise<DevicePair<C, T>> {
    const side = await ControlSide.connect(mock, device.classes);
    await side.until("telemetry", () => side.samples.length > 0);
    return new DevicePair(mock, side, clock, device.codes);
  }

  /** Sends a command and waits for what the mock made of it. */
  async run(name: string, ...params: number[]): Promise<ReceivedCommand> {
    await this.side.send(this.#codes[name] ?? Number.NaN, ...params);
    return await this.mock.expectCommand(name);
  }

  /** Sends a command and waits for its acknowledgement. */
  async acknowledged(name: string, ...params: number[]): Promise<Acknowledgement> {
    return await this.side.acknowledgementOf(await this.side.send(this.#codes[name] ?? Number.NaN, ...params));
  }

  /** Lets time pass, with telemetry at its interval, and gives the last sample. */
  async after(ms: number): Promise<T> {
    await this.clock.advance(ms);
    return await this.side.sampleAt(this.clock);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.side[Symbol.asyncDispose]();
    await this.mock.close();
  }
}
