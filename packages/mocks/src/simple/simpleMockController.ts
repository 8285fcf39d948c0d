import {
  type ClientGeneration,
  gen4,
  type Message,
  type MessageClass,
  type ServerGeneration,
  SimpleCommandCode,
  SimpleConfig,
  SimpleTelemetry,
  type WireGeneration,
} from "@obswire/hexrotcomm";
import type { WaitOptions } from "@obswire/tcpip";
import { BaseMockController } from "../controller/baseMockController.ts";
import { CommandError } from "../controller/commandError.ts";
import type { MockControllerOptions, MockDevice } from "../controller/mockControllerOptions.ts";
import { floatText } from "../controller/pythonText.ts";
import { connectMock, listenMock } from "../controller/startMock.ts";

/** The configuration of the simple device, for each generation. */
export interface SimpleConfigs {
  gen1: SimpleConfig;
  gen1b: SimpleConfig;
  gen2: SimpleConfig;
  gen3: SimpleConfig;
  gen4: gen4.SimpleConfig;
}

/** The telemetry of the simple device, for each generation. */
export interface SimpleTelemetries {
  gen1: SimpleTelemetry;
  gen1b: SimpleTelemetry;
  gen2: SimpleTelemetry;
  gen3: SimpleTelemetry;
  gen4: gen4.SimpleTelemetry;
}

/** Options of a `SimpleMockController`. */
export interface SimpleMockControllerOptions<G extends WireGeneration = WireGeneration> extends MockControllerOptions {
  /** The generation of the wire protocol. Default `gen4`. */
  generation?: G | undefined;
  /** Limits of MOVE and the velocity in the configuration. Default -25, 25 and 47. */
  config?: { minPosition?: number; maxPosition?: number; maxVelocity?: number } | undefined;
}

const DEFAULT_CONFIG = { minPosition: -25, maxPosition: 25, maxVelocity: 47 };

/** How far the device creeps with each telemetry message, so that one sees that it is alive. */
const CREEP = 0.001;

/**
 * A device with one axis that is where it was told to be, at once: for tests and demonstrations, in every generation of
 * the wire protocol.
 */
export class SimpleMockController<G extends WireGeneration = "gen4"> extends BaseMockController<
  SimpleConfigs[G],
  SimpleTelemetries[G]
> {
  /** Makes a controller that is not connected: `start`, or use `listen` or `connect`. */
  constructor(options: SimpleMockControllerOptions<G> = {}) {
    const generation = options.generation ?? ("gen4" as G);
    super(options, simpleDevice(generation));
    this.config.set({ ...DEFAULT_CONFIG, ...options.config });
    const { MOVE } = generation === "gen4" ? gen4.SimpleCommandCode : SimpleCommandCode;
    this.handle(MOVE, ({ param1 }) => this.#move(param1));
  }

  /** A controller of `gen2`, `gen3` or `gen4` that listens. @throws TcpipError `ERR_TCPIP_LISTEN` */
  static async listen<G extends ClientGeneration = "gen4">(
    options: SimpleMockControllerOptions<G> = {},
  ): Promise<SimpleMockController<G>> {
    return await listenMock(new SimpleMockController<G>(options));
  }

  /** A controller of `gen1` or `gen1b` that has connected to the control software. @throws TcpipError `ERR_TCPIP_TIMEOUT` */
  static async connect<G extends ServerGeneration>(
    options: SimpleMockControllerOptions<G> & { generation: G; port: number },
    wait?: WaitOptions,
  ): Promise<SimpleMockController<G>> {
    return await connectMock(new SimpleMockController<G>(options), wait);
  }

  protected override updateTelemetry(): void {
    this.telemetry.currPosition += CREEP;
  }

  #move(position: number): void {
    this.requireState();
    const { minPosition, maxPosition } = this.config;
    if (!(position >= minPosition && position <= maxPosition)) {
      const range = `[${floatText(minPosition)}, ${floatText(maxPosition)}]`;
      throw new CommandError(`position=${floatText(position)} not in range ${range}`);
    }
    this.telemetry.cmdPosition = position;
    this.telemetry.currPosition = position;
  }
}

function simpleDevice<G extends WireGeneration>(
  generation: G,
): MockDevice<SimpleConfigs[G] & Message, SimpleTelemetries[G]> {
  const structs =
    generation === "gen4"
      ? { ConfigClass: gen4.SimpleConfig, TelemetryClass: gen4.SimpleTelemetry }
      : { ConfigClass: SimpleConfig, TelemetryClass: SimpleTelemetry };
  return {
    generation,
    // The two halves of the condition above are the two kinds of row of the maps.
    ...(structs as unknown as {
      ConfigClass: MessageClass<SimpleConfigs[G]>;
      TelemetryClass: MessageClass<SimpleTelemetries[G]>;
    }),
    CommandCode: generation === "gen4" ? gen4.SimpleCommandCode : SimpleCommandCode,
    states: generation === "gen4" ? "short" : "full",
  };
}
