import type { LogRecord } from "@obswire/tcpip";
import { describe, expect, it } from "vitest";
import {
  AckReply,
  AskForCommand,
  AzimuthAxisPower,
  AzimuthAxisTrack,
  CommandRejectedError,
  CommandSupersededError,
  CommandTimeoutError,
  ConnectionLostError,
  DoneReply,
  ElevationAxisMove,
  InPositionReply,
  isCommandError,
  MountCommander,
  NoAckReply,
  type Reply,
  Source,
  type UnparsableMessageError,
} from "../../src/index.ts";
import { commanded } from "../support/commanded.ts";
import { LIMIT } from "../support/pairs.ts";

const move = () => ElevationAxisMove({ positionDeg: 45 });

/** What a promise rejects with. */
const reasonOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => {
      throw new Error("it did not reject");
    },
    (reason: unknown) => reason,
  );

describe("running a command", () => {
  it("is over when the controller says Done; onAck hears how long that may take", async () => {
    await using ends = await commanded();
    const acks: number[] = [];
    const command = move();
    const running = ends.mount.run(command, { onAck: ({ timeoutMs }) => acks.push(timeoutMs) });
    const { sequenceId, kind } = await ends.received();
    expect({ sequenceId, kind }).toEqual({ sequenceId: command.sequenceId, kind: "ElevationAxisMove" });
    await ends.reply(AckReply({ sequenceId, timeoutMs: 1500 }), DoneReply({ sequenceId }));
    await running;
    expect(acks).toEqual([1500]);
    expect(ends.mount.pendingCount).toBe(0);
  });

  it("a track command is over when it is acknowledged", async () => {
    await using ends = await commanded();
    const track = AzimuthAxisTrack({ positionDeg: 1, velocityDegPerSec: 0, taiUnixSec: 1.7e9 });
    const running = ends.mount.run(track);
    await ends.received();
    await ends.reply(AckReply({ sequenceId: track.sequenceId }));
    await running;
    expect(ends.mount.pendingCount).toBe(0);
  });

  it("Done without an acknowledgement is one", async () => {
    await using ends = await commanded();
    const command = move();
    const { ack, done } = ends.mount.send(command);
    await ends.received();
    await ends.reply(DoneReply({ sequenceId: command.sequenceId }));
    await done;
    expect(await ack).toBe(0);
  });

  it("a second acknowledgement changes nothing, nor does one after Done", async () => {
    await using ends = await commanded();
    const command = move();
    const { sequenceId } = command;
    const { ack, done } = ends.mount.send(command);
    await ends.received();
    await ends.reply(AckReply({ sequenceId, timeoutMs: 7 }), AckReply({ sequenceId, timeoutMs: 8 }));
    await ends.reply(
      DoneReply({ sequenceId }),
      AckReply({ sequenceId, timeoutMs: 9 }),
      InPositionReply({ what: 1, inPosition: true }),
    );
    await ends.mount.nextReply(InPositionReply.is, LIMIT);
    await done;
    expect(await ack).toBe(7);
    expect(ends.mount.connected).toBe(true);
  });

  it("rejects with CommandRejectedError when it is refused before the acknowledgement", async () => {
    await using ends = await commanded();
    const command = move();
    const running = reasonOf(ends.mount.run(command));
    await ends.received();
    await ends.reply(NoAckReply({ sequenceId: command.sequenceId, explanation: "Not enabled" }));
    const error = await running;
    expect(error).toBeInstanceOf(CommandRejectedError);
    expect(error).toMatchObject({
      code: "ERR_MTMOUNT_REJECTED",
      outcome: "rejected",
      explanation: "Not enabled",
      command,
    });
    expect(String(error)).toContain("ElevationAxisMove was rejected: Not enabled");
  });

  it("rejects with CommandSupersededError, and with CommandFailedError, after the acknowledgement", async () => {
    await using ends = await commanded();
    const fates = ["Superseded", "motor on fire"].map(async (explanation) => {
      const command = move();
      const running = reasonOf(ends.mount.run(command));
      await ends.reply(AckReply({ sequenceId: command.sequenceId, timeoutMs: 100 }));
      await ends.reply(NoAckReply({ sequenceId: command.sequenceId, explanation }));
      return running;
    });
    const [superseded, failed] = await Promise.all(fates);
    expect(superseded).toBeInstanceOf(CommandSupersededError);
    expect(superseded).toMatchObject({ code: "ERR_MTMOUNT_SUPERSEDED", outcome: "superseded" });
    expect(failed).toMatchObject({ code: "ERR_MTMOUNT_FAILED", outcome: "failed", explanation: "motor on fire" });
  });

  it("rejects with CommandTimeoutError when there is no acknowledgement in time; a late one is ignored", async () => {
    await using ends = await commanded({ ackTimeoutMs: 20 });
    const command = move();
    const error = await reasonOf(ends.mount.run(command));
    expect(error).toBeInstanceOf(CommandTimeoutError);
    expect(error).toMatchObject({ code: "ERR_MTMOUNT_ACK_TIMEOUT", outcome: "unknown", timeoutMs: 20 });
    await ends.reply(AckReply({ sequenceId: command.sequenceId }), InPositionReply({ what: 0, inPosition: true }));
    await ends.mount.nextReply(InPositionReply.is, LIMIT);
    expect(ends.mount.connected).toBe(true);
  });

  it("rejects with CommandTimeoutError when it takes longer than acknowledged, and the margin", async () => {
    await using ends = await commanded();
    const command = move();
    const running = reasonOf(ends.mount.run(command, { doneMarginMs: 10 }));
    await ends.received();
    await ends.reply(AckReply({ sequenceId: command.sequenceId, timeoutMs: 20 }));
    expect(await running).toMatchObject({ code: "ERR_MTMOUNT_DONE_TIMEOUT", outcome: "unknown", timeoutMs: 30 });
  });

  it("an abort ends the wait with the signal's reason, and the late answers are ignored", async () => {
    await using ends = await commanded();
    const enough = new AbortController();
    const running = reasonOf(ends.mount.run(move(), { signal: enough.signal }));
    const { sequenceId } = await ends.received();
    enough.abort("enough");
    expect(await running).toBe("enough");
    expect(ends.mount.pendingCount).toBe(0);
    await ends.reply(AckReply({ sequenceId }), DoneReply({ sequenceId }));
    expect(await reasonOf(ends.mount.run(move(), { signal: AbortSignal.abort("before") }))).toBe("before");
  });

  it("a throwing onAck changes nothing", async () => {
    await using ends = await commanded();
    const onAck = (): void => {
      throw new Error("no");
    };
    const running = ends.mount.run(move(), { onAck });
    const { sequenceId } = await ends.received();
    await ends.reply(AckReply({ sequenceId }), DoneReply({ sequenceId }));
    await running;
  });

  it("refuses wrong limits, by their names, before anything is sent", async () => {
    await using ends = await commanded();
    await expect(ends.mount.run(move(), { ackTimeoutMs: -1 })).rejects.toThrow("ackTimeoutMs must be >= 0");
    await expect(ends.mount.run(move(), { doneMarginMs: Number.NaN })).rejects.toThrow(RangeError);
    await expect(ends.mount.run(move(), { ackTimeoutMs: "5" as unknown as number })).rejects.toThrow(TypeError);
    expect(ends.mount.pendingCount).toBe(0);
  });

  it("refuses a sequence id that is under way", async () => {
    await using ends = await commanded();
    const command = move();
    const first = reasonOf(ends.mount.run(command));
    const error = await reasonOf(ends.mount.run(command));
    expect(error).toMatchObject({ code: "ERR_MTMOUNT_SEQUENCE_ID", outcome: "not sent" });
    await ends.mount.close();
    await first;
  });

  it("10,000 commands in flight, answered in reverse order, each meet their own answer", async () => {
    await using ends = await commanded();
    const commands = Array.from({ length: 10_000 }, (_, index) => ElevationAxisMove({ positionDeg: index }));
    const acks: number[] = [];
    const running = Promise.allSettled(
      commands.map((command) => ends.mount.run(command, { onAck: ({ timeoutMs }) => acks.push(timeoutMs) })),
    );
    expect(ends.mount.pendingCount).toBe(10_000);
    const received: number[] = [];
    for (const _ of commands) received.push((await ends.received()).sequenceId);
    expect(received).toEqual(commands.map(({ sequenceId }) => sequenceId));
    received.reverse();
    for (const [index, sequenceId] of received.entries()) {
      await ends.reply(AckReply({ sequenceId, timeoutMs: index }));
      await ends.reply(
        index % 2 === 0 ? DoneReply({ sequenceId }) : NoAckReply({ sequenceId, explanation: `${sequenceId}` }),
      );
    }
    const fates = await running;
    expect(fates.filter(({ status }) => status === "fulfilled")).toHaveLength(5000);
    const wrong = fates.filter((fate) => {
      if (fate.status === "fulfilled") return false;
      const { reason }: { reason: unknown } = fate;
      return !isCommandError(reason) || !reason.message.endsWith(`failed: ${reason.command.sequenceId}`);
    });
    expect(wrong).toEqual([]);
    expect(acks.sort((a, b) => a - b)).toEqual(received.map((_, index) => index));
    expect(ends.mount.pendingCount).toBe(0);
  });
});

describe("control", () => {
  it("is asked for, known, and given back", async () => {
    await using ends = await commanded();
    expect(ends.mount.hasControl).toBe(false);
    const taking = ends.mount.takeControl();
    const asked = await ends.received();
    expect(asked).toMatchObject({ kind: "AskForCommand", commander: Source.CSC });
    await ends.reply(AckReply({ sequenceId: asked.sequenceId }), DoneReply({ sequenceId: asked.sequenceId }));
    await taking;
    expect(ends.mount.hasControl).toBe(true);
    const releasing = ends.mount.releaseControl();
    const released = await ends.received();
    expect(AskForCommand.is(released) && released.commander).toBe(Source.NONE);
    await ends.reply(AckReply({ sequenceId: released.sequenceId }), DoneReply({ sequenceId: released.sequenceId }));
    await releasing;
    expect(ends.mount.hasControl).toBe(false);
  });
});

describe("a lost link", () => {
  it.each(["closes", "resets both connections"])("fails all that is under way when the controller %s", async (how) => {
    await using ends = await commanded();
    const running = [1, 2, 3].map(() => reasonOf(ends.mount.run(move())));
    for (const _ of running) await ends.received();
    if (how === "closes") await ends.controller.close();
    else {
      ends.controller.client?.writer?.abort({ reset: true });
      ends.controller.server.writer?.abort({ reset: true });
    }
    for (const error of await Promise.all(running)) {
      expect(error).toBeInstanceOf(ConnectionLostError);
      expect(error).toMatchObject({ code: "ERR_MTMOUNT_CONNECTION_LOST", outcome: "unknown" });
    }
    await ends.mount.linkOver;
    expect(ends.mount.connected).toBe(false);
  });

  it.each(["client", "server"] as const)("is noticed when only the controller's %s connection goes", async (which) => {
    await using ends = await commanded();
    const running = reasonOf(ends.mount.run(move()));
    await ends.received();
    if (which === "client") await ends.controller.closeClient();
    else await ends.controller.server.closeClient();
    expect(await running).toMatchObject({ code: "ERR_MTMOUNT_CONNECTION_LOST", outcome: "unknown" });
  });

  it("does not lose the answers that the controller gave just before", async () => {
    await using ends = await commanded();
    const command = move();
    const running = ends.mount.run(command);
    const { sequenceId } = await ends.received();
    await ends.reply(AckReply({ sequenceId }), DoneReply({ sequenceId }));
    await ends.controller.close();
    await running;
  });

  it("means that a later command was surely not sent", async () => {
    await using ends = await commanded();
    await ends.controller.close();
    await ends.mount.linkOver;
    const error = await reasonOf(ends.mount.run(move()));
    expect(error).toMatchObject({ code: "ERR_MTMOUNT_NOT_CONNECTED", outcome: "not sent" });
    expect(error).toBeInstanceOf(ConnectionLostError);
  });

  it("by closing here fails what is under way, with another code", async () => {
    await using ends = await commanded();
    const running = reasonOf(ends.mount.run(move()));
    await ends.mount.close();
    expect(await running).toMatchObject({ code: "ERR_MTMOUNT_CLOSED", outcome: "unknown" });
    expect(await reasonOf(ends.mount.run(move()))).toMatchObject({ code: "ERR_MTMOUNT_CLOSED", outcome: "not sent" });
    await expect(ends.mount.nextReply(InPositionReply.is)).rejects.toMatchObject({ code: "ERR_TCPIP_CLOSED" });
  });

  it("calls the callback, with connected already false", async () => {
    const states: boolean[] = [];
    await using ends = await commanded({ connectCallback: ({ connected }) => states.push(connected) });
    expect(states.at(-1)).toBe(true);
    await ends.controller.close();
    await ends.mount.linkOver;
    expect(states.at(-1)).toBe(false);
  });

  it("connecting can be given up", async () => {
    await expect(
      MountCommander.connect({ host: "127.0.0.1", commandPort: 1, replyPort: 0 }, { timeoutMs: 20 }),
    ).rejects.toMatchObject({ code: "ERR_TCPIP_TIMEOUT" });
  });
});

describe("what the controller says by itself", () => {
  it("comes in order, answers included, to every loop that looks on", async () => {
    await using ends = await commanded();
    const loops = [ends.mount.replies(), ends.mount.replies()].map(async (replies) => {
      const kinds: string[] = [];
      for await (const { kind } of replies) kinds.push(kind);
      return kinds;
    });
    const running = ends.mount.run(AzimuthAxisPower({ on: true }));
    const { sequenceId } = await ends.received();
    await ends.reply(
      InPositionReply({ what: 0, inPosition: false }),
      AckReply({ sequenceId }),
      DoneReply({ sequenceId }),
    );
    await running;
    await ends.mount.close();
    expect(await Promise.all(loops)).toEqual(Array(2).fill(["InPositionReply", "AckReply", "DoneReply"]));
  });

  it("a loop that is busy loses the oldest, and ends by a signal or a break", async () => {
    await using ends = await commanded();
    const enough = new AbortController();
    const replies = ends.mount.replies({ capacity: 2, signal: enough.signal });
    const isLast = (reply: Reply): reply is Reply => InPositionReply.is(reply) && reply.what === 3;
    const last = ends.mount.nextReply(isLast, LIMIT);
    await ends.reply(...[0, 1, 2, 3].map((what) => InPositionReply({ what, inPosition: true })));
    await last;
    const first = await replies.next();
    expect(first.value).toMatchObject({ what: 2 });
    enough.abort();
    expect(await replies.next()).toEqual({ done: true, value: undefined });
    for await (const _ of ends.mount.replies({ signal: AbortSignal.abort() })) throw new Error("there should be none");
  });

  it("and is no reply is reported with its bytes, and the next reply is read", async () => {
    const errors: UnparsableMessageError[] = [];
    await using ends = await commanded({ onUnparsable: (error) => errors.push(error) });
    await ends.controller.client?.write(Buffer.from("nonsense\r\n"));
    const next = ends.mount.nextReply(InPositionReply.is, LIMIT);
    await ends.reply(InPositionReply({ what: 1, inPosition: true }));
    expect((await next).what).toBe(1);
    expect(errors.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual(["nonsense"]);
  });

  it("and answers no command, or cannot be parsed, is logged and ignored", async () => {
    const records: LogRecord[] = [];
    await using ends = await commanded({ log: (record) => records.push(record) });
    const next = ends.mount.nextReply(InPositionReply.is, LIMIT);
    await ends.reply(DoneReply({ sequenceId: 987_654 }));
    await ends.controller.client?.write(Buffer.from("nonsense\r\n"));
    await ends.reply(InPositionReply({ what: 1, inPosition: true }));
    await next;
    const warnings = records.filter(({ level }) => level === "warn").map(({ message }) => message);
    expect(warnings).toEqual(["DoneReply for no command under way is ignored", "what was received is no reply"]);
  });
});
