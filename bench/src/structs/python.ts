import { spawnSync } from "node:child_process";
import { Telemetry } from "../frames.ts";
import type { Benchmark } from "../row.ts";
import { compare } from "./measure.ts";
import { loading } from "./work.ts";

/** What a Python program does with received bytes: `memmove` into a ctypes structure; prints nanoseconds for each, the median of rounds. */
const PROGRAM = `
import ctypes, statistics, sys, time
class T(ctypes.LittleEndianStructure):
    _pack_ = 1
    _fields_ = [("b", ctypes.c_uint8 * ${Telemetry.size})]
t, data, n = T(), bytes(${Telemetry.size}), int(sys.argv[1])
def once():
    start = time.perf_counter_ns()
    for _ in range(n):
        ctypes.memmove(ctypes.addressof(t), data, ctypes.sizeof(t))
    return (time.perf_counter_ns() - start) / n
print(statistics.median(once() for _ in range(9)))
`;

export const benchmark: Benchmark = {
  name: "structs: against Python",
  async run({ quick }) {
    const row = { group: "structs", name: "telemetry: load() into an existing struct" };
    const { status, stdout } = spawnSync("python3", ["-c", PROGRAM, quick ? "2000" : "200000"], { encoding: "utf8" });
    if (status !== 0) return [{ ...row, why: "python3 is not installed" }];
    const theirs = Number(stdout);
    const { ours } = compare(loading.ours, loading.ours, { quick });
    const detail = `${ours.toFixed(0)} ns against ${theirs.toFixed(0)} ns`;
    return [{ ...row, against: "ctypes memmove (Python)", ratio: theirs / ours, quantity: "speed", reach: 10, detail }];
  },
};
