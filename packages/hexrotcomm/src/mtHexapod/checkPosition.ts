import type { ParamsOf } from "../device/commandTable.ts";
import type { commands } from "./commands.ts";

/**
 * Checks a position against the `posLimits` of a configuration of any version, as the control software does before it
 * sends a command. A configuration that has not arrived, zeros, has no limits.
 *
 * @throws RangeError with the name of the coordinate, its value and its limits
 */
export function checkPosition(
  position: ParamsOf<(typeof commands)["POSITION_SET"]>,
  { posLimits }: { readonly posLimits: ArrayLike<number> },
): void {
  const [maxXy = 0, minZ = 0, maxZ = 0, maxUv = 0, minW = 0, maxW = 0] = Array.from(posLimits);
  const ranges = [
    ["xMicrons", -maxXy, maxXy],
    ["yMicrons", -maxXy, maxXy],
    ["zMicrons", minZ, maxZ],
    ["uDeg", -maxUv, maxUv],
    ["vDeg", -maxUv, maxUv],
    ["wDeg", minW, maxW],
  ] as const;
  for (const [name, min, max] of ranges) {
    const value = position[name];
    if (min < max && !(value >= min && value <= max)) {
      throw new RangeError(
        `${name} must be from ${min} to ${max} ${name.endsWith("Deg") ? "deg" : "µm"}, not ${value}`,
      );
    }
  }
}
