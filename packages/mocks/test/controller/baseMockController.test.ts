import { controllerSuite } from "../suites/controllerSuite.ts";
import { simplePair } from "../support/simplePair.ts";

for (const generation of ["gen1", "gen1b", "gen2", "gen3", "gen4"] as const) {
  controllerSuite(generation, (options) => simplePair(generation, options));
}
