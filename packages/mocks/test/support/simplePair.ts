import {
  gen4,
  type Message,
  type MessageClass,
  SimpleCommandCode,
  SimpleConfig,
  SimpleTelemetry,
  type WireGeneration,
} from "@obswire/hexrotcomm";
import { ManualClock, SimpleMockController, type SimpleMockControllerOptions } from "../../src/index.ts";
import { ControlSide } from "./controlSide.ts";

/** What the simple device's messages have in common in all generations. */
interface AnySimpleConfig extends Message {
  minPosition: number;
  maxPosition: number;
  maxVelocity: number;
}
/** What the simple device's messages have in common in all generations. */
interface AnySimpleTelemetry extends Message {
  applicationStatus: number;
  state: number;
  enabledSubstate: number;
  currPosition: number;
  cmdPosition: number;
}

type Classes = { ConfigClass: MessageClass<AnySimpleConfig>; TelemetryClass: MessageClass<AnySimpleTelemetry> };

const OLD: Classes = { ConfigClass: SimpleConfig, TelemetryClass: SimpleTelemetry };
const NEW: Classes = { ConfigClass: gen4.SimpleConfig, TelemetryClass: gen4.SimpleTelemetry };

/** Command codes of the simple device in a generation. */
export function codesOf(generation: WireGeneration): { SET_STATE: number; SET_ENABLED_SUBSTATE: number; MOVE: number } {
  return generation === "gen4" ? gen4.SimpleCommandCode : SimpleCommandCode;
}

/** A simple mock controller and the control software's side, connected. */
export interface SimplePair extends AsyncDisposable {
  readonly mock: SimpleMockController<WireGeneration>;
  readonly side: ControlSide<AnySimpleConfig, AnySimpleTelemetry>;
  readonly clock: ManualClock;
  /** The control software connects again; in gen1 the mock does. */
  again(): Promise<ControlSide<AnySimpleConfig, AnySimpleTelemetry>>;
}

/** Makes such a pair; its time is a ManualClock. */
export async function simplePair(
  generation: WireGeneration,
  options: SimpleMockControllerOptions = {},
): Promise<SimplePair> {
  const clock = new ManualClock();
  const classes = generation === "gen4" ? NEW : OLD;
  if (generation === "gen1" || generation === "gen1b") {
    const side = await ControlSide.listen(generation, classes);
    const { port, commandPort } = side;
    const mock = new SimpleMockController<WireGeneration>({ ...options, generation, clock, port, commandPort });
    await mock.start();
    await mock.waitConnected({ timeoutMs: 5000 });
    await side.until("a first sample", () => side.samples.length > 0);
    return {
      mock,
      side,
      clock,
      again: async () => side,
      async [Symbol.asyncDispose]() {
        await mock.close();
        await side[Symbol.asyncDispose]();
      },
    };
  }
  const mock = new SimpleMockController<WireGeneration>({ ...options, generation, clock });
  await mock.start();
  const sides: ControlSide<AnySimpleConfig, AnySimpleTelemetry>[] = [];
  const again = async (): Promise<ControlSide<AnySimpleConfig, AnySimpleTelemetry>> => {
    const side = await ControlSide.connect(mock, classes);
    sides.push(side);
    return side;
  };
  const side = await again();
  await side.until("a first sample", () => side.samples.length > 0);
  await mock.waitConnected({ timeoutMs: 5000 });
  return {
    mock,
    side,
    clock,
    again,
    async [Symbol.asyncDispose]() {
      await Promise.all(sides.map((one) => one[Symbol.asyncDispose]()));
      await mock.close();
    },
  };
}
