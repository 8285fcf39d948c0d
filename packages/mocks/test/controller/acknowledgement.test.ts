import { ControllerState, gen4 } from "@obswire/hexrotcomm";
import { describe, expect, it } from "vitest";
import { codesOf, simplePair } from "../support/simplePair.ts";

const { ACK, NO_ACK } = gen4.CommandStatusCode;
const enabled = { initialState: ControllerState.ENABLED };

describe.each(["gen3", "gen4"] as const)("an acknowledgement in %s", (generation) => {
  const { MOVE } = codesOf(generation);

  it("has the counter of its command, whatever that is", async () => {
    await using pair = await simplePair(generation, enabled);
    pair.side.setCounter(0xffff_ffff);
    const commands = [await pair.side.send(MOVE, 1), await pair.side.send(MOVE, 2)];
    expect(commands.map(({ counter }) => counter)).toEqual([0xffff_ffff, 0]);
    for (const command of commands) {
      expect(await pair.side.acknowledgementOf(command)).toMatchObject({ status: ACK, duration: 0, reason: "" });
    }
  });

  it("of a refused command has as much of the reason as fits, in whole characters", async () => {
    await using pair = await simplePair(generation, enabled);
    expect(await pair.side.acknowledgementOf(await pair.side.send(MOVE, 26))).toEqual({
      counter: 0,
      status: NO_ACK,
      duration: 0,
      reason: "position=26.0 not in range [-25.0, 25.0]",
    });
    const reasons = { x: 60, µ: 30, "∞": 20, "🔭": 20 };
    for (const [character, count] of Object.entries(reasons)) {
      pair.mock.faults.refuseCommands = `.${character.repeat(count)}`;
      const { reason } = await pair.side.acknowledgementOf(await pair.side.send(MOVE, 0));
      const fits = Math.floor(49 / new TextEncoder().encode(character).length);
      expect(reason).toBe(`.${character.repeat(fits)}`);
    }
  });

  it("comes for unknown codes and parameters too, and for everything that goes wrong", async () => {
    await using pair = await simplePair(generation, enabled);
    const unknown = await pair.side.acknowledgementOf(await pair.side.send(12_345));
    expect(unknown).toMatchObject({ status: NO_ACK, reason: "Unknown command code 12345" });
    const { SET_STATE } = codesOf(generation);
    const parameter = await pair.side.acknowledgementOf(await pair.side.send(SET_STATE, 99));
    expect(parameter).toMatchObject({ status: NO_ACK, reason: "No command SET_STATE with param1=99" });
  });

  it("is not sent, or late, when the faults say so; the command is executed", async () => {
    await using pair = await simplePair(generation, enabled);
    const { mock, side, clock } = pair;
    mock.faults.dropAcknowledgement = true;
    await side.send(MOVE, 1);
    expect(await mock.expectCommand("MOVE")).toMatchObject({ outcome: "done" });
    mock.faults.dropAcknowledgement = false;
    mock.faults.acknowledgementDelayMs = 1000;
    const late = await side.send(MOVE, 2);
    await mock.expectCommand("MOVE");
    expect(mock.telemetry.cmdPosition).toBe(2);
    const advancing = setInterval(() => void clock.advance(100), 1);
    expect(await side.acknowledgementOf(late)).toMatchObject({ status: ACK });
    clearInterval(advancing);
    expect(side.acknowledgements).toHaveLength(1);
  });
});

describe("ENABLE_DRIVES in gen4", () => {
  it("changes the configuration, which arrives before the acknowledgement", async () => {
    await using pair = await simplePair("gen4");
    const { mock, side } = pair;
    const command = await side.send(gen4.SimpleCommandCode.ENABLE_DRIVES, 1);
    expect(await side.acknowledgementOf(command)).toMatchObject({ status: ACK });
    expect(side.configs.map((config) => "drivesEnabled" in config && config.drivesEnabled)).toEqual([false, true]);
    expect(side.order.slice(-2)).toEqual(["config", "acknowledgement"]);
    expect(mock.config).toMatchObject({ drivesEnabled: true });
  });
});
