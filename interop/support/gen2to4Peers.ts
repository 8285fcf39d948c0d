import { fileURLToPath } from "node:url";
import { PythonPeer } from "./pythonPeer.ts";

/** The generations in which the controller listens. */
export type Gen2To4Generation = "gen2" | "gen3" | "gen4";

/** The devices that the peers know; the newest hexapod and rotator in gen4 only. */
type Gen2To4Device = "simple" | "hexapod" | "rotator";

/** A socket; in gen4 both are the same one. */
type Socket = "telemetry" | "command";

/** Fields of the config of any device, as Python names them. */
interface ConfigFields {
  [field: string]: unknown;
  drives_enabled?: boolean;
}

/** Fields of the telemetry of any device; the positions are the simple one's. */
interface TelemetryFields {
  [field: string]: unknown;
  application_status: number;
  state: number;
  enabled_substate: number;
  curr_position?: number;
  cmd_position?: number;
}

interface HeaderFields {
  /** Not in gen4. */
  sync_pattern?: number;
  frame_id: number;
  counter: number;
  tai_sec: number;
  tai_nsec: number;
}

/** A command, and its bytes. */
interface CommandFields {
  counter: number;
  code: number;
  /** The sync pattern; in gen4 the commander. */
  starts_with: number;
  params: number[];
  /** The 58 bytes, in gen4 60, as hexadecimal digits. */
  hex: string;
}

interface AnswerFields {
  header: HeaderFields;
  status: number;
  duration: number;
  reason: string;
  hex: string;
}

interface ConnectionFlags {
  command: boolean;
  telemetry: boolean;
  /** Both of them. */
  connected: boolean;
}

interface CommonEvents {
  connection: ConnectionFlags & { reason: string };
  config: { header: HeaderFields; config: ConfigFields; hex: string };
  telemetry: { header: HeaderFields; telemetry: TelemetryFields; hex: string };
  unexpected_data: { socket: Socket; hex: string };
  error: { message: string; instruction: unknown };
  closed: object;
}

interface ControllerEvents extends CommonEvents {
  listening: { telemetry_port: number; command_port: number };
  command: CommandFields & { accepted: boolean; reason: string | null; state: string };
  answer: AnswerFields;
  unknown: { header: HeaderFields; hex: string };
  rejected: { socket: string };
  status: ConnectionFlags & {
    state: string;
    config: ConfigFields;
    body: TelemetryFields;
    commands: number;
    refused: number;
  };
}

interface ClientEvents extends CommonEvents {
  command: CommandFields;
  answer: AnswerFields & { reason_hex: string; expected: boolean };
  no_answer: { counter: number; why: string };
  unknown_frame_id: { socket: string; header: HeaderFields; hex: string; dropped: string };
  status: ConnectionFlags & { last_counters: Record<string, number>; waiting: number | null };
}

type CommonInstruction =
  | { do: "drop"; socket?: Socket | "both"; how?: "fin" | "reset" }
  | { do: "raw"; socket: Socket; hex: string }
  | { do: "status" }
  | { do: "quit" };

type ControllerInstruction =
  | CommonInstruction
  | { do: "config"; [field: string]: unknown }
  | { do: "set_state"; state: string }
  | { do: "duration"; seconds: number }
  | { do: "answers"; are: "manual" | "automatic" }
  | { do: "answer"; counter: number; status?: number; duration?: number; reason?: string; reason_hex?: string }
  | { do: "frames"; list: (string | number)[]; body?: string; socket?: Socket }
  | { do: "pause" }
  | { do: "resume" };

type Params = { [N in 1 | 2 | 3 | 4 | 5 | 6 as `param${N}`]?: number };

type ClientInstruction =
  | CommonInstruction
  | { do: "connect" }
  | ({ do: "command"; code: number; timeout?: number } & Params)
  | { do: "preset"; counter: number; code?: number };

/** The event maps are interfaces for readable types; a mapped copy has the index signature that PythonPeer asks for. */
type Mapped<T> = { [K in keyof T]: T[K] & object };

/** A running `gen2to4_controller.py`. */
export type Gen2To4ControllerPeer = PythonPeer<Mapped<ControllerEvents>, ControllerInstruction>;

/** A running `gen2to4_client.py`. */
export type Gen2To4ClientPeer = PythonPeer<Mapped<ClientEvents>, ClientInstruction>;

const script = (name: string): string => fileURLToPath(new URL(`../python/${name}`, import.meta.url));

/** Options of {@link startGen2To4Controller}. */
export interface Gen2To4ControllerOptions {
  /** Default `"gen4"`. */
  generation?: Gen2To4Generation;
  /** Default `"simple"`. */
  device?: Gen2To4Device;
  /** Where to listen; in gen2 and gen3 commands go to the next one. Default 0: a free one. */
  port?: number;
  /** Time between telemetry messages, in milliseconds. Default 20. */
  telemetryIntervalMs?: number;
  /** Default: STANDBY in gen4, OFFLINE before. */
  initialState?: "STANDBY" | "DISABLED" | "ENABLED" | "OFFLINE" | "FAULT";
  /** Write header and body one after the other. Default false. */
  split?: boolean;
}

/** A running `gen2to4_controller.py` and where it listens. */
export interface Gen2To4Controller extends AsyncDisposable {
  peer: Gen2To4ControllerPeer;
  /** Of telemetry; in gen4 of everything. */
  port: number;
}

/** Starts the Python controller and waits until it listens. */
export async function startGen2To4Controller(options: Gen2To4ControllerOptions = {}): Promise<Gen2To4Controller> {
  const { generation = "gen4", device = "simple", port = 0, telemetryIntervalMs = 20, initialState } = options;
  const peer: Gen2To4ControllerPeer = new PythonPeer(script("gen2to4_controller.py"), [
    ...["--generation", generation, "--device", device, "--port", `${port}`],
    ...["--telemetry-interval", `${telemetryIntervalMs / 1000}`],
    ...(initialState === undefined ? [] : ["--initial-state", initialState]),
    ...(options.split === true ? ["--split"] : []),
  ]);
  try {
    const { telemetry_port } = await peer.next("listening");
    return { peer, port: telemetry_port, [Symbol.asyncDispose]: () => peer.close() };
  } catch (error) {
    await peer.close();
    throw error;
  }
}

/** Options of {@link startGen2To4Client}. */
export interface Gen2To4ClientOptions {
  /** Of telemetry; in gen4 of everything. */
  port: number;
  /** Default `"gen4"`. */
  generation?: Gen2To4Generation;
  /** Default `"simple"`. */
  device?: Gen2To4Device;
  /** Return at once. Default false: wait for the config. */
  atOnce?: boolean;
}

/** Starts the Python client and waits until it is connected and has the config. */
export async function startGen2To4Client(options: Gen2To4ClientOptions): Promise<Gen2To4ClientPeer> {
  const { port, generation = "gen4", device = "simple" } = options;
  const peer: Gen2To4ClientPeer = new PythonPeer(script("gen2to4_client.py"), [
    ...["--port", `${port}`, "--generation", generation, "--device", device],
  ]);
  try {
    if (options.atOnce !== true) await peer.next("config");
    return peer;
  } catch (error) {
    await peer.close();
    throw error;
  }
}
