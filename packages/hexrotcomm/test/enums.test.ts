import { expect, it } from "vitest";
import { ControllerState, MotionLockState, mtHexapod, mtRotator, nameOf, namesOfBits } from "../src/index.ts";

it("A value has its name, or none", () => {
  expect([nameOf(ControllerState, 2), nameOf(ControllerState, 2.5)]).toEqual(["ENABLED", undefined]);
});

it("Bits have their names, and a bit without one its number", () => {
  expect(namesOfBits(mtHexapod.ApplicationStatus, 0x402)).toEqual(["MOVE_COMPLETE", "DDS_COMMAND_SOURCE"]);
  expect(namesOfBits(mtRotator.ApplicationStatus, 0x8000_8001)).toEqual(["0x1", "ENCODER_FAULT", "0x80000000"]);
  expect(namesOfBits(mtHexapod.ApplicationStatus, 0)).toEqual([]);
});

it("A version finds its row, and what is no version is refused", () => {
  expect(mtHexapod.versionKey("0.22")).toBe("0.21.0");
  expect(mtHexapod.versionKey("v1.8.0")).toBe(mtHexapod.NEWEST);
  expect(mtHexapod.versionKey("0.2.1")).toBe("0.1.0");
  expect(mtRotator.versionKey("0.24.1")).toBe("0.23.0");
  expect(() => mtHexapod.versionKey("1.5.0-alpha")).toThrow(/^version must be like 1.5/);
  expect(() => mtHexapod.versionKey("0.0.9")).toThrow(/older than 0.1.0/);
});

it("The two hexapods of early versions differ in port, sync pattern and frame ids, and share their structs", () => {
  const camera = mtHexapod.deviceOptions("camera", "0.18.0");
  const m2 = mtHexapod.deviceOptions("m2", "0.18.0");
  const facts = ({ port, syncPattern, ConfigClass, TelemetryClass }: typeof camera): unknown[] => [
    port,
    syncPattern,
    ConfigClass.FRAME_ID,
    TelemetryClass.FRAME_ID,
    TelemetryClass.size,
  ];
  expect(facts(camera)).toEqual([5560, 0x6666, 27, 7, 336]);
  expect(facts(m2)).toEqual([5550, 0xb4b4, 28, 8, 336]);
  expect(mtHexapod.deviceOptions("m2").TelemetryClass).toBe(mtHexapod.Telemetry);
  expect(() => mtHexapod.deviceOptions("m3" as "m2")).toThrow(/camera or m2/);
});

it("Codes of the SAL are there for those who fill in its events", () => {
  expect([mtHexapod.ErrorCode.COMPENSATION_FAULT, mtRotator.ErrorCode.FAIL_TO_UNLOCK]).toEqual([-2, 9]);
  expect(nameOf(MotionLockState, 3)).toBe("LOCKED");
});
