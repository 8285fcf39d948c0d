import {
  AzimuthAxisPower,
  ElevationAxisMove,
  ElevationAxisPower,
  ErrorReply,
  Source,
  WarningReply,
} from "@obswire/mtmount";
import { describe, expect, it } from "vitest";
import { ManualClock } from "../../src/index.ts";
import { joined, LIMIT, reasonOf } from "./support.ts";

const on = () => AzimuthAxisPower({ on: true });

describe("a mount with the fault", () => {
  it("ignoreCommands answers nothing and does nothing", async () => {
    await using ends = await joined({ commander: Source.CSC });
    ends.mock.faults.ignoreCommands = true;
    expect(await reasonOf(ends.mount.run(on(), { ackTimeoutMs: 30 }))).toMatchObject({
      code: "ERR_MTMOUNT_ACK_TIMEOUT",
    });
    expect(ends.mock.azimuthAxis.powerOn).toBe(false);
    expect(ends.mock.received.at(-1)?.outcome).toBe("ignored");
  });

  it("refuseCommands refuses, with these words", async () => {
    await using ends = await joined({ commander: Source.CSC });
    ends.mock.faults.refuseCommands = "out of order";
    expect(await reasonOf(ends.mount.run(on()))).toMatchObject({ explanation: "out of order", outcome: "rejected" });
    expect(ends.mock.azimuthAxis.powerOn).toBe(false);
  });

  it("commandDelayMs executes later, by its own clock", async () => {
    const clock = new ManualClock();
    await using ends = await joined({ commander: Source.CSC, clock });
    ends.mock.faults.commandDelayMs = 1000;
    const running = ends.mount.run(on());
    expect(await reasonOf(ends.mock.expectCommand("AzimuthAxisPower", { timeoutMs: 20 }))).toMatchObject({
      code: "ERR_TCPIP_TIMEOUT",
    });
    await clock.advance(1000);
    await running;
  });

  it("dropAcknowledgement executes and says only Done", async () => {
    await using ends = await joined({ commander: Source.CSC });
    ends.mock.faults.dropAcknowledgement = true;
    await ends.mount.run(on());
    await new Promise(setImmediate);
    expect(ends.replies.map(({ kind }) => kind)).toEqual(["DoneReply"]);
  });

  it("dropDone never says Done, nor that a move was superseded", async () => {
    await using ends = await joined({ commander: Source.CSC });
    ends.mock.faults.dropDone = true;
    const error = await reasonOf(ends.mount.run(on(), { doneMarginMs: 20 }));
    expect(error).toMatchObject({ code: "ERR_MTMOUNT_DONE_TIMEOUT" });
    expect(ends.mock.azimuthAxis.powerOn).toBe(true);
  });

  it("failMoves fails in the end what takes its time", async () => {
    await using ends = await joined({ commander: Source.CSC });
    ends.mock.faults.failMoves = "motor on fire";
    await ends.mount.run(ElevationAxisPower({ on: true }));
    const error = await reasonOf(ends.mount.run(ElevationAxisMove({ positionDeg: 20.3 })));
    expect(error).toMatchObject({ code: "ERR_MTMOUNT_FAILED", explanation: "motor on fire", outcome: "failed" });
  });

  it("doneDespiteFailure says Done although it failed, and an error tells: as a real mount does", async () => {
    await using ends = await joined({ commander: Source.CSC });
    Object.assign(ends.mock.faults, { failMoves: "motor on fire", doneDespiteFailure: true });
    await ends.mount.run(ElevationAxisPower({ on: true }));
    const error = ends.mount.nextReply(ErrorReply.is, LIMIT);
    await ends.mount.run(ElevationAxisMove({ positionDeg: 20.3 }));
    expect(await error).toMatchObject({ on: true, active: true, description: "ElevationAxisMove: motor on fire" });
    expect(ends.mock.received.at(-1)?.outcome).toBe("failed");
  });

  it("garbageBeforeNextReply sends bytes that are no reply, once", async () => {
    await using ends = await joined({ commander: Source.CSC });
    ends.mock.faults.garbageBeforeNextReply = Buffer.from("\xff\n", "latin1");
    await ends.mount.run(on());
    expect(ends.mock.faults.garbageBeforeNextReply).toBeUndefined();
  });

  it("freezeTelemetry sends none, and the connection stays", async () => {
    await using ends = await joined();
    const client = await ends.telemetry();
    await client.next("azimuth", LIMIT);
    ends.mock.faults.freezeTelemetry = true;
    await client.next("cameraCableWrap", { timeoutMs: 30 }).catch(() => {});
    await expect(client.next("azimuth", { timeoutMs: 60 })).rejects.toMatchObject({ code: "ERR_TCPIP_TIMEOUT" });
    expect(client.connected).toBe(true);
    ends.mock.faults.freezeTelemetry = false;
    await client.next("azimuth", LIMIT);
  });

  it("none at all can still be made to warn", async () => {
    await using ends = await joined();
    const next = ends.mount.nextReply(WarningReply.is, LIMIT);
    await ends.mock.writeReply(
      WarningReply({ active: true, code: 1234, subsystem: "100. Azimuth", extraData: ["x", "y=2"] }),
    );
    expect(await next).toMatchObject({ code: 1234, extraData: ["x", "y=2"] });
  });
});
