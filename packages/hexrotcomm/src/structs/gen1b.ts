import { i64, struct, u16, u32 } from "@obswire/structs";

export { Command } from "./gen1.ts";

/**
 * What precedes each configuration and telemetry struct from version 0.19 on: 24 bytes. Version 0.19 filled the times
 * with UTC and called them tv_sec and tv_nsec; since 0.20 they are TAI.
 */
export class Header extends struct("Header", {
  syncPattern: u16.doc("sync_pattern: a constant of the device; mock controllers leave it 0"),
  frameId: u16.doc("frame_id: tells what follows"),
  counter: u32.doc("counter: mock controllers leave it 0, and nobody checks it"),
  taiSec: i64.asNumber.doc("tai_sec: TAI unix time, whole seconds"),
  taiNsec: i64.asNumber.doc("tai_nsec: nanoseconds within the second"),
}) {}
