import { MockMTMountController } from "@obswire/mocks";
import {
  AckReply,
  AskForCommand,
  AzimuthAxisTrack,
  BothAxesTrack,
  type Command,
  Communicator,
  DoneReply,
  ElevationAxisMove,
  ErrorReply,
  InPositionReply,
  MirrorCoversPower,
  MountCommander,
  NoAckReply,
  OnStateInfoReply,
  type Reply,
  SafetyReset,
  Source,
  TopEndChillerTrackAmbient,
  WarningReply,
} from "@obswire/mtmount";
import { describe, expect } from "vitest";
import { itWithPython as it } from "../support/needs.ts";
import { startMountPeer } from "./peer.ts";

const LIMIT = { timeoutMs: 10_000 };
const timestamp = new Date("2021-02-01T23:03:55.007Z");
const header = { sequenceId: 2_147_483_647, timestamp };
const theirHeader = { sequence_id: 2_147_483_647, source: 1, timestamp: "2021-02-01T23:03:55.007" };

/** Commands as we make them, and their values as Python has them. */
const COMMANDS: [Command, Record<string, unknown>][] = [
  [
    ElevationAxisMove({ ...header, positionDeg: 45, jerkDegPerSec3: 1e-5 }),
    { position: 45, velocity: 0, acceleration: 0, jerk: 1e-5 },
  ],
  [
    AzimuthAxisTrack({ ...header, positionDeg: -0.1, velocityDegPerSec: 1e16, taiUnixSec: 1795176545.1531067 }),
    { position: -0.1, velocity: 1e16, tai: 1795176545.1531067 },
  ],
  [
    BothAxesTrack({
      ...header,
      azimuthDeg: 1 / 3,
      elevationDeg: 86.5,
      azimuthVelocityDegPerSec: -4.17e-3,
      elevationVelocityDegPerSec: 5e-324,
      taiUnixSec: 0,
    }),
    {
      azimuth: 1 / 3,
      elevation: 86.5,
      azimuth_velocity: -4.17e-3,
      elevation_velocity: 5e-324,
      negate_azimuth: 0,
      tai: 0,
    },
  ],
  [MirrorCoversPower({ ...header, on: true }), { drive: -1, on: true }],
  [SafetyReset({ ...header, what: "1:2:33 été" }), { what: "1:2:33 été" }],
  [TopEndChillerTrackAmbient({ ...header, on: false, temperatureDegC: -4.25 }), { on: false, temperature: -4.25 }],
  [AskForCommand({ ...header, commander: Source.HHD }), { commander: 3 }],
];

const answer = { sequence_id: 7, source: 1 };
const time = "2021-02-01T23:03:55.007";

/** Replies as Python makes them, and as we read them. */
const REPLIES: [Reply, Record<string, unknown>][] = [
  [AckReply({ sequenceId: 7, timestamp, timeoutMs: 1500 }), { ...answer, timestamp: time, timeout_ms: 1500 }],
  [NoAckReply({ sequenceId: 7, timestamp, explanation: "nön" }), { ...answer, timestamp: time, explanation: "nön" }],
  [DoneReply({ sequenceId: 7, timestamp }), { ...answer, timestamp: time }],
  [
    WarningReply({
      active: true,
      code: 105,
      subsystem: "100. Azimuth",
      timestamp,
      description: "hot",
      extraData: ["x", "", "y=2"],
    }),
    {
      active: true,
      condition: 105,
      subsystem: "100. Azimuth",
      timestamp: time,
      description: "hot",
      extra: ["x", "", "y=2"],
    },
  ],
  [
    ErrorReply({ on: true, active: false, code: -7, subsystem: "s", timestamp, description: "d" }),
    { on: true, active: false, condition: -7, subsystem: "s", timestamp: time, description: "d", extra: [] },
  ],
  [OnStateInfoReply({ timestamp, description: "état" }), { timestamp: time, description: "état" }],
  [InPositionReply({ timestamp, what: 1, inPosition: true }), { timestamp: time, what: 1, in_position: true }],
];

/** One of our communicators, connected to the Python peer of the other role. */
async function joined<ReadsReplies extends boolean>(readReplies: ReadsReplies) {
  const python = await startMountPeer(readReplies ? "controller" : "csc");
  const address = { clientHost: "127.0.0.1", clientPort: python.port, serverHost: "127.0.0.1", serverPort: 0 };
  const ours = new Communicator({ ...address, readReplies });
  await ours.start();
  python.peer.send({ do: "connect", port: ours.serverPort });
  await ours.connect(LIMIT);
  await python.peer.next("peer_connected");
  return {
    ours,
    python: python.peer,
    [Symbol.asyncDispose]: async () => {
      await ours.close();
      await python.peer.close();
    },
  };
}

describe("a Python controller", () => {
  it("decodes the commands that we write", async () => {
    await using ends = await joined(true);
    for (const [command, values] of COMMANDS) {
      await ends.ours.write(command);
      const received = await ends.python.next("message");
      const { code, ...rest } = received.values;
      expect({ kind: received.kind, ...rest }).toEqual({ kind: command.kind, ...theirHeader, ...values });
      expect(code).toBe(command.commandCode);
    }
  });

  it("writes replies that we decode", async () => {
    await using ends = await joined(true);
    for (const [reply, values] of REPLIES) {
      ends.python.send({ do: "send", kind: reply.kind, values });
      expect(await ends.ours.read(LIMIT)).toEqual(reply);
    }
  });

  it("writes bytes that are no reply: they are reported, and the next reply is read", async () => {
    await using ends = await joined(true);
    ends.python.send({ do: "send_hex", hex: "ff0a320d0a" });
    ends.python.send({ do: "send", kind: "DoneReply", values: answer });
    await expect(ends.ours.read(LIMIT)).rejects.toMatchObject({ bytes: Uint8Array.of(0xff, 0x0a, 0x32) });
    expect(await ends.ours.read(LIMIT)).toMatchObject({ kind: "DoneReply", sequenceId: 7 });
  });

  it("is commanded by a MountCommander; when it is gone, what is under way fails", async () => {
    await using python = await startMountPeer("controller", { answer: true });
    const connecting = MountCommander.connect(
      { host: "127.0.0.1", commandPort: python.port, replyPort: python.port + 1 },
      LIMIT,
    );
    python.peer.send({ do: "connect", port: python.port + 1 });
    await using mount = await connecting;
    await mount.takeControl();
    const all = Array.from({ length: 500 }, (_, index) => mount.run(ElevationAxisMove({ positionDeg: index / 7 })));
    await Promise.all(all);
    await mount.run(AzimuthAxisTrack({ positionDeg: 1, velocityDegPerSec: 0, taiUnixSec: 0 }));
    await python.peer.kill();
    await mount.linkOver;
    await expect(mount.run(ElevationAxisMove({ positionDeg: 1 }))).rejects.toMatchObject({ outcome: "not sent" });
  });
});

describe("Python control software", () => {
  it("decodes the replies that we write", async () => {
    await using ends = await joined(false);
    for (const [reply, values] of REPLIES) {
      await ends.ours.write(reply);
      const received = await ends.python.next("message");
      const { code, ...rest } = received.values;
      expect({ kind: received.kind, ...rest }).toEqual({ kind: reply.kind, ...values });
      expect(code).toBe(reply.replyCode);
    }
  });

  it("writes commands that we decode", async () => {
    await using ends = await joined(false);
    for (const [command, values] of COMMANDS) {
      ends.python.send({ do: "send", kind: command.kind, values: { ...theirHeader, ...values } });
      expect(await ends.ours.read(LIMIT)).toEqual(command);
    }
  });

  it("commands our mock mount", async () => {
    await using mock = await MockMTMountController.listen();
    await using python = await startMountPeer("csc", { port: mock.replyPort });
    const { peer } = python;
    peer.send({ do: "connect", port: mock.commandPort });
    await mock.waitConnected(LIMIT);
    const tell = async (kind: string, sequence_id: number, values: Record<string, unknown> = {}): Promise<string[]> => {
      peer.send({ do: "send", kind, values: { sequence_id, ...values } });
      const first = await peer.next("message", ({ values: { sequence_id: id } }) => id === sequence_id);
      const { explanation = "" } = first.values;
      if (first.kind !== "AckReply" || kind.endsWith("Track")) return [first.kind, `${explanation}`];
      const second = await peer.next("message", ({ values: { sequence_id: id } }) => id === sequence_id);
      return [first.kind, second.kind];
    };
    const refused = ["NoAckReply", "The commander is <Source.NONE: 0>, not the CSC."];
    expect(await tell("AzimuthAxisPower", 1, { on: true })).toEqual(refused);
    expect(await tell("AskForCommand", 2, { commander: 1 })).toEqual(["AckReply", "DoneReply"]);
    expect(await tell("AzimuthAxisPower", 3, { on: true })).toEqual(["AckReply", "DoneReply"]);
    const move = { position: 0.5, velocity: 0, acceleration: 0, jerk: 0 };
    expect(await tell("AzimuthAxisMove", 4, move)).toEqual(["AckReply", "DoneReply"]);
    expect(await tell("AzimuthAxisEnableTracking", 5)).toEqual(["AckReply", "DoneReply"]);
    const target = { position: 0.5, velocity: 0, tai: Date.now() / 1000 + 38 };
    expect(await tell("AzimuthAxisTrack", 6, target)).toEqual(["AckReply", ""]);
    expect(await tell("AzimuthAxisStop", 7)).toEqual(["AckReply", "DoneReply"]);
    expect(mock.azimuthAxis.state().actual.position).toBeCloseTo(0.5, 6);
  });
});
