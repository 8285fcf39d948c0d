import { SimpleCommandCode, SimpleConfig, SimpleTelemetry } from "@obswire/hexrotcomm";
import { BaseMockController, type MockControllerOptions } from "./baseMockController.ts";
import { CommandError } from "./commandError.ts";

/** Options of a `SimpleMockController`. */
export interface SimpleMockControllerOptions extends MockControllerOptions {
  /** Limits of MOVE and the velocity in the configuration. Default -25, 25 and 47. */
  config?: { minPosition?: number; maxPosition?: number; maxVelocity?: number } | undefined;
}

const DEFAULT_CONFIG = { minPosition: -25, maxPosition: 25, maxVelocity: 47 };

/** How far the device creeps with each telemetry message, so that one sees that it is alive. */
const CREEP = 0.001;

/** A device with one axis that is where it was told to be, at once: for tests and demonstrations. */
export class SimpleMockController extends BaseMockController<SimpleConfig, SimpleTelemetry> {
  constructor(options: SimpleMockControllerOptions) {
    super(options, { ConfigClass: SimpleConfig, TelemetryClass: SimpleTelemetry, CommandCode: SimpleCommandCode });
    this.config.set({ ...DEFAULT_CONFIG, ...options.config });
    this.handle(SimpleCommandCode.MOVE, ({ param1 }) => this.#move(param1));
  }

  protected override updateTelemetry(): void {
    this.telemetry.currPosition += CREEP;
  }

  #move(position: number): void {
    this.requireEnabled();
    const { minPosition, maxPosition } = this.config;
    if (!(position >= minPosition && position <= maxPosition)) {
      throw new CommandError(`position ${position} not in range [${minPosition}, ${maxPosition}]`);
    }
    this.telemetry.cmdPosition = position;
    this.telemetry.currPosition = position;
  }
}
