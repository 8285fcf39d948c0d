import { fileURLToPath } from "node:url";
import { PythonPeer } from "../support/pythonPeer.ts";

/** A message as the Python peer decoded it. */
interface PythonMessage {
  kind: string;
  values: Record<string, unknown>;
  hex: string;
}

/** What the peer reports. */
type Events = {
  listening: { port: number };
  connected: { port: number };
  disconnected: object;
  peer_connected: object;
  peer_disconnected: object;
  message: PythonMessage;
  bad: { hex: string; message: string };
  error: { message: string };
};

/** What the peer obeys. */
type Instruction =
  | { do: "connect"; port: number }
  | { do: "send"; kind: string; values: Record<string, unknown> }
  | { do: "send_hex"; hex: string }
  | { do: "disconnect" };

/** The Python program for one end of the mount's link. */
export type MountPeer = PythonPeer<Events, Instruction>;

/** Starts it and waits until it listens. */
export async function startMountPeer(
  role: "csc" | "controller",
  { port = 0, answer = false }: { port?: number; answer?: boolean } = {},
): Promise<{ peer: MountPeer; port: number } & AsyncDisposable> {
  const script = fileURLToPath(new URL("mtmount_peer.py", import.meta.url));
  const peer: MountPeer = new PythonPeer(script, [
    "--role",
    role,
    "--port",
    `${port}`,
    ...(answer ? ["--answer"] : []),
  ]);
  const listening = await peer.next("listening");
  return { peer, port: listening.port, [Symbol.asyncDispose]: () => peer.close() };
}
