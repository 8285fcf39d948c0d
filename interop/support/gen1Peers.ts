import { fileURLToPath } from "node:url";
import { PythonPeer } from "./pythonPeer.ts";

/** The two wire layouts of generation 1. */
export type Gen1Generation = "gen1" | "gen1b";

/** The sockets of generation 1. */
type Gen1Socket = "telemetry" | "command";

/** Fields of a header: `mjd`, `mjd_frac`, `tv_sec`, `tv_nsec` in gen1, `tai_sec`, `tai_nsec` in gen1b. */
interface HeaderFields {
  sync_pattern: number;
  frame_id: number;
  counter: number;
  mjd?: number;
  mjd_frac?: number;
  tv_sec?: number;
  tv_nsec?: number;
  tai_sec?: number;
  tai_nsec?: number;
}

/** Fields of the simple device's configuration. */
interface SimpleConfigFields {
  min_position: number;
  max_position: number;
  max_velocity: number;
}

/** Fields of the simple device's telemetry. */
interface SimpleTelemetryFields {
  application_status: number;
  state: number;
  enabled_substate: number;
  offline_substate: number;
  curr_position: number;
  cmd_position: number;
}

/** Fields of a command, and its bytes. */
interface CommandFields {
  counter: number;
  code: number;
  sync_pattern: number;
  params: number[];
  /** The 58 bytes, as hexadecimal digits. */
  hex: string;
}

/** State of the two sockets. */
interface ConnectionFlags {
  command: boolean;
  telemetry: boolean;
  /** Both of them. */
  connected: boolean;
}

interface CommonEvents {
  connection: ConnectionFlags & { reason: string };
  config: { header: HeaderFields; config: SimpleConfigFields; hex: string };
  telemetry: { header: HeaderFields; telemetry: SimpleTelemetryFields; hex: string };
  error: { message: string; instruction: unknown };
  closed: object;
}

interface ControllerEvents extends CommonEvents {
  command: CommandFields & { accepted: boolean; reason: string | null; state: string };
  status: ConnectionFlags & {
    state: string;
    offline_substate: number;
    curr_position: number;
    cmd_position: number;
    config: SimpleConfigFields;
    commands: number;
    refused: number;
    configs: number;
    telemetries: number;
    connects: Record<Gen1Socket, number>;
  };
}

interface ServerEvents extends CommonEvents {
  listening: { telemetry_port: number; command_port: number };
  command: CommandFields;
  rejected: { socket: Gen1Socket };
  unknown_frame_id: { header: HeaderFields; hex: string };
  unexpected_data: { socket: "command"; hex: string };
  status: ConnectionFlags & { counters: Record<string, number>; configs: number; telemetries: number };
}

type CommonInstruction =
  | { do: "drop"; socket?: Gen1Socket | "both"; how?: "fin" | "reset" }
  | { do: "raw"; socket: Gen1Socket; hex: string }
  | { do: "status" }
  | { do: "quit" };

type ControllerInstruction =
  | CommonInstruction
  | ({ do: "config" } & Partial<SimpleConfigFields>)
  | { do: "set_state"; state: string }
  | { do: "pause" }
  | { do: "resume" }
  | { do: "hold" }
  | { do: "release" };

type ServerInstruction =
  | CommonInstruction
  | {
      do: "command";
      code: number;
      param1?: number;
      param2?: number;
      param3?: number;
      param4?: number;
      param5?: number;
      param6?: number;
    }
  | { do: "preset"; code: number; counter: number };

/** The event maps are interfaces for readable types; a mapped copy has the index signature that PythonPeer asks for. */
type Mapped<T> = { [K in keyof T]: T[K] & object };

/** A running `gen1_controller.py`. */
export type Gen1ControllerPeer = PythonPeer<Mapped<ControllerEvents>, ControllerInstruction>;

/** A running `gen1_server.py`. */
export type Gen1ServerPeer = PythonPeer<Mapped<ServerEvents>, ServerInstruction>;

const script = (name: string): string => fileURLToPath(new URL(`../python/${name}`, import.meta.url));

/** Options of {@link startGen1Controller}. */
export interface Gen1ControllerOptions {
  telemetryPort: number;
  commandPort: number;
  /** Default `"127.0.0.1"`. */
  host?: string;
  /** Default `"gen1"`. */
  generation?: Gen1Generation;
  /** Time between telemetry messages, in milliseconds. Default 100. */
  telemetryIntervalMs?: number;
  /** Time between attempts to connect, in milliseconds. Default 100. */
  reconnectIntervalMs?: number;
  /** Default `"OFFLINE"`. */
  initialState?: "STANDBY" | "DISABLED" | "ENABLED" | "OFFLINE" | "FAULT";
  /** Write header and body as one. Default false. */
  glue?: boolean;
  /** After a loss connect only that socket again, or close the other one too. Default `"one"`. */
  onLoss?: "one" | "both";
}

/** Starts the Python controller, which connects to the two ports now and whenever a connection is lost. */
export function startGen1Controller(options: Gen1ControllerOptions): Gen1ControllerPeer {
  const { telemetryPort, commandPort, host = "127.0.0.1", generation = "gen1" } = options;
  const { telemetryIntervalMs = 100, reconnectIntervalMs = 100, initialState = "OFFLINE", onLoss = "one" } = options;
  return new PythonPeer(script("gen1_controller.py"), [
    ...["--host", host, "--telemetry-port", `${telemetryPort}`, "--command-port", `${commandPort}`],
    ...["--generation", generation, "--initial-state", initialState, "--on-loss", onLoss],
    ...["--telemetry-interval", `${telemetryIntervalMs / 1000}`],
    ...["--reconnect-interval", `${reconnectIntervalMs / 1000}`],
    ...(options.glue === true ? ["--glue"] : []),
  ]);
}

/** Options of {@link startGen1Server}. */
export interface Gen1ServerOptions {
  /** Default `"127.0.0.1"`. */
  host?: string;
  /** Telemetry port; the command port is the next one. 0, the default, takes two free ports. */
  port?: number;
  /** Default `"gen1"`. */
  generation?: Gen1Generation;
  /** Default 0x1234, that of the simple device. */
  syncPattern?: number;
  /** Break the telemetry connection, or drop what can be read at once and go on. Default `"break"`. */
  unknownFrameId?: "break" | "skip";
}

/** A running `gen1_server.py` and its ports. */
export interface Gen1Server extends AsyncDisposable {
  peer: Gen1ServerPeer;
  telemetryPort: number;
  commandPort: number;
}

/** Starts the Python server and waits until it listens. */
export async function startGen1Server(options: Gen1ServerOptions = {}): Promise<Gen1Server> {
  const { host = "127.0.0.1", port = 0, generation = "gen1", syncPattern = 0x1234, unknownFrameId = "break" } = options;
  const peer: Gen1ServerPeer = new PythonPeer(script("gen1_server.py"), [
    ...["--host", host, "--port", `${port}`, "--generation", generation],
    ...["--sync-pattern", `${syncPattern}`, "--unknown-frame-id", unknownFrameId],
  ]);
  try {
    const { telemetry_port: telemetryPort, command_port: commandPort } = await peer.next("listening");
    return { peer, telemetryPort, commandPort, [Symbol.asyncDispose]: () => peer.close() };
  } catch (error) {
    await peer.close();
    throw error;
  }
}
