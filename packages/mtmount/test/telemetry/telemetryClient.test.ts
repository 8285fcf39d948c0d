import { type LogRecord, OneClientServer } from "@obswire/tcpip";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  encodeTelemetry,
  type MtmountError,
  parseTelemetry,
  type Telemetry,
  TelemetryClient,
  type TelemetryClientOptions,
  telemetryTopics,
} from "../../src/index.ts";
import { LIMIT } from "../support/pairs.ts";

/** A client, and the server of telemetry that a test makes talk. */
async function connected(options: Partial<TelemetryClientOptions> = {}) {
  const server = await OneClientServer.listen({ host: "127.0.0.1", port: 0 });
  const client = await TelemetryClient.connect({ host: "127.0.0.1", port: server.port, ...options }, LIMIT);
  await server.waitConnected(LIMIT);
  return {
    server,
    client,
    [Symbol.asyncDispose]: async () => {
      await Promise.all([client.close(), server.close()]);
    },
  };
}

const AZIMUTH = {
  topicID: 6,
  angleActual: 1,
  angleSet: 2,
  velocityActual: 3,
  velocitySet: 4,
  accelerationActual: 5,
  torqueActual: 6,
  timestamp: 1795176543.6,
};
const drives = (prefix: string, count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}${index + 1}`, index + 0.5]));
const axisSample = {
  actualPositionDeg: 1,
  demandPositionDeg: 2,
  actualVelocityDegPerSec: 3,
  demandVelocityDegPerSec: 4,
  actualAccelerationDegPerSec2: 5,
  actualTorque: 6,
  timestampTaiUnixSec: 1795176543.6,
};
const halves = (count: number) => Array.from({ length: count }, (_, index) => index + 0.5);

describe("telemetry", () => {
  it.each<[string, object, object]>([
    ["azimuth", AZIMUTH, axisSample],
    ["elevation", { ...AZIMUTH, topicID: 15 }, axisSample],
    [
      "azimuthDrives",
      { topicID: 5, timestamp: 7, ...drives("azCurrent", 16) },
      { currentsAmp: halves(16), timestampTaiUnixSec: 7 },
    ],
    [
      "elevationDrives",
      { topicID: 14, timestamp: 7, ...drives("elCurrent", 12) },
      { currentsAmp: halves(12), timestampTaiUnixSec: 7 },
    ],
    [
      "cameraCableWrap",
      { topicID: 8, angle: 1, speed: 2, acceleration: 3, timestamp: 4 },
      { actualPositionDeg: 1, actualVelocityDegPerSec: 2, actualAccelerationDegPerSec2: 3, timestampTaiUnixSec: 4 },
    ],
  ])(
    "of topic %s, written as JSON by a server, arrives with the names of its fields; others are ignored",
    async (topic, wire, sample) => {
      await using ends = await connected();
      const next = ends.client.next(topic as Telemetry["topic"], LIMIT);
      await ends.server.writeJson({ ...wire, somethingElse: 5 });
      expect(await next).toEqual({ topic, ...sample });
      expect(ends.client.latest[topic as Telemetry["topic"]]).toEqual({ topic, ...sample });
    },
  );

  it("of drives builds the arrays from numbered fields; what is missing is NaN", () => {
    const sample = parseTelemetry(JSON.stringify({ topicID: 14, timestamp: 1, elCurrent1: 1, elCurrent3: 3 }));
    expect(sample).toMatchObject({ currentsAmp: [1, Number.NaN, 3, ...Array(9).fill(Number.NaN)] });
  });

  it("of any topic survives writing and reading unchanged", () => {
    const topics = Object.entries(telemetryTopics).map(([topic, { fields }]) =>
      fc.record({
        topic: fc.constant(topic),
        ...Object.fromEntries(
          Object.entries(fields).map(([name, { length }]) => [
            name,
            length === 0 ? fc.double() : fc.array(fc.double(), { minLength: length, maxLength: length }),
          ]),
        ),
      }),
    );
    fc.assert(
      fc.property(fc.oneof(...topics), (sample) => {
        expect(parseTelemetry(encodeTelemetry(sample as unknown as Telemetry))).toEqual(sample);
      }),
    );
  });

  it("of an unknown topic is ignored and told once for each topic", async () => {
    const records: LogRecord[] = [];
    await using ends = await connected({ log: (record) => records.push(record) });
    const next = ends.client.next("azimuth", LIMIT);
    for (const topicID of [99, 99, 98, 99]) await ends.server.writeJson({ topicID });
    await ends.server.writeJson(AZIMUTH);
    await next;
    const told = records.filter(({ message }) => message.includes("unknown topic")).map(({ data }) => data);
    expect(told).toEqual([{ topicID: 99 }, { topicID: 98 }]);
  });

  it.each([
    ["it is not JSON", "nonsense"],
    ["it has no topicID", "{}"],
    ["it is no object", "[6]"],
    ["topic azimuth has no number angleActual", '{"topicID": 6}'],
    ["topic cameraCableWrap has no number speed", '{"topicID": 8, "angle": 1, "speed": "fast"}'],
  ])("that cannot be read is dropped and reported, and the next line is read: %s", async (message, line) => {
    const errors: MtmountError[] = [];
    await using ends = await connected({ onBadTelemetry: (error) => errors.push(error) });
    const next = ends.client.next("azimuth", LIMIT);
    await ends.server.writeStr(line);
    await ends.server.writeJson(AZIMUTH);
    await next;
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({ code: "ERR_MTMOUNT_TELEMETRY" });
    expect(errors[0]?.message).toContain(message);
  });

  it("flows to every loop, until the controller ends the connection", async () => {
    await using ends = await connected();
    const loop = (async () => {
      const positions: number[] = [];
      for await (const sample of ends.client.samples()) {
        if (sample.topic === "azimuth") positions.push(sample.actualPositionDeg);
      }
      return positions;
    })();
    for (const angleActual of [1, 2, 3]) await ends.server.writeJson({ ...AZIMUTH, angleActual });
    await ends.server.close();
    expect(await loop).toEqual([1, 2, 3]);
    await ends.client.doneTask;
    expect(ends.client.connected).toBe(false);
    expect(ends.client.closeReason).toBe("remote");
    await expect(ends.client.next("azimuth")).rejects.toMatchObject({ code: "ERR_TCPIP_CLOSED" });
  });

  it("that stops coming is a lost link, if a limit is set", async () => {
    await using ends = await connected({ idleTimeoutMs: 30 });
    await ends.client.doneTask;
    expect(ends.client.closeReason).toBe("lost");
  });

  it("cannot be had where nobody listens", async () => {
    await expect(TelemetryClient.connect({ host: "127.0.0.1", port: 1 })).rejects.toMatchObject({
      code: "ERR_TCPIP_CONNECT",
    });
  });
});
