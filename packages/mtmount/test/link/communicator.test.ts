import { describe, expect, it, vi } from "vitest";
import {
  AckReply,
  AzimuthAxisTrack,
  type Command,
  Communicator,
  type CommunicatorOptions,
  DoneReply,
  ElevationAxisTrack,
  ErrorReply,
  InPositionReply,
  MirrorCoversPower,
  type Reply,
  UnparsableMessageError,
  WarningReply,
} from "../../src/index.ts";
import { join, joinedCommunicators, LIMIT, LOOPBACK, twoEnds } from "../support/pairs.ts";

const REPLIES: Reply[] = [
  AckReply({ sequenceId: 1, timeoutMs: 1500 }),
  DoneReply({ sequenceId: 1 }),
  WarningReply({ active: true, code: 105, subsystem: "100. Azimuth", description: "hot", extraData: ["a", "b=2"] }),
  ErrorReply({ on: true, active: false, code: -7, subsystem: "200. Elevation", description: "été" }),
  InPositionReply({ what: 0, inPosition: true }),
];
const COMMANDS: Command[] = [
  ElevationAxisTrack({ positionDeg: 45, velocityDegPerSec: 0.01, taiUnixSec: 1.7e9 }),
  AzimuthAxisTrack({ positionDeg: -12.5, velocityDegPerSec: -1e-5, taiUnixSec: 1.7e9 }),
  MirrorCoversPower({ drive: 2, on: true }),
];

const bytesOf = (text: string): Buffer => Buffer.from(text, "latin1");

/** What a promise rejects with. */
const reasonOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => {
      throw new Error("it did not reject");
    },
    (reason: unknown) => reason,
  );

describe("a Communicator", () => {
  it.each([true, false])(
    "connects in the same steps as a pair, with a callback or without: %s",
    async (withCallback) => {
      const make = (options: Omit<CommunicatorOptions, "readReplies">, which: "first" | "second") =>
        new Communicator({ ...options, readReplies: which === "first" });
      await using ends = await twoEnds(make, withCallback);
      const { first, second } = ends;
      const connecting = first.connect({ port: second.serverPort, ...LIMIT });
      await vi.waitFor(() => expect(first.clientConnected && second.serverConnected).toBe(true), {
        timeout: 5000,
        interval: 2,
      });
      expect([first.connected, second.connected]).toEqual([false, false]);
      await second.connect({ port: first.serverPort, ...LIMIT });
      await connecting;
      expect([first.connected, second.connected]).toEqual([true, true]);
      expect(ends.calls).toHaveLength(withCallback ? 4 : 0);
    },
  );

  it("reads the replies back equal that the other one writes", async () => {
    await using ends = await joinedCommunicators();
    for (const reply of REPLIES) {
      await ends.controller.write(reply);
      const read = await ends.csc.read(LIMIT);
      expect(read).toEqual(reply);
      expect(read.equals(reply)).toBe(true);
    }
  });

  it("reads the commands back equal that the other one writes", async () => {
    await using ends = await joinedCommunicators();
    for (const command of COMMANDS) await ends.csc.write(command);
    for (const command of COMMANDS) expect(await ends.controller.read(LIMIT)).toEqual(command);
  });

  it("does not read, and does not write, before there is a connection", async () => {
    await using alone = new Communicator({ ...LOOPBACK, readReplies: true });
    await alone.start();
    expect(await reasonOf(alone.read())).toMatchObject({ code: "ERR_TCPIP_NOT_CONNECTED" });
    expect(await reasonOf(alone.write(MirrorCoversPower({ on: true })))).toMatchObject({
      code: "ERR_TCPIP_NOT_CONNECTED",
    });
  });

  it("a read ends with a lost connection when the peer closes, and says so", async () => {
    await using ends = await joinedCommunicators();
    const reading = reasonOf(ends.csc.read(LIMIT));
    await ends.controller.close();
    expect(await reading).toMatchObject({ code: "ERR_TCPIP_CONNECTION_LOST" });
    await vi.waitFor(() => expect(ends.csc.connected).toBe(false), { timeout: 5000, interval: 2 });
    expect(await reasonOf(ends.csc.read())).toMatchObject({ code: "ERR_TCPIP_NOT_CONNECTED" });
  });

  it("a read ends with the error of a connection that was reset, after another call of the callback", async () => {
    let calls = 0;
    await using ends = await joinedCommunicators({
      connectCallback: () => {
        calls += 1;
      },
    });
    const before = calls;
    const reading = reasonOf(ends.csc.read(LIMIT));
    ends.controller.client?.writer?.abort({ reset: true });
    expect(await reading).toMatchObject({ code: "ERR_TCPIP_CONNECTION_LOST" });
    expect(calls - before).toBeGreaterThanOrEqual(2);
  });

  it("reports what is no message with its bytes, and goes on with the next message", async () => {
    await using ends = await joinedCommunicators();
    await ends.controller.client?.write(bytesOf("99\n\xff\r\n"));
    await ends.controller.write(DoneReply({ sequenceId: 5 }));
    const error = await reasonOf(ends.csc.read(LIMIT));
    expect(error).toBeInstanceOf(UnparsableMessageError);
    expect(error).toMatchObject({ bytes: Uint8Array.of(0x39, 0x39, 0x0a, 0xff) });
    expect(await ends.csc.read(LIMIT)).toMatchObject({ kind: "DoneReply", sequenceId: 5 });
  });

  it("leaves out bytes that are not UTF-8, as the original does", async () => {
    await using ends = await joinedCommunicators();
    await ends.controller.client?.write(bytesOf("5\n2021-02-01T23:03:55.123\na\xffb\xc3\r\n"));
    expect(await ends.csc.read(LIMIT)).toMatchObject({ kind: "OnStateInfoReply", description: "ab" });
  });

  it.each([65_536, 64])(
    "takes messages up to the limit of %i bytes, and passes over longer ones",
    async (limitBytes) => {
      await using ends = await joinedCommunicators({ limitBytes });
      const { controller, csc } = ends;
      const shortest = WarningReply({ active: true, code: 1, subsystem: "" }).encode().length;
      const fitting = WarningReply({ active: true, code: 1, subsystem: "x".repeat(limitBytes - shortest) });
      expect(fitting.encode()).toHaveLength(limitBytes);
      const tooLong = fitting.with({ subsystem: "x".repeat(limitBytes - shortest + 1) });
      const muchTooLong = fitting.with({ subsystem: "y".repeat(limitBytes * 5) });
      for (const message of [fitting, tooLong, muchTooLong, tooLong, fitting]) {
        await controller.client?.write(message.encode());
      }
      expect(await csc.read(LIMIT)).toEqual(fitting);
      for (const message of [tooLong, muchTooLong, tooLong]) {
        const error = await reasonOf(csc.read(LIMIT));
        expect(error).toBeInstanceOf(UnparsableMessageError);
        const { bytes } = error as UnparsableMessageError;
        expect(Buffer.from(bytes)).toEqual(Buffer.from(message.encode().subarray(0, bytes.length)));
        expect(bytes.length).toBe(Math.min(1024, limitBytes - 1));
      }
      expect(await csc.read(LIMIT)).toEqual(fitting);
    },
  );

  it("ignores, and reports, what the peer sends the wrong way, and still notices that the peer is gone", async () => {
    const warnings: string[] = [];
    const log = ({ level, message }: { level: string; message: string }): void => {
      if (level === "warn") warnings.push(message);
    };
    await using ends = await joinedCommunicators({ log });
    await ends.controller.server.write(bytesOf("what is this?\r\n"));
    await vi.waitFor(() => expect(warnings).toEqual(["unexpected bytes from the peer are ignored"]), { interval: 2 });
    await ends.controller.close();
    await vi.waitFor(() => expect(ends.csc.clientConnected).toBe(false), { timeout: 5000, interval: 2 });
  });

  it("a read can be given up, and loses nothing", async () => {
    await using ends = await joinedCommunicators();
    expect(await reasonOf(ends.csc.read({ timeoutMs: 5 }))).toMatchObject({ code: "ERR_TCPIP_TIMEOUT" });
    const enough = new AbortController();
    const reading = reasonOf(ends.csc.read({ signal: enough.signal }));
    enough.abort("enough");
    expect(await reading).toBe("enough");
    await ends.controller.write(DoneReply({ sequenceId: 1 }));
    expect(await ends.csc.read(LIMIT)).toMatchObject({ kind: "DoneReply" });
  });

  it("can be connected again by hand after either side has restarted", async () => {
    await using ends = await joinedCommunicators();
    await ends.controller.close();
    await using successor = new Communicator({
      ...LOOPBACK,
      clientPort: ends.csc.serverPort,
      serverPort: ends.csc.clientPort,
      readReplies: false,
    });
    await successor.start();
    await join({ first: ends.csc, second: successor });
    await ends.csc.write(MirrorCoversPower({ on: false }));
    expect(await successor.read(LIMIT)).toMatchObject({ on: false });
  });
});
