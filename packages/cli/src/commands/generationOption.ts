import { type ServerGeneration, type WireGeneration, wireGenerations } from "@obswire/hexrotcomm";
import { Option } from "commander";

/** `--generation` where the controller is the TCP client. */
export function serverGenerationOption(): Option {
  return generationOption("csc", "gen1" satisfies ServerGeneration);
}

function generationOption(listener: "csc" | "controller", preferred: WireGeneration): Option {
  const names = Object.keys(wireGenerations) as WireGeneration[];
  const possible = names.filter((name) => wireGenerations[name].listener === listener);
  const meanings = possible.map((name) => `${name}: ts_hexrotcomm ${wireGenerations[name].versions}`);
  return new Option("--generation <name>", `wire protocol; ${meanings.join(", ")}`)
    .choices(possible)
    .default(preferred);
}
