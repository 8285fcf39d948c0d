import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { SHIPPED } from "./readRecording.ts";
import { RecordingError } from "./recording.ts";

/** How many messages of each kind a controller sent. */
export interface MessageCounts {
  readonly config: number;
  readonly telemetry: number;
}

/** What a recording of this package contains, as the original program decoded it. */
export async function recordedMessages(name: string): Promise<MessageCounts> {
  const file = join(SHIPPED, name, "decoded.json");
  const { legs }: { legs?: { c2s?: { messages?: { type?: string }[] } }[] } = JSON.parse(await readFile(file, "utf8"));
  const types = legs?.flatMap((leg) => leg.c2s?.messages?.map(({ type }) => type) ?? []);
  if (types === undefined) throw new RecordingError(`${file} has no list of legs`);
  const count = (wanted: string): number => types.filter((type) => type === wanted).length;
  return { config: count("config"), telemetry: count("telemetry") };
}
