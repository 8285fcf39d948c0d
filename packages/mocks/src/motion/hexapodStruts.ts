import { type HexapodGeometry, type Pose, strutDisplacements } from "./hexapodGeometry.ts";
import { PointToPointActuator } from "./pointToPointActuator.ts";
import { mapSix, type Six, zipSix } from "./six.ts";

/** Options of `HexapodStruts`. */
export interface HexapodStrutsOptions {
  /** Where the struts end. */
  readonly geometry: HexapodGeometry;
  /** Largest displacement of a strut from its neutral length, either way, in um. */
  readonly maxDisplacement: number;
  /** Speed of every strut, um/s. */
  readonly speed: number;
}

/** The six struts of a hexapod, each of which moves with one speed: so they arrive one after the other. */
export class HexapodStruts {
  /** The struts in their order; positions are displacements from the neutral length, in um. */
  readonly actuators: Six<PointToPointActuator>;
  readonly #geometry: HexapodGeometry;

  constructor({ geometry, maxDisplacement, speed }: HexapodStrutsOptions) {
    this.#geometry = geometry;
    const strut = (): PointToPointActuator =>
      new PointToPointActuator({ minPosition: -maxDisplacement, maxPosition: maxDisplacement, speed });
    this.actuators = [strut(), strut(), strut(), strut(), strut(), strut()];
  }

  /**
   * Begins to move to a pose.
   *
   * @param sec when, in seconds.
   * @returns how long it takes until the last strut is there, in seconds.
   * @throws RangeError when a strut cannot go where it would have to: none moves.
   */
  move(pose: Pose, sec: number): number {
    const moves = zipSix(this.actuators, strutDisplacements(this.#geometry, pose));
    for (const [i, [{ minPosition, maxPosition }, target]] of moves.entries()) {
      if (!(target >= minPosition && target <= maxPosition)) {
        throw new RangeError(`strut ${i + 1}=${target} um not in range [${minPosition}, ${maxPosition}]`);
      }
    }
    return Math.max(...mapSix(moves, ([actuator, target]) => actuator.setPosition(target, sec)));
  }

  /** Stops all struts where they are. */
  stop(sec: number): void {
    for (const actuator of this.actuators) actuator.stop(sec);
  }

  /** Whether any strut has not arrived yet. */
  moving(sec: number): boolean {
    return this.actuators.some((actuator) => actuator.remainingSec(sec) > 0);
  }

  /** Displacement of each strut, um. */
  positions(sec: number): Six<number> {
    return mapSix(this.actuators, (actuator) => actuator.position(sec));
  }

  /** Velocity of each strut, um/s. */
  velocities(sec: number): Six<number> {
    return mapSix(this.actuators, (actuator) => actuator.velocity(sec));
  }

  /** Displacement of each strut at the end of the move, um. */
  get endPositions(): Six<number> {
    return mapSix(this.actuators, (actuator) => actuator.endPosition);
  }

  /** How long the present move still takes, in seconds. */
  remainingSec(sec: number): number {
    return Math.max(...mapSix(this.actuators, (actuator) => actuator.remainingSec(sec)));
  }
}
