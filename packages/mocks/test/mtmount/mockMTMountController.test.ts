import { createServer } from "node:net";
import {
  AskForCommand,
  AzimuthAxisEnableTracking,
  AzimuthAxisMove,
  AzimuthAxisPower,
  AzimuthAxisStop,
  AzimuthAxisTrack,
  BothAxesMove,
  BothAxesStop,
  BothAxesTrack,
  CommandRejectedError,
  Communicator,
  ElevationAxisEnableTracking,
  ElevationAxisMove,
  ElevationAxisPower,
  ElevationAxisStop,
  Enable,
  InPositionReply,
  MirrorCoverLocksMoveAll,
  MirrorCoverLocksPower,
  MountCommander,
  OilSupplySystemPower,
  type Reply,
  SafetyReset,
  Source,
  taiUnixSec,
} from "@obswire/mtmount";
import { describe, expect, it } from "vitest";
import { MockMTMountController, systemClock } from "../../src/index.ts";
import { joined, LIMIT, reasonOf } from "./support.ts";

/** The kinds of the replies to one command, in order. */
const answersTo = (replies: readonly Reply[], { sequenceId }: { sequenceId: number }): string[] =>
  replies.filter((reply) => "sequenceId" in reply && reply.sequenceId === sequenceId).map(({ kind }) => kind);

const power = [MirrorCoverLocksPower, AzimuthAxisPower, ElevationAxisPower];

describe("the commander", () => {
  it("is nobody at first: every command is refused, and obeyed after the command was asked for", async () => {
    await using ends = await joined();
    const { mount, mock } = ends;
    for (const make of power) {
      const error = await reasonOf(mount.run(make({ on: true })));
      expect(error).toBeInstanceOf(CommandRejectedError);
      expect(error).toMatchObject({ explanation: "The commander is <Source.NONE: 0>, not the CSC." });
    }
    await mount.takeControl();
    expect(mock.commander).toBe(Source.CSC);
    for (const make of power) {
      const command = make({ on: true });
      await mount.run(command);
      await new Promise(setImmediate);
      expect(answersTo(ends.replies, command)).toEqual(["AckReply", "DoneReply"]);
    }
    expect([mock.mirrorCoverLocks, mock.azimuthAxis, mock.elevationAxis].map(({ powerOn }) => powerOn)).toEqual([
      true,
      true,
      true,
    ]);
  });

  it("does not give way when it is the hand-held device, unless that asks itself", async () => {
    await using ends = await joined({ commander: Source.HHD });
    const { mount, mock } = ends;
    for (const commander of [Source.NONE, Source.CSC, Source.EUI, undefined]) {
      expect(await reasonOf(mount.run(AskForCommand({ commander })))).toBeInstanceOf(CommandRejectedError);
    }
    for (const make of power)
      expect(await reasonOf(mount.run(make({ on: true })))).toBeInstanceOf(CommandRejectedError);
    expect(mock.commander).toBe(Source.HHD);
    await mount.run(AskForCommand({ commander: Source.HHD }));
    await mount.run(AskForCommand({ commander: Source.CSC, source: Source.HHD }));
    expect(mock.commander).toBe(Source.CSC);
  });
});

describe("commands", () => {
  it("that take no time are acknowledged, done, and have their effect", async () => {
    await using ends = await joined({ commander: Source.CSC });
    const timeouts: number[] = [];
    await ends.mount.run(AzimuthAxisPower({ on: true }), { onAck: ({ timeoutMs }) => timeouts.push(timeoutMs) });
    const { powerOn, enabled, trackingEnabled } = ends.mock.azimuthAxis;
    expect({ powerOn, enabled, trackingEnabled }).toEqual({ powerOn: true, enabled: true, trackingEnabled: false });
    expect(timeouts).toEqual([0]);
  });

  it("that take their time are acknowledged with it, and done at the end", async () => {
    await using ends = await joined({ commander: Source.CSC });
    await ends.mount.run(MirrorCoverLocksPower({ on: true }));
    const timeouts: number[] = [];
    await ends.mount.run(MirrorCoverLocksMoveAll({ deploy: true }), {
      onAck: ({ timeoutMs }) => timeouts.push(timeoutMs),
    });
    expect(ends.mock.mirrorCoverLocks.position).toBe(100);
    expect(timeouts).toEqual([1000]);
  });

  it("of the oil supply are acknowledged with 15 minutes and done at once, as the original's mock", async () => {
    await using ends = await joined({ commander: Source.CSC });
    const timeouts: number[] = [];
    await ends.mount.run(OilSupplySystemPower({ on: true }), { onAck: ({ timeoutMs }) => timeouts.push(timeoutMs) });
    expect(timeouts).toEqual([900_000]);
  });

  it("to track are acknowledged only: the next command is answered, and they are never done", async () => {
    await using ends = await joined({ commander: Source.CSC });
    const { mount, mock } = ends;
    const track = () => AzimuthAxisTrack({ positionDeg: 0.01, velocityDegPerSec: 0, taiUnixSec: taiUnixSec() + 0.1 });
    await mount.run(AzimuthAxisPower({ on: true }));
    expect(await reasonOf(mount.run(track()))).toMatchObject({ explanation: "RuntimeError('Tracking not enabled')" });
    await mount.run(AzimuthAxisEnableTracking());
    expect(mock.azimuthAxis.trackingEnabled).toBe(true);
    const tracked = track();
    await mount.run(tracked);
    const stop = AzimuthAxisStop();
    await mount.run(stop);
    await new Promise(setImmediate);
    expect(mock.azimuthAxis.trackingEnabled).toBe(false);
    expect(answersTo(ends.replies, tracked)).toEqual(["AckReply"]);
    expect(answersTo(ends.replies, stop)).toEqual(["AckReply", "DoneReply"]);
  });

  it("without a handler are refused", async () => {
    await using ends = await joined({ commander: Source.CSC });
    expect(await reasonOf(ends.mount.run(Enable()))).toMatchObject({
      explanation: "This command is not yet supported",
    });
    await ends.mount.run(SafetyReset({ what: "1:2:33" }));
  });

  it("can be given without a socket", async () => {
    await using mock = await MockMTMountController.listen({ commander: Source.CSC });
    await mock.handleCommand(AzimuthAxisPower({ on: true }));
    expect(mock.azimuthAxis.powerOn).toBe(true);
    await mock.handleCommand(AzimuthAxisTrack({ positionDeg: 0, velocityDegPerSec: 0, taiUnixSec: 0 }));
    expect(mock.received.at(-1)).toMatchObject({
      outcome: "rejected",
      explanation: "RuntimeError('Tracking not enabled')",
    });
  });

  it("superseded: the old one's Ack, the new one's Ack and Done, then the old one's NoAck", async () => {
    await using ends = await joined({ commander: Source.CSC });
    const { mount, mock } = ends;
    await mount.run(ElevationAxisPower({ on: true }));
    const move = ElevationAxisMove({ positionDeg: 60 });
    const fate = reasonOf(mount.run(move));
    await mock.expectCommand("ElevationAxisMove");
    const stop = ElevationAxisStop();
    await mount.run(stop);
    expect(await fate).toMatchObject({ code: "ERR_MTMOUNT_SUPERSEDED" });
    await new Promise(setImmediate);
    const answers = ends.replies
      .filter((reply) => "sequenceId" in reply && reply.sequenceId >= move.sequenceId)
      .map(
        (reply) => `${reply.kind} ${"sequenceId" in reply && reply.sequenceId === stop.sequenceId ? "stop" : "move"}`,
      );
    expect(answers).toEqual(["AckReply move", "AckReply stop", "DoneReply stop", "NoAckReply move"]);
    expect(mock.received.at(-2)).toMatchObject({ outcome: "superseded", explanation: "Superseded" });
  });

  it("are recorded in order with what became of them, can be waited for, and forgotten", async () => {
    await using ends = await joined({ commander: Source.CSC });
    const { mount, mock } = ends;
    expect(mock.received).toHaveLength(0);
    const waited = mock.expectCommand("ElevationAxisPower", LIMIT);
    await mount.run(AzimuthAxisPower({ on: true }));
    await mount.run(ElevationAxisPower({ on: true }));
    await reasonOf(mount.run(Enable()));
    expect([...mock.received].map(({ command, outcome }) => `${command.kind} ${outcome}`)).toEqual([
      "AzimuthAxisPower done",
      "ElevationAxisPower done",
      "Enable rejected",
    ]);
    expect((await waited).command.kind).toBe("ElevationAxisPower");
    expect((await mock.expectCommand("AzimuthAxisPower")).command.sequenceId).toBe(
      mock.received.at(0)?.command.sequenceId,
    );
    await expect(mock.expectCommand("AzimuthAxisPower", { timeoutMs: 5 })).rejects.toMatchObject({
      code: "ERR_TCPIP_TIMEOUT",
    });
    mock.received.clear();
    expect(mock.received).toHaveLength(0);
  });

  it("that cannot be parsed are logged, and the next one is obeyed", async () => {
    const warnings: string[] = [];
    const log = ({ level, message }: { level: string; message: string }): void => {
      if (level === "warn") warnings.push(message);
    };
    await using mock = await MockMTMountController.listen({ commander: Source.CSC, log, connectRetryInterval: 5 });
    await using csc = new Communicator({
      clientHost: "127.0.0.1",
      clientPort: mock.commandPort,
      serverHost: "127.0.0.1",
      serverPort: mock.replyPort,
      readReplies: true,
    });
    await csc.start();
    await csc.connect(LIMIT);
    await csc.client?.write(Buffer.from("nonsense\r\n"));
    await csc.write(AzimuthAxisPower({ on: true }));
    expect(await csc.read(LIMIT)).toMatchObject({ kind: "AckReply" });
    expect(warnings).toContain("what was received is no command");
  });
});

describe("both axes", () => {
  async function powered() {
    const ends = await joined({ commander: Source.CSC });
    await ends.mount.run(AzimuthAxisPower({ on: true }));
    await ends.mount.run(ElevationAxisPower({ on: true }));
    return ends;
  }

  it("move together; the longer one of the two says how long it takes", async () => {
    await using ends = await powered();
    const timeouts: number[] = [];
    const move = BothAxesMove({ azimuthDeg: 0.1, elevationDeg: 21.2 });
    await ends.mount.run(move, { onAck: ({ timeoutMs }) => timeouts.push(timeoutMs) });
    expect(ends.mock.azimuthAxis.state().actual.position).toBeCloseTo(0.1, 6);
    expect(ends.mock.elevationAxis.state().actual.position).toBeCloseTo(21.2, 6);
    expect(timeouts[0]).toBeGreaterThan(1000);
    expect(timeouts[0]).toBeLessThan(1100);
  });

  it("a failure of one ends the wait for the other; stop stops both", async () => {
    await using ends = await powered();
    const fate = reasonOf(ends.mount.run(BothAxesMove({ azimuthDeg: 50, elevationDeg: 60 })));
    await ends.mock.expectCommand("BothAxesMove");
    await ends.mount.run(BothAxesStop());
    expect(await fate).toMatchObject({ code: "ERR_MTMOUNT_SUPERSEDED" });
    expect([ends.mock.azimuthAxis.hasTarget, ends.mock.elevationAxis.hasTarget]).toEqual([false, false]);
  });

  it("if the elevation axis refuses a move, the azimuth axis moves already", async () => {
    await using ends = await powered();
    await ends.mount.run(ElevationAxisPower({ on: false }));
    expect(await reasonOf(ends.mount.run(BothAxesMove({ azimuthDeg: 50, elevationDeg: 60 })))).toBeInstanceOf(
      CommandRejectedError,
    );
    expect(ends.mock.azimuthAxis.hasTarget).toBe(true);
  });

  it("track together, at one time for both", async () => {
    await using ends = await powered();
    await ends.mount.run(AzimuthAxisEnableTracking());
    await ends.mount.run(ElevationAxisEnableTracking());
    const tai = taiUnixSec() + 0.1;
    const velocities = { azimuthVelocityDegPerSec: 0.001, elevationVelocityDegPerSec: 0.002 };
    await ends.mount.run(BothAxesTrack({ azimuthDeg: 0.01, elevationDeg: 20.3, ...velocities, taiUnixSec: tai }));
    const { azimuthAxis, elevationAxis } = ends.mock;
    expect([azimuthAxis.actuator.target.startSec, elevationAxis.actuator.target.startSec]).toEqual([tai, tai]);
    expect([azimuthAxis.actuator.target.position, elevationAxis.actuator.target.position]).toEqual([0.01, 20.3]);
  });
});

describe("telemetry", () => {
  it("shows at first that everything stands where the actuators are", async () => {
    await using ends = await joined();
    const client = await ends.telemetry();
    const [azimuth, elevation, wrap] = await Promise.all([
      client.next("azimuth", LIMIT),
      client.next("elevation", LIMIT),
      client.next("cameraCableWrap", LIMIT),
    ]);
    const still = {
      actualVelocityDegPerSec: 0,
      demandVelocityDegPerSec: 0,
      actualAccelerationDegPerSec2: 0,
      actualTorque: 0,
    };
    expect(azimuth).toMatchObject({ actualPositionDeg: 0, demandPositionDeg: 0, ...still });
    expect(elevation).toMatchObject({ actualPositionDeg: 20.2, demandPositionDeg: 20.2, ...still });
    expect(wrap).toMatchObject({ actualPositionDeg: 0, actualVelocityDegPerSec: 0, actualAccelerationDegPerSec2: 0 });
    expect(Math.abs(azimuth.timestampTaiUnixSec - taiUnixSec())).toBeLessThan(2);
  });

  it("starts anew for the next client", async () => {
    await using ends = await joined();
    const first = await ends.telemetry();
    await first.next("elevation", LIMIT);
    await first.close();
    const second = await ends.telemetry();
    await second.next("elevation", LIMIT);
    expect(ends.mock.telemetryConnected).toBe(true);
  });

  it("comes with replies that the axes are not in position, first of all; without a client there are none", async () => {
    await using ends = await joined();
    expect(ends.replies).toEqual([]);
    const isNew = ends.mount.nextReply((reply): reply is Reply => InPositionReply.is(reply) && reply.what === 1, LIMIT);
    await ends.telemetry();
    await isNew;
    await new Promise(setImmediate);
    expect(ends.replies.map((reply) => InPositionReply.is(reply) && [reply.what, reply.inPosition])).toEqual([
      [0, false],
      [1, false],
    ]);
  });

  it("comes with a reply that an axis is in position when it tracks well, and that it is not, when it stops", async () => {
    await using ends = await joined({ commander: Source.CSC });
    const { mount } = ends;
    await ends.telemetry();
    await mount.run(AzimuthAxisPower({ on: true }));
    await mount.run(AzimuthAxisEnableTracking());
    const isInPosition =
      (wanted: boolean) =>
      (reply: Reply): reply is Reply =>
        InPositionReply.is(reply) && reply.what === 0 && reply.inPosition === wanted;
    const arrived = mount.nextReply(isInPosition(true), LIMIT);
    const enough = new AbortController();
    void arrived.finally(() => enough.abort());
    while (!enough.signal.aborted) {
      const tai = taiUnixSec() + 0.1;
      await mount.run(AzimuthAxisTrack({ positionDeg: 0.01, velocityDegPerSec: 0, taiUnixSec: tai }));
      // The pace of the track commands.
      await systemClock.sleep(50, enough.signal);
    }
    await arrived;
    const left = mount.nextReply(isInPosition(false), LIMIT);
    await mount.run(AzimuthAxisStop());
    await left;
  });

  it("shows the end of a move: Ack, in position, Done, and stands at the target", async () => {
    await using ends = await joined({ commander: Source.CSC });
    const { mount } = ends;
    const client = await ends.telemetry();
    await client.next("elevation", LIMIT);
    await mount.run(ElevationAxisPower({ on: true }));
    await new Promise(setImmediate);
    ends.replies.length = 0;
    await mount.run(ElevationAxisMove({ positionDeg: 21.2 }));
    const { actualPositionDeg, demandPositionDeg, actualVelocityDegPerSec } = await client.next("elevation", LIMIT);
    expect(ends.replies.map(({ kind }) => kind)).toEqual(["AckReply", "InPositionReply", "DoneReply"]);
    expect(ends.replies[1]).toMatchObject({ what: 1, inPosition: true });
    expect([actualPositionDeg, demandPositionDeg, actualVelocityDegPerSec]).toEqual([21.2, 21.2, 0]);
  });
});

describe("the life of a mock mount", () => {
  it("ends when the control software is gone, as the original's", async () => {
    await using ends = await joined();
    await ends.mount.close();
    await ends.mock.doneTask;
    expect(ends.mock.connected).toBe(false);
  });

  it("goes on with the next control software, if it is told to reconnect; what belonged to the last one is not answered", async () => {
    await using ends = await joined({ reconnect: true, commander: Source.CSC });
    const { mock } = ends;
    await ends.mount.run(ElevationAxisPower({ on: true }));
    ends.mount.send(ElevationAxisMove({ positionDeg: 21 }));
    await mock.expectCommand("ElevationAxisMove");
    const { replyPort } = ends.mount;
    await ends.mount.close();
    const address = { host: "127.0.0.1", commandPort: mock.commandPort, replyPort };
    await using successor = await MountCommander.connect({ ...address, connectRetryInterval: 5 }, LIMIT);
    const kinds: string[] = [];
    const listening = (async () => {
      for await (const { kind } of successor.replies()) kinds.push(kind);
    })();
    await successor.run(AzimuthAxisPower({ on: true }));
    await successor.run(AzimuthAxisMove({ positionDeg: 1 }));
    expect(mock.elevationAxis.state().inPosition).toBe(true);
    await successor.close();
    await listening;
    expect(kinds).toEqual(["AckReply", "DoneReply", "AckReply", "DoneReply"]);
  });

  it("can be dropped by hand: what is under way fails on the other side", async () => {
    await using ends = await joined({ commander: Source.CSC });
    await ends.mount.run(ElevationAxisPower({ on: true }));
    const fate = reasonOf(ends.mount.run(ElevationAxisMove({ positionDeg: 60 })));
    await ends.mock.expectCommand("ElevationAxisMove");
    await ends.mock.dropConnection();
    expect(await fate).toMatchObject({ code: "ERR_MTMOUNT_CONNECTION_LOST", outcome: "unknown" });
    await ends.mock.doneTask;
  });

  it("does not begin where a port is taken", async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
    const { port } = taken.address() as { port: number };
    await expect(MockMTMountController.listen({ commandPort: port })).rejects.toMatchObject({
      code: "ERR_TCPIP_LISTEN",
    });
    await expect(MockMTMountController.listen({ telemetryPort: port })).rejects.toMatchObject({
      code: "ERR_TCPIP_LISTEN",
    });
    await new Promise((resolve) => taken.close(resolve));
  });

  it("close is idempotent, and ends a mount that nobody ever connected to", async () => {
    const mock = await MockMTMountController.listen();
    expect(mock.replyPort).toBe(mock.commandPort + 1);
    expect(mock.close()).toBe(mock.close());
    await mock.close();
    await expect(mock.waitConnected()).rejects.toMatchObject({ code: "ERR_TCPIP_CLOSED" });
  });
});
