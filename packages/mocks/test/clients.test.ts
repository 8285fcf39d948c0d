import {
  CommandTelemetryServer,
  ControllerState,
  gen1,
  gen1b,
  isCommandFailedError,
  MTHexapodClient,
  MTRotatorClient,
  mtHexapod,
  mtRotator,
  SIMPLE_SYNC_PATTERN,
  SimpleCommandCode,
  SimpleConfig,
  SimpleTelemetry,
} from "@obswire/hexrotcomm";
import { describe, expect, it } from "vitest";
import { MockMTHexapodController, MockMTRotatorController, SimpleMockController } from "../src/index.ts";

// The mocks with the clients and the server of this project, which know nothing of each other but the protocol.

const fast = { telemetryInterval: 5 };
const impatient = { drivesPauseMs: 0, clearErrorPauseMs: 0 };

describe.each(["0.19.0", "0.21.0", "0.22.0", "1.1.0"] as const)("a rotator of version %s and its client", (version) => {
  it("get from FAULT to a move and back to STANDBY", async () => {
    const initialState = ControllerState.FAULT;
    await using mock = await MockMTRotatorController.listen({ version, initialState, ...fast });
    await using rotator = await MTRotatorClient.connect({ version, port: mock.port, ...impatient });
    await rotator.enable({ timeoutMs: 5000 });
    await rotator.move({ positionDeg: 0.02 });
    const { currentPos } = await rotator.waitStationary({ timeoutMs: 5000 });
    expect(Math.abs(currentPos - 0.02)).toBeLessThan(0.011);
    const { command } = await mock.expectCommand("POSITION_SET");
    const { syncPattern } = mtRotator.deviceOptions(version);
    if (syncPattern !== undefined) expect(command).toMatchObject({ syncPattern });
    await rotator.standby({ timeoutMs: 5000 });
    expect(mock.state).toBe(ControllerState.STANDBY);
  });
});

describe.each(["0.21.0", "0.23.0", "1.1.0", "1.5.0"] as const)("a hexapod of version %s and its client", (version) => {
  it("move", async () => {
    await using mock = await MockMTHexapodController.listen({ version, name: "m2", ...fast });
    await using hexapod = await MTHexapodClient.connect({ version, name: "m2", port: mock.port, ...impatient });
    await hexapod.enable({ timeoutMs: 5000 });
    await hexapod.move({ xMicrons: 10, yMicrons: 0, zMicrons: 5, uDeg: 0, vDeg: 0, wDeg: 0 });
    const { commandedPos } = await hexapod.waitStationary({ timeoutMs: 5000 });
    expect(commandedPos).toEqual([10, 0, 5, 0, 0, 0]);
  });
});

it("a client hears why a command was refused, and that an answer did not come", async () => {
  await using mock = await MockMTHexapodController.listen({ initialState: ControllerState.STANDBY, ...fast });
  await using hexapod = await MTHexapodClient.connect({ name: "camera", port: mock.port, ...impatient });
  const refused = hexapod.move({ xMicrons: 1, yMicrons: 0, zMicrons: 0, uDeg: 0, vDeg: 0, wDeg: 0 });
  await expect(refused).rejects.toSatisfy(isCommandFailedError);
  mock.faults.dropAcknowledgement = true;
  await expect(hexapod.stop({ timeoutMs: 50 })).rejects.toThrow();
  expect((await mock.expectCommand(mtHexapod.CommandCode.SET_ENABLED_SUBSTATE)).outcome).toBe("refused");
});

it.each(["gen1", "gen1b"] as const)(
  "a simple controller of %s connects to the server, and obeys",
  async (generation) => {
    const { Command } = generation === "gen1" ? gen1 : gen1b;
    await using server = new CommandTelemetryServer({
      port: 0,
      generation,
      ConfigClass: SimpleConfig,
      TelemetryClass: SimpleTelemetry,
      syncPattern: SIMPLE_SYNC_PATTERN,
    });
    await server.start();
    const { telemetryPort: port, commandPort } = server;
    const initialState = ControllerState.ENABLED;
    await using mock = await SimpleMockController.connect({ generation, port, commandPort, initialState, ...fast });
    await server.waitConnected({ timeoutMs: 5000 });
    await server.putCommand(new Command({ code: SimpleCommandCode.MOVE, param1: 3.5 }));
    const { command, outcome } = await mock.expectCommand("MOVE");
    expect(outcome).toBe("done");
    expect(command).toMatchObject({ syncPattern: SIMPLE_SYNC_PATTERN, counter: 1 });
    expect((await server.nextTelemetry({ timeoutMs: 5000 })).cmdPosition).toBe(3.5);
    expect(server.config.toJSON()).toEqual(mock.config.toJSON());
  },
);
