import { ControllerState, SetStateParam, type WireGeneration, wireGenerations } from "@obswire/hexrotcomm";
import { isTcpipError } from "@obswire/tcpip";
import { describe, expect, it } from "vitest";
import type { SimpleMockControllerOptions } from "../../src/index.ts";
import { eventually } from "../support/eventually.ts";
import { codesOf, type SimplePair } from "../support/simplePair.ts";

const { OFFLINE, STANDBY, DISABLED, ENABLED, FAULT } = ControllerState;
const { ENTER_CONTROL, START, ENABLE, DISABLE, STANDBY: TO_STANDBY, EXIT, CLEAR_ERROR } = SetStateParam;

/** What every controller does, whatever its generation and whoever connects to whom. */
export function controllerSuite(
  generation: WireGeneration,
  setUp: (options?: SimpleMockControllerOptions) => Promise<SimplePair>,
): void {
  const { SET_STATE, SET_ENABLED_SUBSTATE, MOVE } = codesOf(generation);
  const isShort = generation === "gen4";
  const enabled: SimpleMockControllerOptions = { initialState: ENABLED };

  describe(`a controller of ${generation}`, () => {
    it("sends its configuration once, and then telemetry at its interval", async () => {
      await using pair = await setUp({ telemetryInterval: 50 });
      const { side, clock, mock } = pair;
      expect(side.order.slice(0, 2)).toEqual(["config", "telemetry"]);
      expect(side.configs[0]).toMatchObject({ minPosition: -25, maxPosition: 25, maxVelocity: 47 });
      for (let i = 2; i <= 4; i++) {
        await clock.advance(50);
        await side.until(`${i} samples`, () => side.samples.length === i);
      }
      expect(side.configs).toHaveLength(1);
      expect(side.samples[0]?.applicationStatus).toBe(0x400);
      expect(side.samples.at(-1)?.currPosition).toBeCloseTo(0.004, 9);
      expect(mock.connected).toBe(true);
    });

    it("says in its headers what its clock says", async () => {
      await using pair = await setUp();
      const header = pair.side.headers[1];
      const utcSec = Date.UTC(2025, 0, 1) / 1000;
      if (header === undefined) throw new Error("no header");
      if ("mjd" in header) {
        expect(header).toMatchObject({ mjd: 60_676, mjdFrac: 0, tvSec: utcSec, tvNsec: 0, counter: 0 });
      } else {
        expect(header).toMatchObject({ taiSec: utcSec + 37, taiNsec: 0, counter: 0 });
      }
    });

    it("goes through its states as it is told", async () => {
      await using pair = await setUp();
      const steps: [SetStateParam, ControllerState][] = isShort
        ? [
            [ENABLE, ENABLED],
            [TO_STANDBY, STANDBY],
            [CLEAR_ERROR, STANDBY],
          ]
        : [
            [ENTER_CONTROL, STANDBY],
            [START, DISABLED],
            [ENABLE, ENABLED],
            [DISABLE, DISABLED],
            [TO_STANDBY, STANDBY],
            [CLEAR_ERROR, STANDBY],
            [EXIT, OFFLINE],
          ];
      expect(pair.mock.state).toBe(isShort ? STANDBY : OFFLINE);
      for (const [param, state] of steps) {
        await pair.side.send(SET_STATE, param);
        expect(await pair.mock.expectCommand("SET_STATE")).toMatchObject({ outcome: "done" });
        expect(pair.mock.state).toBe(state);
      }
      pair.mock.setState(FAULT);
      const next = pair.side.nextSample();
      await pair.clock.advance(100);
      expect((await next).state).toBe(FAULT);
      await pair.side.send(SET_STATE, CLEAR_ERROR);
      await pair.mock.expectCommand(SET_STATE);
      expect(pair.mock.state).toBe(STANDBY);
    });

    it("refuses a transition that its state does not have, and says why", async () => {
      await using pair = await setUp({ initialState: STANDBY });
      await pair.side.send(SET_STATE, isShort ? TO_STANDBY : ENABLE);
      const wanted = isShort ? "<ControllerState.ENABLED: 2>" : "<ControllerState.DISABLED: 1>";
      expect(await pair.mock.expectCommand("SET_STATE")).toMatchObject({
        outcome: "refused",
        reason: `state=0.0; must be ${wanted} for this command`,
      });
      expect(pair.mock.state).toBe(STANDBY);
    });

    it("executes what is within its limits, and refuses the rest", async () => {
      await using pair = await setUp(enabled);
      for (const position of [-25, 25, 3.5]) {
        await pair.side.send(MOVE, position);
        expect(await pair.mock.expectCommand("MOVE")).toMatchObject({ outcome: "done", durationSec: 0 });
        expect(pair.mock.telemetry.cmdPosition).toBe(position);
      }
      for (const position of [-25.001, 25.001, Number.NaN, Number.POSITIVE_INFINITY]) {
        await pair.side.send(MOVE, position);
        const { outcome, reason } = await pair.mock.expectCommand("MOVE");
        expect(outcome).toBe("refused");
        expect(reason).toMatch(/^position=\S+ not in range \[-25\.0, 25\.0\]$/);
      }
      expect(pair.mock.telemetry.cmdPosition).toBe(3.5);
      expect(pair.side.configs).toHaveLength(1);
    });

    it("lives on after codes and parameters that nobody knows", async () => {
      await using pair = await setUp(enabled);
      await pair.side.send(4_000_000_000);
      await pair.side.send(SET_STATE, 99);
      await pair.side.send(SET_ENABLED_SUBSTATE, Number.NaN);
      await pair.side.send(MOVE, 1);
      expect(await pair.mock.expectCommand("MOVE")).toMatchObject({ outcome: "done" });
      expect([...pair.mock.received].map(({ name, outcome }) => [name, outcome])).toEqual([
        [undefined, "unknown code"],
        ["SET_STATE", "no handler"],
        ["SET_ENABLED_SUBSTATE", "no handler"],
        ["MOVE", "done"],
      ]);
    });

    it("can be expected to receive a command, before and after it comes", async () => {
      await using pair = await setUp(enabled);
      const expected = pair.mock.expectCommand("MOVE", { timeoutMs: 1000 });
      await pair.side.send(MOVE, 1);
      expect((await expected).command.param1).toBe(1);
      await pair.side.send(MOVE, 2);
      await eventually("a second command", () => pair.mock.received.length === 2);
      expect((await pair.mock.expectCommand(MOVE, { timeoutMs: 1000 })).command.param1).toBe(2);
      const third = pair.mock.expectCommand("MOVE", { timeoutMs: 1 });
      await expect(third).rejects.toSatisfy((error) => isTcpipError(error, "ERR_TCPIP_TIMEOUT"));
      expect(pair.mock.received.at(-1)?.command.param1).toBe(2);
      pair.mock.received.clear();
      expect(pair.mock.received).toHaveLength(0);
    });

    it("knows the names of its commands, and rejects what is expected when it is closed", async () => {
      await using pair = await setUp();
      const { mock } = pair;
      await expect(mock.expectCommand("MOOVE")).rejects.toThrow(/one of SET_STATE, .*MOVE.*, not "MOOVE"/);
      const rejected = expect(mock.expectCommand("MOVE")).rejects.toSatisfy((error) =>
        isTcpipError(error, "ERR_TCPIP_CLOSED"),
      );
      await mock.close();
      await rejected;
    });

    it("ignores, refuses or delays commands when its faults say so", async () => {
      await using pair = await setUp(enabled);
      const { mock, side, clock } = pair;
      mock.faults.ignoreCommands = true;
      await side.send(MOVE, 1);
      expect(await mock.expectCommand("MOVE")).toMatchObject({ outcome: "ignored" });
      mock.faults.ignoreCommands = false;
      mock.faults.refuseCommands = "not today";
      await side.send(MOVE, 2);
      expect(await mock.expectCommand("MOVE")).toMatchObject({ outcome: "refused", reason: "not today" });
      mock.faults.refuseCommands = undefined;
      expect(mock.telemetry.cmdPosition).toBe(0);
      mock.faults.commandDelayMs = 1000;
      await side.send(MOVE, 3);
      const next = side.nextSample();
      await clock.advance(500);
      expect((await next).cmdPosition).toBe(0);
      const executed = mock.expectCommand("MOVE");
      const advancing = setInterval(() => void clock.advance(100), 1);
      await executed.finally(() => clearInterval(advancing));
      expect(mock.telemetry.cmdPosition).toBe(3);
    });

    it("has no other faults than it says: a misspelt switch throws", async () => {
      await using pair = await setUp();
      const { faults } = pair.mock;
      const misspelt = faults as typeof faults & { dropAck?: boolean };
      expect(() => {
        misspelt.dropAck = true;
      }).toThrow(TypeError);
      expect("dropAck" in faults).toBe(false);
    });

    it("freezes, corrupts or mislabels telemetry when its faults say so", async () => {
      await using pair = await setUp(enabled);
      const { mock, side, clock } = pair;
      mock.faults.freezeTelemetry = true;
      await clock.advance(1000);
      const had = side.samples.length;
      mock.faults.freezeTelemetry = false;
      mock.faults.corruptNextFrame = 0xff;
      await clock.advance(100);
      await side.until("one more", () => side.samples.length > had);
      expect(side.samples).toHaveLength(had + 1);
      expect(side.samples.at(-1)?.applicationStatus).toBe(0x4ff);
      mock.faults.nextFrameId = 1025;
      mock.faults.commandSourceLost = true;
      await clock.advance(200);
      await side.until("one after the unknown frame", () => side.samples.length > had + 1);
      expect(side.unknownFrames).toEqual([1025]);
      expect(side.samples.at(-1)?.applicationStatus).toBe(0);
      expect(mock.faults.nextFrameId).toBeUndefined();
    });

    it.each(["command", "telemetry"] as const)(
      "takes up its work again after its %s socket was dropped",
      async (which) => {
        await using pair = await setUp(enabled);
        const { mock, side, clock } = pair;
        await mock.dropSocket(which);
        await eventually("the loss is noticed", () => !mock.connected);
        const again = await pair.again();
        const had = side === again ? side.samples.length : 0;
        const advancing = setInterval(() => void clock.advance(100), 1);
        await mock.waitConnected({ timeoutMs: 5000 });
        await again.until("telemetry", () => again.samples.length > had);
        await eventually("the command socket of the control software", () => again.command.connected);
        await again.send(MOVE, 7);
        expect(await mock.expectCommand("MOVE")).toMatchObject({ outcome: "done" });
        await again.until("the move", () => again.samples.at(-1)?.cmdPosition === 7);
        clearInterval(advancing);
        const isNewConversation = which === "telemetry" || wireGenerations[generation].listener === "controller";
        if (again !== side) expect(again.order[0]).toBe("config");
        else expect(side.configs).toHaveLength(isNewConversation ? 2 : 1);
      },
    );

    it("stays away when its faults say so", async () => {
      await using pair = await setUp(enabled);
      const { mock, clock } = pair;
      mock.faults.stayAway = true;
      await Promise.all([mock.dropSocket("command"), mock.dropSocket("telemetry")]);
      await eventually("the loss is noticed", () => !mock.connected);
      if (wireGenerations[generation].listener === "controller") {
        const again = await pair.again();
        await eventually("the newcomer is closed", () => !again.telemetry.connected && !mock.connected);
        expect(again.order).toEqual([]);
      } else {
        await clock.advance(1000);
        expect(mock.telemetryConnected || mock.commandConnected).toBe(false);
        mock.faults.stayAway = false;
        await clock.advance(200);
        await mock.waitConnected({ timeoutMs: 5000 });
      }
    });

    it("reports each change of its connections, and survives a callback that throws", async () => {
      const calls: boolean[] = [];
      const connectCallback: SimpleMockControllerOptions["connectCallback"] = ({ telemetryConnected }) => {
        calls.push(telemetryConnected);
        throw new Error("a callback that throws");
      };
      await using pair = await setUp({ connectCallback });
      await pair.mock.close();
      expect(calls).toContain(true);
      expect(calls.at(-1)).toBe(false);
    });

    it("closes once, and for good", async () => {
      await using pair = await setUp();
      const closed = pair.mock.close();
      expect(pair.mock.close()).toBe(closed);
      await closed;
      expect(pair.mock.connected).toBe(false);
      const waiting = pair.mock.waitConnected({ timeoutMs: 1000 });
      await expect(waiting).rejects.toSatisfy((error) => isTcpipError(error, "ERR_TCPIP_CLOSED"));
      await pair.clock.advance(1000);
    });
  });
}
