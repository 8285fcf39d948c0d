import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { CommandCode } from "../../src/commandCode.ts";
import { AzimuthAxisHome } from "../../src/commands/azimuthAxis.ts";
import { ElevationAxisMove } from "../../src/commands/elevationAxis.ts";
import { MirrorCoversPower } from "../../src/commands/mirrorCovers.ts";
import { TopEndChillerTrackAmbient } from "../../src/commands/supplies.ts";
import { AskForCommand, SafetyReset } from "../../src/commands/system.ts";
import { Source } from "../../src/enums.ts";
import { FieldError, isMtmountError, UnparsableMessageError } from "../../src/errors.ts";
import { parseCommand, parseReply } from "../../src/parseMessages.ts";
import { AckReply, InPositionReply, WarningReply } from "../../src/replies.ts";

const timestamp = new Date("2021-02-01T23:03:55.123Z");
const header = { sequenceId: 7, timestamp };

describe("making messages", () => {
  it("fills in the sequence id, the source, the time and every default", () => {
    const before = Date.now();
    const first = ElevationAxisMove({ positionDeg: 45 });
    const second = ElevationAxisMove({ positionDeg: 45 });
    expect(second.sequenceId).toBe(first.sequenceId + 1);
    expect(first).toMatchObject({
      source: Source.CSC,
      velocityDegPerSec: 0,
      accelerationDegPerSec2: 0,
      jerkDegPerSec3: 0,
    });
    expect(first.timestamp.getTime()).toBeGreaterThanOrEqual(before);
    expect(first).toMatchObject({ kind: "ElevationAxisMove", commandCode: CommandCode.ELEVATION_AXIS_MOVE });
  });

  it("needs no argument when every field has a default", () => {
    expect(AzimuthAxisHome().kind).toBe("AzimuthAxisHome");
    expect(AskForCommand().commander).toBe(Source.CSC);
  });

  it("ignores what is not a field, as the original does", () => {
    const values = { ...header, what: 3, what2: "x", on: true };
    expect(MirrorCoversPower(values).toText()).toBe("7\n901\n1\n2021-02-01T23:03:55.123\n-1\n1");
  });

  it("names the message, the field and the value when a value cannot be the field's", () => {
    const wrong = () => ElevationAxisMove({ positionDeg: "45" as unknown as number });
    expect(wrong).toThrow(FieldError);
    expect(wrong).toThrow('ElevationAxisMove.positionDeg must be a number, not "45"');
  });

  it("names the field that is missing", () => {
    const missing = () => ElevationAxisMove({} as { positionDeg: number });
    expect(missing).toThrow("ElevationAxisMove.positionDeg must be a number, not undefined");
  });

  it.each<[string, () => unknown]>([
    ["on must be true or false, not 1", () => MirrorCoversPower({ on: 1 as unknown as boolean })],
    ["drive must be a whole number, not 1.5", () => MirrorCoversPower({ drive: 1.5, on: true })],
    ["commander must be one of NONE 0, CSC 1", () => AskForCommand({ commander: 7 as unknown as 1 })],
    ["timestamp must be a valid Date", () => SafetyReset({ what: "", timestamp: new Date(Number.NaN) })],
    ["what must be text without LF", () => SafetyReset({ what: "1\n2" })],
    ["what must be text without LF, and without CR at its end", () => SafetyReset({ what: "1\r" })],
    [
      "extraData must be a list of which each is text without LF",
      () => WarningReply({ active: true, code: 1, subsystem: "", extraData: ["a\nb"] }),
    ],
  ])("refuses a value of the wrong type: %s", (message, make) => {
    expect(make).toThrow(message);
  });

  it("takes true and false for whole numbers, and whole numbers for floats", () => {
    expect(InPositionReply({ what: true as unknown as number, inPosition: false }).what).toBe(1);
    expect(TopEndChillerTrackAmbient({ ...header, on: true, temperatureDegC: 12 }).toText()).toMatch(/\n12\.0$/);
  });
});

describe("a message", () => {
  const move = ElevationAxisMove({ ...header, positionDeg: 45 });

  it("equals another one whose fields are equal, NaN included", () => {
    expect(move.equals(ElevationAxisMove({ ...header, positionDeg: 45 }))).toBe(true);
    expect(move.equals(move.with({ positionDeg: 46 }))).toBe(false);
    expect(move.with({ positionDeg: Number.NaN }).equals(move.with({ positionDeg: Number.NaN }))).toBe(true);
    expect(AzimuthAxisHome(header).equals(AskForCommand(header))).toBe(false);
  });

  it("makes changed copies and stays as it is", () => {
    expect(move.with({ sequenceId: 8 })).toMatchObject({ sequenceId: 8, positionDeg: 45, timestamp });
    expect(move.sequenceId).toBe(7);
    expect(() => move.with({ sequenceId: 1.5 })).toThrow(FieldError);
  });

  it("prints with its kind and its fields", () => {
    expect(inspect(move)).toContain("ElevationAxisMove {\n  sequenceId: 7,");
    expect(JSON.parse(JSON.stringify(move))).toMatchObject({ kind: "ElevationAxisMove", positionDeg: 45 });
  });

  it("is known by its kind", () => {
    expect(ElevationAxisMove.is(move)).toBe(true);
    expect(AzimuthAxisHome.is(move)).toBe(false);
  });

  it("keeps further fields where its kind has extra data", () => {
    const text = "4\n1\n1234\n100. Azimuth\n2021-02-01T23:03:55.123\na warning\nx\n\ny=2\r\n";
    const warning = parseReply(text);
    expect(warning).toMatchObject({ kind: "WarningReply", description: "a warning", extraData: ["x", "", "y=2"] });
    expect(Buffer.from(warning.encode()).toString()).toBe(text);
  });
});

describe("parsing", () => {
  const problem = (parse: () => unknown): UnparsableMessageError => {
    try {
      parse();
    } catch (error) {
      if (error instanceof UnparsableMessageError) return error;
    }
    throw new Error("it did not throw what it should");
  };

  it.each<[string, () => unknown]>([
    ["a command has at least 4 fields, not 3", () => parseCommand("7\n403\n1\r\n")],
    ['"9999" is not the code of a command', () => parseCommand("7\n9999\n1\n2021-02-01T23:03:55.123\r\n")],
    ["command STATE_INFO (2001) has no kind of message", () => parseCommand("7\n2001\n1\n2021-02-01T23:03:55.123\r\n")],
    ['"" is not the code of a reply', () => parseReply("\r\n")],
    ['"x" is not the code of a reply', () => parseReply("x\r\n")],
    ["ElevationAxisHome has 4 fields, not 5", () => parseCommand("7\n406\n1\n2021-02-01T23:03:55.123\n1\r\n")],
    ["WarningReply has at least 6 fields, not 2", () => parseReply("4\n1\r\n")],
    ['InPositionReply.what must be a whole number, not ""', () => parseReply("6\n2021-02-01T23:03:55.123\n\n1\r\n")],
    ["ElevationAxisHome.source must be one of", () => parseCommand("7\n406\n9\n2021-02-01T23:03:55.123\r\n")],
    ["ElevationAxisHome.timestamp must be a valid Date", () => parseCommand("7\n406\n1\nyesterday\r\n")],
  ])("says what is wrong: %s", (message, parse) => {
    expect(problem(parse).message).toContain(message);
  });

  it("reports the bytes of what it cannot parse, and the field that is to blame", () => {
    const bytes = Buffer.from("7\n406\nme\n2021-02-01T23:03:55.123\r\n");
    const error = problem(() => parseCommand(bytes));
    expect(Buffer.from(error.bytes).toString()).toBe("7\n406\nme\n2021-02-01T23:03:55.123");
    expect(error.cause).toMatchObject({ messageKind: "ElevationAxisHome", field: "source", value: "me" });
    expect(isMtmountError(error, "ERR_MTMOUNT_UNPARSABLE")).toBe(true);
    bytes.fill(0);
    expect(error.bytes[0]).toBe(0x37);
  });

  it("takes an empty time-out of an acknowledgement for 0", () => {
    expect(parseReply("0\n7\n1\n2021-02-01T23:03:55.123\n\r\n")).toMatchObject({ kind: "AckReply", timeoutMs: 0 });
  });

  it("takes any whole number but 0 for true, and blanks around numbers", () => {
    expect(parseCommand("7\n401\n1\n2021-02-01T23:03:55.123\n 2 \r\n")).toMatchObject({ on: true });
    expect(parseCommand(" 7 \n401 \n1\n2021-02-01T23:03:55.123\n00\r\n")).toMatchObject({ sequenceId: 7, on: false });
  });

  it("leaves bytes out that are not UTF-8, as the original does", () => {
    const bytes = Buffer.concat([
      Buffer.from("5\n2021-02-01T23:03:55.123\nst"),
      Buffer.of(0xff),
      Buffer.from("ate\r\n"),
    ]);
    expect(parseReply(bytes)).toMatchObject({ kind: "OnStateInfoReply", description: "state" });
  });

  it("does not need the CR LF", () => {
    const ack = AckReply({ ...header, timeoutMs: 3 });
    expect(parseReply(ack.toText()).equals(ack)).toBe(true);
  });
});
