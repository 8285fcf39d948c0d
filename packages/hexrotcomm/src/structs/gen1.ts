import { f64, i32, i64, struct, u16, u32 } from "@obswire/structs";

/** `commandStreamStructure_t`: what the CSC sends on the command socket. The same bytes in `gen1`, `gen1b`, `gen2`, `gen3`. */
export class Command extends struct("Command", {
  syncPattern: u16.doc("sync_pattern: a constant of the device"),
  counter: u32.doc("counter: counts the commands of this code, 1 for the first"),
  code: u32.doc("code: the device's CommandCode"),
  param1: f64.doc("param1: meaning and unit depend on the code, as for the other five"),
  param2: f64.doc("param2"),
  param3: f64.doc("param3"),
  param4: f64.doc("param4"),
  param5: f64.doc("param5"),
  param6: f64.doc("param6"),
}) {}

/** What precedes each configuration and telemetry struct up to version 0.18: 36 bytes, times in UTC. */
export class Header extends struct("Header", {
  syncPattern: u16.doc("sync_pattern: a constant of the device; mock controllers leave it 0"),
  frameId: u16.doc("frame_id: tells what follows"),
  counter: u32.doc("counter: mock controllers leave it 0, and nobody checks it"),
  mjd: i32.doc("mjd: Modified Julian Date in UTC, whole days"),
  mjdFrac: f64.doc("mjd_frac: fraction of the day, 0 to 1"),
  tvSec: i64.asNumber.doc("tv_sec: UTC unix time, whole seconds"),
  tvNsec: i64.asNumber.doc("tv_nsec: nanoseconds within the second"),
}) {}
