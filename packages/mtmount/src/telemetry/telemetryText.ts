import { MtmountError } from "../errors.ts";
import { objectType } from "../message/compoundTypes.ts";
import { floatType } from "../message/fieldType.ts";
import { jsonFloat, parseJson } from "../text/json.ts";
import { decodeUtf8 } from "../text/utf8.ts";
import { type Telemetry, type TelemetryField, type TelemetryTopic, telemetryTopics } from "./topics.ts";

interface Topic {
  readonly topic: string;
  readonly id: number;
  readonly fields: readonly (readonly [name: string, field: TelemetryField])[];
}

const TOPICS: readonly Topic[] = Object.entries(telemetryTopics).map(([topic, { id, fields }]) => ({
  topic,
  id,
  fields: Object.entries(fields),
}));
const BY_ID = new Map(TOPICS.map((topic) => [topic.id, topic]));
const BY_NAME = new Map(TOPICS.map((topic) => [topic.topic, topic]));

/** A line of telemetry of a topic that is not in the table. */
export interface UnknownTopic {
  readonly unknownTopicId: number;
}

/**
 * The sample that a line of telemetry is, with or without its CR LF. Fields that are not in the table are ignored.
 *
 * @throws MtmountError `ERR_MTMOUNT_TELEMETRY` when it is not JSON, names no topic, or lacks a field. The elements of an
 * array may be absent: they are NaN.
 */
export function parseTelemetry(line: string | Uint8Array): Telemetry | UnknownTopic {
  const text = typeof line === "string" ? line : decodeUtf8(line).text;
  const received = parseObject(text);
  const { topicID: id } = received;
  if (typeof id !== "number") throw problem(text, "it has no topicID");
  const known = BY_ID.get(id);
  if (known === undefined) return { unknownTopicId: id };
  const sample: Record<string, unknown> = { topic: known.topic };
  for (const [name, { wireName, length }] of known.fields) {
    const value =
      length === 0
        ? floatType.fromJson(received[wireName])
        : Array.from({ length }, (_, index) => floatType.fromJson(received[`${wireName}${index + 1}`]) ?? Number.NaN);
    if (value === undefined) throw problem(text, `topic ${known.topic} has no number ${wireName}`);
    sample[name] = value;
  }
  // The table says what the loop does.
  return sample as unknown as Telemetry;
}

/** A sample as a controller sends it, CR LF included. */
export function encodeTelemetry(sample: Telemetry): Uint8Array {
  const { id, fields } = BY_NAME.get(sample.topic satisfies TelemetryTopic) ?? { id: 0, fields: [] };
  const values = sample as unknown as Readonly<Record<string, number | readonly number[]>>;
  const parts = [`"topicID": ${id}`];
  for (const [name, { wireName }] of fields) {
    const value = values[name] ?? Number.NaN;
    if (typeof value === "number") parts.push(`"${wireName}": ${jsonFloat(value)}`);
    else parts.push(...value.map((one, index) => `"${wireName}${index + 1}": ${jsonFloat(one)}`));
  }
  return Buffer.from(`{${parts.join(", ")}}\r\n`);
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  let json: unknown;
  try {
    json = parseJson(text);
  } catch (cause) {
    throw problem(text, "it is not JSON", cause);
  }
  const object = objectType.fromJson(json);
  if (object === undefined) throw problem(text, "it is no object");
  return object;
}

function problem(text: string, reason: string, cause?: unknown): MtmountError {
  const shown = JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text);
  return new MtmountError("ERR_MTMOUNT_TELEMETRY", `cannot read telemetry ${shown}: ${reason}`, { cause });
}
