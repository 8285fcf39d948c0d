import { mtHexapod } from "@obswire/hexrotcomm";
import { InvalidArgumentError, Option } from "commander";

const { CAMERA_HEXAPOD, M2_HEXAPOD } = mtHexapod.SalIndex;

const NAMES: Readonly<Record<string, mtHexapod.HexapodName>> = {
  [CAMERA_HEXAPOD]: "camera",
  camera: "camera",
  [M2_HEXAPOD]: "m2",
  m2: "m2",
};

/** `--index`: which of the two hexapods; it becomes `index` of the options, as a name. */
export function hexapodOption(): Option {
  return new Option("--index <n>", "which hexapod: 1 or camera, 2 or m2")
    .argParser((text) => {
      const name = NAMES[text.toLowerCase()];
      if (name === undefined) throw new InvalidArgumentError("It must be 1 or camera, 2 or m2.");
      return name;
    })
    .default("camera" satisfies mtHexapod.HexapodName, "1, camera");
}
