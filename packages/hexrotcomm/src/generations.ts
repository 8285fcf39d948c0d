import type { CommandStatus } from "./structs/commandStatus.ts";
import * as gen1 from "./structs/gen1.ts";
import * as gen1b from "./structs/gen1b.ts";
import * as gen2 from "./structs/gen2.ts";
import * as gen3 from "./structs/gen3.ts";
import * as gen4 from "./structs/gen4.ts";

/** How the wire protocol of one range of versions looks. Versions are those of the original, ts_hexrotcomm. */
export interface GenerationFacts {
  /** Versions of the original package that speak it. */
  readonly versions: string;
  /** Who listens: "csc", the control software, with the controller as the TCP client; or "controller". */
  readonly listener: "csc" | "controller";
  /** Two: telemetry on `port`, commands on `port` + 1. One: everything on `port`. */
  readonly sockets: 1 | 2;
  /** The structs that all devices of the generation share. */
  readonly structs: {
    /** What is sent. */
    readonly Command: typeof gen1.Command | typeof gen4.Command;
    /** What stands in front of each message received. */
    readonly Header: typeof gen1.Header | typeof gen1b.Header | typeof gen4.Header;
    /** The answer to a command, where there is one. */
    readonly CommandStatus?: typeof CommandStatus;
  };
  /** What the header's time fields hold. Version 0.19, the first of `gen1b`, still sent UTC. */
  readonly headerTime: "utc" | "tai";
  /** What the command counter counts, and its first value. It wraps from 4294967295 to 0. */
  readonly counter: { readonly scope: "code" | "client"; readonly first: 0 | 1 };
  /** Where the controller answers a command with a CommandStatus, one per command and in order; "none": it never does. */
  readonly acknowledgement: "none" | "command socket" | "the one socket";
  /** The frame ids of configuration and telemetry: a static FRAME_ID of each struct class, or the same for all devices. */
  readonly frameIds: "class" | { readonly config: number; readonly telemetry: number };
  /** What stands in the first field of a command: a constant of the device, or who commands. */
  readonly commandStartsWith: "syncPattern" | "commander";
  /**
   * What the original does after a header with an unknown frame id: close the telemetry connection, or drop what one
   * read of at most the largest struct gives, and go on. On the command socket of `gen3` it skips the header alone.
   */
  readonly unknownFrame: "disconnect" | "flush";
  /** How a fault is cleared: CLEAR_ERROR this many times, with a pause after each. Early controllers need it twice. */
  readonly clearError: { readonly times: number; readonly pauseMs: number };
}

const CLEAR_TWICE = { times: 2, pauseMs: 900 } as const;
const FROM_CLASS = { frameIds: "class", commandStartsWith: "syncPattern" } as const;

/** The generations of the wire protocol: every difference between them, in one table. */
export const wireGenerations = {
  /** The controller connects to us, twice. Headers hold MJD and UTC. */
  gen1: {
    versions: "0.1 to 0.18",
    listener: "csc",
    sockets: 2,
    structs: gen1,
    headerTime: "utc",
    counter: { scope: "code", first: 1 },
    acknowledgement: "none",
    ...FROM_CLASS,
    // Up to 0.14; versions 0.15 to 0.18 flush.
    unknownFrame: "disconnect",
    clearError: CLEAR_TWICE,
  },
  /** The same with a shorter header, in TAI since 0.20. */
  gen1b: {
    versions: "0.19 to 0.22",
    listener: "csc",
    sockets: 2,
    structs: gen1b,
    headerTime: "tai",
    counter: { scope: "code", first: 1 },
    acknowledgement: "none",
    ...FROM_CLASS,
    unknownFrame: "flush",
    clearError: CLEAR_TWICE,
  },
  /** The same bytes with the roles swapped: we connect to the controller, twice. */
  gen2: {
    versions: "0.23 to 0.24",
    listener: "controller",
    sockets: 2,
    structs: gen2,
    headerTime: "tai",
    counter: { scope: "code", first: 1 },
    acknowledgement: "none",
    ...FROM_CLASS,
    unknownFrame: "flush",
    clearError: CLEAR_TWICE,
  },
  /** The controller answers each command, on the command socket. */
  gen3: {
    versions: "0.25 to 0.27",
    listener: "controller",
    sockets: 2,
    structs: gen3,
    headerTime: "tai",
    counter: { scope: "client", first: 0 },
    acknowledgement: "command socket",
    ...FROM_CLASS,
    unknownFrame: "flush",
    clearError: CLEAR_TWICE,
  },
  /** One socket for everything. */
  gen4: {
    versions: "0.28 to 1.3",
    listener: "controller",
    sockets: 1,
    structs: gen4,
    headerTime: "tai",
    counter: { scope: "client", first: 0 },
    acknowledgement: "the one socket",
    frameIds: { config: gen4.FrameId.CONFIG, telemetry: gen4.FrameId.TELEMETRY },
    commandStartsWith: "commander",
    unknownFrame: "flush",
    // Once since 0.30; twice before.
    clearError: { times: 1, pauseMs: 0 },
  },
} as const satisfies Record<string, GenerationFacts>;

type Generations = typeof wireGenerations;

/** The name of a generation of the wire protocol. */
export type WireGeneration = keyof Generations;
/** The generations in which the controller connects to the control software. */
export type ServerGeneration = {
  [G in WireGeneration]: Generations[G]["listener"] extends "csc" ? G : never;
}[WireGeneration];
/** The generations in which the control software connects to the controller. */
export type ClientGeneration = Exclude<WireGeneration, ServerGeneration>;
/** The header of a generation. */
export type HeaderOf<G extends WireGeneration> = InstanceType<Generations[G]["structs"]["Header"]>;
/** The command of a generation. */
export type CommandOf<G extends WireGeneration> = InstanceType<Generations[G]["structs"]["Command"]>;
