import { OneClientServer } from "@obswire/tcpip";
import { describe, expect, it, vi } from "vitest";
import { SingleSocketCommander, type SingleSocketCommanderOptions, singleSocket, taiUnixSec } from "../../src/index.ts";
import { LIMIT } from "../support/pairs.ts";

const { AzimuthMove, AzimuthTrackTarget, parseCommand } = singleSocket;
const CR_LF = Uint8Array.of(13, 10);

/** A commander and a controller that says nothing by itself. */
async function commanded(options: Partial<SingleSocketCommanderOptions> = {}) {
  const controller = await OneClientServer.listen({ host: "127.0.0.1", port: 0 });
  const mount = await SingleSocketCommander.connect({ host: "127.0.0.1", port: controller.port, ...options }, LIMIT);
  await controller.waitConnected(LIMIT);
  return {
    controller,
    mount,
    received: async () => parseCommand(await controller.readUntil(CR_LF, LIMIT)),
    reply: (...replies: singleSocket.Reply[]) =>
      controller.writeLines(
        replies.map((reply) => reply.encode()),
        LIMIT,
      ),
    [Symbol.asyncDispose]: async () => {
      await Promise.all([mount.close(), controller.close()]);
    },
  };
}

const reasonOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => {
      throw new Error("it did not reject");
    },
    (reason: unknown) => reason,
  );

/** The header of an answer. */
const to = ({ sequenceId }: { sequenceId: number }) => ({ commander: 1 as const, sequenceId });

describe("a SingleSocketCommander", () => {
  it("gives a command its sequence id and its time when it is sent, and is done when it succeeded", async () => {
    await using ends = await commanded();
    const command = AzimuthMove({ positionDeg: 10 });
    const acks: number[] = [];
    const running = ends.mount.run(command, { onAck: ({ timeoutMs }) => acks.push(timeoutMs) });
    const received = await ends.received();
    expect(received.sequenceId).toBeGreaterThan(0);
    expect(Math.abs(received.timestampTaiUnixSec - taiUnixSec())).toBeLessThan(5);
    expect(command.sequenceId).toBe(0);
    await ends.reply(
      singleSocket.CmdAcknowledgedReply({ ...to(received), timeoutSec: 1.5 }),
      singleSocket.CmdSucceededReply(to(received)),
    );
    await running;
    expect(acks).toEqual([1500]);
  });

  it("a track command is done when it is acknowledged, with time-out -1", async () => {
    await using ends = await commanded();
    const running = ends.mount.run(AzimuthTrackTarget({ positionDeg: 1, velocityDegPerSec: 0, taiUnixSec: 1 }));
    await ends.reply(singleSocket.CmdAcknowledgedReply({ ...to(await ends.received()), timeoutSec: -1 }));
    await running;
  });

  it("time-out -1 of another command means that no limit is known", async () => {
    await using ends = await commanded();
    const { ack, done } = ends.mount.send(AzimuthMove({ positionDeg: 10 }));
    const received = await ends.received();
    await ends.reply(singleSocket.CmdAcknowledgedReply({ ...to(received), timeoutSec: -1 }));
    expect(await ack).toBe(Number.POSITIVE_INFINITY);
    await ends.reply(singleSocket.CmdSucceededReply(to(received)));
    await done;
  });

  it("tells apart commands that were rejected, failed and superseded", async () => {
    await using ends = await commanded();
    const running = [1, 2, 3].map((positionDeg) => reasonOf(ends.mount.run(AzimuthMove({ positionDeg }))));
    const received = [await ends.received(), await ends.received(), await ends.received()] as const;
    await ends.reply(
      singleSocket.CmdRejectedReply({ ...to(received[0]), explanation: "not the commander" }),
      singleSocket.CmdAcknowledgedReply({ ...to(received[1]), timeoutSec: 5 }),
      singleSocket.CmdFailedReply({ ...to(received[1]), explanation: "drive fault" }),
      singleSocket.CmdAcknowledgedReply({ ...to(received[2]), timeoutSec: 5 }),
      singleSocket.CmdSupersededReply({
        ...to(received[2]),
        supersedingSequenceId: 77,
        supersedingCommander: 1,
        supersedingCommandCode: 102,
      }),
    );
    expect(await Promise.all(running)).toMatchObject([
      { code: "ERR_MTMOUNT_REJECTED", explanation: "not the commander" },
      { code: "ERR_MTMOUNT_FAILED", explanation: "drive fault" },
      { code: "ERR_MTMOUNT_SUPERSEDED", supersedingSequenceId: 77 },
    ]);
  });

  it("sends heartbeats while it is the commander, always with sequence id 0 and a fresh time", async () => {
    await using ends = await commanded({ heartbeatIntervalMs: 5 });
    expect(ends.mount.sendingHeartbeats).toBe(false);
    const taking = ends.mount.takeControl();
    const asked = await ends.received();
    expect(asked).toMatchObject({ kind: "AskForCommand", commandCode: 2103, commander: 1 });
    await ends.reply(singleSocket.CmdAcknowledgedReply({ ...to(asked), timeoutSec: 1 }));
    await ends.reply(singleSocket.CommanderReply({ actualCommander: 1 }), singleSocket.CmdSucceededReply(to(asked)));
    await taking;
    expect(ends.mount.hasControl).toBe(true);
    const beats = [await ends.received(), await ends.received(), await ends.received()];
    expect(beats.map(({ kind, sequenceId }) => [kind, sequenceId])).toEqual(Array(3).fill(["Heartbeat", 0]));
    const [first, , third] = beats.map(({ timestampTaiUnixSec }) => timestampTaiUnixSec);
    expect(third).toBeGreaterThan(first ?? Number.NaN);
    await ends.reply(singleSocket.CommanderReply({ actualCommander: 3 }));
    await vi.waitFor(() => expect(ends.mount.sendingHeartbeats).toBe(false), { timeout: 5000, interval: 2 });
    expect(ends.mount.hasControl).toBe(false);
  });

  it("fails what is under way when the link is lost, and stops the heartbeats", async () => {
    const states: boolean[] = [];
    await using ends = await commanded({ connectCallback: ({ connected }) => states.push(connected) });
    await ends.reply(singleSocket.CommanderReply({ actualCommander: 1 }));
    await vi.waitFor(() => expect(ends.mount.sendingHeartbeats).toBe(true), { timeout: 5000, interval: 2 });
    const running = reasonOf(ends.mount.run(AzimuthMove({ positionDeg: 1 })));
    await ends.controller.closeClient();
    expect(await running).toMatchObject({ code: "ERR_MTMOUNT_CONNECTION_LOST", outcome: "unknown" });
    expect(states).toEqual([false]);
    expect(ends.mount.sendingHeartbeats).toBe(false);
  });

  it("reports what is no reply with its bytes, and goes on", async () => {
    const bytes: string[] = [];
    await using ends = await commanded({ onUnparsable: (error) => bytes.push(Buffer.from(error.bytes).toString()) });
    const next = ends.mount.nextReply(singleSocket.CommanderReply.is, LIMIT);
    await ends.controller.write(Buffer.from('{"id": 1}\r\nnonsense\r\n'));
    await ends.reply(singleSocket.CommanderReply({ actualCommander: 0 }));
    await next;
    expect(bytes).toEqual(['{"id": 1}', "nonsense"]);
  });

  it("says that nobody answers", async () => {
    await expect(SingleSocketCommander.connect({ host: "127.0.0.1", port: 1 })).rejects.toMatchObject({
      code: "ERR_TCPIP_CONNECT",
    });
  });
});
