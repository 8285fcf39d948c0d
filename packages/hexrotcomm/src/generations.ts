import * as gen1 from "./structs/gen1.ts";
import * as gen1b from "./structs/gen1b.ts";

/** How the wire protocol of one range of versions looks. */
interface GenerationFacts {
  /** Versions of the original package that speak it. */
  readonly versions: string;
  /** Who listens: "csc", the control software's side, with the controller as the TCP client. */
  readonly listener: "csc";
  /** The structs that all devices of the generation share. */
  readonly structs: {
    readonly Command: typeof gen1.Command;
    readonly Header: typeof gen1.Header | typeof gen1b.Header;
  };
  /** What the header's time fields hold. */
  readonly headerTime: "utc" | "tai";
  /** What the command counter counts, and its first value. It wraps from 4294967295 to 0. */
  readonly counter: { readonly scope: "code"; readonly first: number };
}

/** The generations of the wire protocol. */
export const generations = {
  gen1: {
    versions: "0.1 to 0.18",
    listener: "csc",
    structs: gen1,
    headerTime: "utc",
    counter: { scope: "code", first: 1 },
  },
  gen1b: {
    versions: "0.19 to 0.22",
    listener: "csc",
    structs: gen1b,
    headerTime: "tai",
    counter: { scope: "code", first: 1 },
  },
} as const satisfies Record<string, GenerationFacts>;

/** The name of a generation of the wire protocol. */
export type Generation = keyof typeof generations;

/** The header of a generation. */
export type HeaderOf<G extends Generation> = InstanceType<(typeof generations)[G]["structs"]["Header"]>;
