import { readFileSync } from "node:fs";
import { join } from "node:path";
import { MTHexapodClient, MTRotatorClient, mtHexapod, mtRotator } from "@obswire/hexrotcomm";
import { MockMTHexapodController, MockMTRotatorController } from "@obswire/mocks";
import { describe, expect } from "vitest";
import { type Gen2To4ClientPeer, startGen2To4Client, startGen2To4Controller } from "../support/gen2to4Peers.ts";
import { itWithPython as it } from "../support/needs.ts";
import { fieldsOf } from "./fields.ts";

const LIMIT = { timeoutMs: 10_000 };
const ACK = 1;
const NO_ACK = 2;
/** SetStateParam, and the substates of SET_ENABLED_SUBSTATE. */
const ENABLE = 2;
const MOVE = 1;
const TRACK = 2;
const STOP = 3;
const HEADER_DIGITS = 48;
/** Samples that are compared field by field. */
const SAMPLES = 10;

/** Runs a command with the Python client and returns the answer. */
async function run(
  peer: Gen2To4ClientPeer,
  code: number,
  ...params: number[]
): Promise<{ status: number; duration: number; reason: string }> {
  const named = Object.fromEntries(params.map((value, i) => [`param${i + 1}`, value]));
  peer.send({ do: "command", code, ...named });
  return await peer.next("answer");
}

/** Compares what Python decoded with what the struct class reads from the same bytes. */
function expectSameFields(
  event: { hex: string },
  fields: object,
  structOf: (bytes: Uint8Array) => { toJSON(): object },
): void {
  expect(fields).toEqual(fieldsOf(structOf(Buffer.from(event.hex.slice(HEADER_DIGITS), "hex"))));
}

describe("MockMTHexapodController with a client in Python", () => {
  const { CommandCode, Config, Telemetry } = mtHexapod;

  for (const name of ["camera", "m2"] as const) {
    it(`${name}: config and telemetry of a move are the same in Python, field by field`, async () => {
      await using mock = await MockMTHexapodController.listen({ name, telemetryInterval: 20 });
      await using peer = await startGen2To4Client({ port: mock.port, device: "hexapod" });
      const [config] = peer.all("config");
      if (config === undefined) throw new Error("no config");
      expect(config.hex).toHaveLength(2 * (24 + 129));
      expectSameFields(config, config.config, (bytes) => Config.from(bytes));
      expect(config.config).toEqual(fieldsOf(mock.config));

      expect(await run(peer, CommandCode.ENABLE_DRIVES, 1)).toMatchObject({ status: ACK });
      expect(peer.all("config").at(-1)?.config.drives_enabled).toBe(true);
      expect(await run(peer, CommandCode.SET_STATE, ENABLE)).toMatchObject({ status: ACK });
      const target = [250, -40, 30, 0.001, -0.002, 0.003];
      expect(await run(peer, CommandCode.POSITION_SET, ...target)).toMatchObject({ status: ACK, duration: 0 });
      const answer = await run(peer, CommandCode.SET_ENABLED_SUBSTATE, MOVE, 1);
      expect(answer.status).toBe(ACK);
      expect(answer.duration).toBeGreaterThan(0.1);
      await peer.next("telemetry", ({ telemetry }) => telemetry.enabled_substate === 1);
      const { telemetry } = await peer.next("telemetry", (event) => event.telemetry.enabled_substate === 0);
      expect(telemetry).toMatchObject({ commanded_pos: target, state: 2, bus_voltage: [100, 100, 100] });
      expect(telemetry.application_status).toBe(0x402);
      const { measured_xyz: xyz, measured_uvw: uvw } = telemetry as unknown as Record<string, number[]>;
      [...(xyz ?? []), ...(uvw ?? [])].forEach((one, i) => {
        expect(Math.abs(one - (target[i] ?? 0))).toBeLessThan(0.1);
      });
      for (const event of peer.all("telemetry").slice(-SAMPLES)) {
        expect(event.hex).toHaveLength(2 * (24 + 648));
        expectSameFields(event, event.telemetry, (bytes) => Telemetry.from(bytes));
      }
    });
  }

  it("refuses with the original's words, cut to 50 bytes", async () => {
    await using mock = await MockMTHexapodController.listen({ telemetryInterval: 20 });
    await using peer = await startGen2To4Client({ port: mock.port, device: "hexapod" });
    const early = await run(peer, CommandCode.POSITION_SET, 1);
    expect(early).toMatchObject({
      status: NO_ACK,
      reason: "state=0.0; must be <ControllerState.ENABLED: 2> fo",
    });
    await run(peer, CommandCode.SET_STATE, ENABLE);
    const outside = await run(peer, CommandCode.POSITION_SET, 11_401);
    expect(outside).toMatchObject({ status: NO_ACK, reason: expect.stringMatching(/^x=11401\.0 not in range \[/) });
    const unset = await run(peer, CommandCode.SET_ENABLED_SUBSTATE, MOVE);
    expect(unset).toMatchObject({ status: NO_ACK, reason: "Must call POSITION_SET before calling MOVE_POINT_T" });
  });

  it("sends the config after each command that changes it", async () => {
    await using mock = await MockMTHexapodController.listen({ telemetryInterval: 20 });
    await using peer = await startGen2To4Client({ port: mock.port, device: "hexapod" });
    await run(peer, CommandCode.SET_STATE, ENABLE);
    for (const [code, params, expected] of [
      [CommandCode.CONFIG_ACCEL, [450], { acceleration_strut: 450 }],
      [CommandCode.CONFIG_VEL, [1000, 0.1, 900, 0.05], { vel_limits: [1000, 900, 0.1, 0.05] }],
      [CommandCode.SET_PIVOTPOINT, [1, 2, -3], { pivot: [1, 2, -3] }],
    ] as const) {
      expect(await run(peer, code, ...params)).toMatchObject({ status: ACK });
      const config = peer.all("config").at(-1);
      expect(config?.config).toMatchObject(expected);
    }
    expect(peer.all("config")).toHaveLength(4);
  });
});

describe("MockMTRotatorController with a client in Python", () => {
  const { CommandCode, Config, Telemetry } = mtRotator;

  it("config and telemetry of a move are the same in Python, field by field", async () => {
    await using mock = await MockMTRotatorController.listen({ telemetryInterval: 20 });
    await using peer = await startGen2To4Client({ port: mock.port, device: "rotator" });
    const [config] = peer.all("config");
    if (config === undefined) throw new Error("no config");
    expect(config.hex).toHaveLength(2 * (24 + 97));
    expectSameFields(config, config.config, (bytes) => Config.from(bytes));
    expect(config.config).toEqual(fieldsOf(mock.config));
    expect(config.config).toMatchObject({ velocity_limit: 3, lower_pos_limit: -90, max_velocity_limit: 5 });

    await run(peer, CommandCode.ENABLE_DRIVES, 1);
    await run(peer, CommandCode.SET_STATE, ENABLE);
    expect(await run(peer, CommandCode.POSITION_SET, -0.05)).toMatchObject({ status: ACK });
    const answer = await run(peer, CommandCode.SET_ENABLED_SUBSTATE, MOVE);
    expect(answer.status).toBe(ACK);
    expect(answer.duration).toBeCloseTo(2 * Math.sqrt(0.05), 1);
    await peer.next("telemetry", ({ telemetry }) => telemetry.enabled_substate === 1);
    const { telemetry } = await peer.next("telemetry", (event) => event.telemetry.enabled_substate === 0);
    const { current_pos, flags_pt2pt_move_complete } = telemetry as unknown as Record<string, number>;
    expect(Math.abs((current_pos ?? 0) + 0.05)).toBeLessThan(0.01);
    expect(flags_pt2pt_move_complete).toBe(1);
    for (const event of peer.all("telemetry").slice(-SAMPLES)) {
      expect(event.hex).toHaveLength(2 * (24 + 396));
      expectSameFields(event, event.telemetry, (bytes) => Telemetry.from(bytes));
    }
  });

  it("tracks what Python tells it, and goes to FAULT when Python stops telling", async () => {
    await using mock = await MockMTRotatorController.listen({ telemetryInterval: 20 });
    await using peer = await startGen2To4Client({ port: mock.port, device: "rotator" });
    await run(peer, CommandCode.SET_STATE, ENABLE);
    expect(await run(peer, CommandCode.SET_ENABLED_SUBSTATE, TRACK)).toMatchObject({ status: ACK });
    const velocity = 0.01;
    const startSec = Date.now() / 1000 + 37;
    for (let i = 0; i < 5; i++) {
      await peer.next("telemetry");
      await peer.next("telemetry");
      const nowSec = Date.now() / 1000 + 37;
      const position = velocity * (nowSec - startSec);
      expect(await run(peer, CommandCode.TRACK_VEL_CMD, nowSec, position, velocity)).toMatchObject({ status: ACK });
    }
    await peer.next("telemetry", ({ telemetry }) => telemetry.enabled_substate === 2);
    const { telemetry } = await peer.next("telemetry", (event) => event.telemetry.state === 4);
    expect(telemetry).toMatchObject({ flags_no_new_track_cmd_error: 1, fault_substate: 2 });
    expect(await run(peer, CommandCode.SET_ENABLED_SUBSTATE, STOP)).toMatchObject({ status: NO_ACK });
  });
});

describe("MTHexapodClient and MTRotatorClient with controllers in Python", () => {
  it("a hexapod is enabled, moved and brought back to STANDBY, and every field is what Python sent", async () => {
    await using controller = await startGen2To4Controller({ device: "hexapod" });
    await using hexapod = await MTHexapodClient.connect({ port: controller.port, drivesPauseMs: 0 }, LIMIT);
    await hexapod.configuredTask;
    const { config } = await controller.peer.next("config");
    expect(fieldsOf(hexapod.config)).toEqual(config);
    await hexapod.enable(LIMIT);
    controller.peer.send({ do: "duration", seconds: 1.5 });
    controller.peer.send({ do: "status" });
    await controller.peer.next("status");
    const position = { xMicrons: 500, yMicrons: -1, zMicrons: -200, uDeg: 0.01, vDeg: -0.02, wDeg: 0.03 };
    expect(await hexapod.move(position, LIMIT)).toEqual({ durationSec: 1.5 });
    const there = await hexapod.waitStationary(LIMIT);
    expect([...there.measuredXyz, ...there.measuredUvw]).toEqual(Object.values(position));
    const { hex, telemetry } = await controller.peer.next("telemetry", (event) => {
      return JSON.stringify(event.telemetry) === JSON.stringify(fieldsOf(there));
    });
    expect(fieldsOf(mtHexapod.Telemetry.from(Buffer.from(hex.slice(HEADER_DIGITS), "hex")))).toEqual(telemetry);
    const received = controller.peer.all("command").map(({ code, params }) => [code, params[0]]);
    const { ENABLE_DRIVES, SET_STATE, POSITION_SET, SET_ENABLED_SUBSTATE } = mtHexapod.CommandCode;
    expect(received).toEqual([
      [ENABLE_DRIVES, 1],
      [SET_STATE, ENABLE],
      [POSITION_SET, 500],
      [SET_ENABLED_SUBSTATE, MOVE],
    ]);
    await hexapod.standby(LIMIT);
    expect((await hexapod.nextTelemetry({ ...LIMIT, skip: 2 })).state).toBe(0);
    expect(hexapod.config.drivesEnabled).toBe(false);
  });

  it("a hexapod refuses, and a new configuration arrives", async () => {
    await using controller = await startGen2To4Controller({ device: "hexapod", initialState: "ENABLED" });
    await using hexapod = await MTHexapodClient.connect({ port: controller.port }, LIMIT);
    const tooFar = { xMicrons: 11_401, yMicrons: 0, zMicrons: 0, uDeg: 0, vDeg: 0, wDeg: 0 };
    await expect(hexapod.move(tooFar, LIMIT)).rejects.toMatchObject({
      code: "ERR_HEXROTCOMM_NO_ACK",
      reason: "x=11401.0 not in range [-11400.0, 11400.0]",
    });
    await hexapod.configureAcceleration({ strutMicronsPerSec2: 450 }, LIMIT);
    expect(hexapod.config.accelerationStrut).toBe(450);
    expect(controller.peer.all("command")).toHaveLength(2);
  });

  it("a rotator is brought out of FAULT, enabled and moved", async () => {
    await using controller = await startGen2To4Controller({ device: "rotator", initialState: "FAULT" });
    await using rotator = await MTRotatorClient.connect({ port: controller.port, drivesPauseMs: 0 }, LIMIT);
    await rotator.enable(LIMIT);
    await rotator.move({ positionDeg: -12.5 }, LIMIT);
    const there = await rotator.waitStationary(LIMIT);
    expect([there.currentPos, there.setPos]).toEqual([-12.5, -12.5]);
    await controller.peer.next("telemetry", (event) => {
      return JSON.stringify(event.telemetry) === JSON.stringify(fieldsOf(there));
    });
    await rotator.configureVelocity({ degPerSec: 2 }, LIMIT);
    expect(rotator.config.velocityLimit).toBe(2);
    await expect(rotator.run("POSITION_SET", { positionDeg: 91 }, LIMIT)).rejects.toMatchObject({
      reason: "position=91.0 not in range [-90.0, 90.0]",
    });
  });
});

describe("the recorded session of the original hexapod", () => {
  it("goes the same way with our mock: the same answers and configurations, byte by byte", async () => {
    const folder = join(import.meta.dirname, "..", "recordings", "hexapod");
    const decoded = JSON.parse(readFileSync(join(folder, "decoded.json"), "utf8")) as {
      legs: { s2c: { messages: { type: string; offset: number; length: number }[] } }[];
    };
    const commands = readFileSync(join(folder, "link", "c2s.bin")).toString("hex");
    const replies = readFileSync(join(folder, "link", "s2c.bin"));
    const recorded = (decoded.legs[0]?.s2c.messages ?? [])
      .filter(({ type }) => type === "config" || type === "command_status")
      .map(({ offset, length }) => withoutTime(replies.subarray(offset, offset + length).toString("hex")));
    expect(recorded).toHaveLength(5 + 13);

    await using mock = await MockMTHexapodController.listen({ telemetryInterval: 20, reportDurations: false });
    await using peer = await startGen2To4Client({ port: mock.port, device: "hexapod" });
    for (const hex of commands.match(/.{120}/g) ?? []) {
      peer.send({ do: "raw", socket: "command", hex });
      await peer.next("answer");
    }
    const received = peer.events.flatMap((one) =>
      one.event === "config" || one.event === "answer" ? [withoutTime(one.hex)] : [],
    );
    expect(received).toEqual(recorded);
  });
});

/** A frame of gen4 without the time in its header. */
function withoutTime(hex: string): string {
  return hex.slice(0, 16) + hex.slice(HEADER_DIGITS);
}
