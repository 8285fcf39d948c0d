import { spawnSync } from "node:child_process";
import { python, pythonScript } from "../tcpip/python.ts";
import { type Kind, kinds, messagesOf } from "./messages.ts";

const COMMAND = ["int", "int", "int", "time"];
const TRACK = [...COMMAND, "float", "float", "float"];
const ANSWER = ["int", "int", "int", "time"];

/** The types of the fields in the order of the wire, for the Python program. */
const TYPES: Readonly<Record<Kind, readonly string[]>> = {
  AckReply: [...ANSWER, "int"],
  AzimuthAxisTrack: TRACK,
  BothAxesMove: [...COMMAND, "float", "float", "float", "float", "int"],
  BothAxesTrack: [...COMMAND, "float", "float", "float", "float", "int", "float"],
  CameraCableWrapTrack: TRACK,
  DoneReply: ANSWER,
  ElevationAxisMove: [...COMMAND, "float", "float", "float", "float"],
  ElevationAxisTrack: TRACK,
  InPositionReply: ["int", "time", "int", "bool"],
  NoAckReply: [...ANSWER, "str"],
};

/** Nanoseconds that a plain Python program takes for a message of each kind; `undefined` where there is no Python. */
export function pythonNs(quick: boolean): Record<Kind, number> | undefined {
  const command = python();
  if (command === undefined) return undefined;
  const described = kinds.map((kind) => [
    kind,
    [TYPES[kind], messagesOf(kind).map((message) => message.toString("hex"))],
  ]);
  const input = JSON.stringify({ times: quick ? 500 : 20_000, kinds: Object.fromEntries(described) });
  const script = pythonScript("../src/mtmount/python/messages.py");
  const { status, stdout, stderr } = spawnSync(command, [script], { input, encoding: "utf8", timeout: 60_000 });
  if (status !== 0) throw new Error(`the Python program failed: ${stderr}`);
  return JSON.parse(stdout) as Record<Kind, number>;
}
