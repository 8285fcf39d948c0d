/** The limits in a configuration of the rotator, of any version. */
export interface PositionLimits {
  /** Lowest position, degrees. */
  readonly lowerPosLimit: number;
  /** Highest position, degrees. */
  readonly upperPosLimit: number;
}

/**
 * Checks a position against a configuration, as the control software does before it sends a command. A configuration
 * that has not arrived, zeros, has no limits.
 *
 * @param name of the parameter, for the error
 * @throws RangeError with the name, the value and the limits
 */
export function checkPosition(
  positionDeg: number,
  { lowerPosLimit, upperPosLimit }: PositionLimits,
  name = "positionDeg",
): void {
  if (!(lowerPosLimit < upperPosLimit) || (positionDeg >= lowerPosLimit && positionDeg <= upperPosLimit)) return;
  throw new RangeError(`${name} must be from ${lowerPosLimit} to ${upperPosLimit} deg, not ${positionDeg}`);
}
