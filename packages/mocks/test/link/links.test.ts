import { ControllerState, SimpleConfig, SimpleTelemetry } from "@obswire/hexrotcomm";
import { Client, isTcpipError, OneClientServer } from "@obswire/tcpip";
import { describe, expect, it } from "vitest";
import { SimpleMockController } from "../../src/index.ts";
import { ControlSide } from "../support/controlSide.ts";
import { eventually } from "../support/eventually.ts";
import { freePorts } from "../support/freePorts.ts";
import { simplePair } from "../support/simplePair.ts";

const host = "127.0.0.1";
const classes = { ConfigClass: SimpleConfig, TelemetryClass: SimpleTelemetry };

describe.each(["gen2", "gen3"] as const)("the two ports of a controller of %s", (generation) => {
  it("are free ones, one behind the other, unless they are given", async () => {
    const mocks = await Promise.all(Array.from({ length: 10 }, () => SimpleMockController.listen({ generation })));
    for (const { port, commandPort } of mocks) expect(commandPort).toBe(port + 1);
    await Promise.all(mocks.map((mock) => mock.close()));
    const [{ port = 0 } = {}] = mocks;
    await using given = await SimpleMockController.listen({ generation, port, commandPort: 0 });
    expect(given.port).toBe(port);
    expect(given.commandPort).not.toBe(0);
  });

  it("are both closed when one is lost, for a new pair", async () => {
    await using pair = await simplePair(generation);
    const { mock, side } = pair;
    await side.command.close();
    await eventually("telemetry is closed as well", () => !side.telemetry.connected);
    await eventually("both are gone", () => !mock.telemetryConnected && !mock.commandConnected);
    const again = await pair.again();
    await again.until("telemetry", () => again.samples.length > 0);
    expect(mock.connected).toBe(true);
  });

  it("begin telemetry without waiting for commands, and ignore what arrives where nothing should", async () => {
    await using mock = await SimpleMockController.listen({ generation, telemetryInterval: 10 });
    await using telemetry = await Client.connect({ host, port: mock.port });
    const side = new ControlSide(generation, { command: telemetry, telemetry }, classes);
    await telemetry.write(new Uint8Array(5000));
    const header = await telemetry.readExactly(24 + SimpleConfig.size, { timeoutMs: 5000 });
    expect(header).toHaveLength(24 + SimpleConfig.size);
    expect(mock.commandConnected).toBe(false);
    expect(mock.telemetryConnected).toBe(true);
    await side[Symbol.asyncDispose]();
  });

  it("are not left half open when one of them is taken", async () => {
    await using taken = await OneClientServer.listen({ host, port: 0 });
    const starting = SimpleMockController.listen({ generation, port: taken.port, commandPort: 0 });
    await expect(starting).rejects.toSatisfy((error) => isTcpipError(error, "ERR_TCPIP_LISTEN"));
  });
});

describe("a controller that listens", () => {
  it.each(["gen2", "gen4"] as const)("closes a second client and keeps the first, in %s", async (generation) => {
    await using pair = await simplePair(generation);
    await using second = await Client.connect({ host, port: pair.mock.port });
    expect(await second.read(-1, { timeoutMs: 5000 })).toHaveLength(0);
    const next = pair.side.nextSample();
    await pair.clock.advance(100);
    await next;
  });

  it("survives a client that goes in the middle of a command, and does not execute it", async () => {
    await using pair = await simplePair("gen4");
    await pair.side.command.write(new Uint8Array(59));
    await pair.side.command.close();
    await eventually("the loss is noticed", () => !pair.mock.connected);
    const again = await pair.again();
    await again.until("telemetry", () => again.samples.length > 0);
    expect(pair.mock.received).toHaveLength(0);
  });

  it("does not connect, and one that connects does not listen: each says what to use", async () => {
    const options = { generation: "gen1", port: 1 } as unknown as { generation: "gen4" };
    await expect(SimpleMockController.listen(options)).rejects.toThrow(/gen1 connects .* use connect, not listen/);
    const other = { generation: "gen4", port: 1 } as unknown as { generation: "gen1"; port: number };
    await expect(SimpleMockController.connect(other)).rejects.toThrow(/gen4: use listen, not connect/);
    expect(() => new SimpleMockController({ generation: "gen1" })).toThrow(/port must be/);
    expect(() => new SimpleMockController({ generation: "gen1", host: null, port: 1 })).toThrow(/host must be/);
    const initialState = ControllerState.OFFLINE;
    expect(() => new SimpleMockController({ initialState })).toThrow(
      "initialState must be one of STANDBY, ENABLED, FAULT, not OFFLINE",
    );
    expect(() => new SimpleMockController({ telemetryInterval: -1 })).toThrow(/telemetryInterval must be/);
  });
});

describe("a controller that connects", () => {
  it("comes when the control software comes, and gives up when it should", async () => {
    const port = await freePorts();
    const connecting = SimpleMockController.connect({ generation: "gen1b", port, connectRetryInterval: 5 });
    await using telemetry = new OneClientServer({ host, port });
    await using command = new OneClientServer({ host, port: port + 1 });
    await telemetry.start();
    await command.start();
    await using mock = await connecting;
    expect(mock.connected).toBe(true);
    const never = SimpleMockController.connect({ generation: "gen1", port: 1 }, { timeoutMs: 20 });
    await expect(never).rejects.toSatisfy((error) => isTcpipError(error, "ERR_TCPIP_TIMEOUT"));
  });

  it("sends nothing before both sockets are there", async () => {
    const port = await freePorts();
    await using telemetry = await OneClientServer.listen({ host, port });
    await using command = new OneClientServer({ host, port: port + 1 });
    await using mock = new SimpleMockController({ generation: "gen1", port, connectRetryInterval: 5 });
    await mock.start();
    await telemetry.waitConnected({ timeoutMs: 5000 });
    await eventually("the mock sees it", () => mock.telemetryConnected);
    await expect(telemetry.read(1, { timeoutMs: 50 })).rejects.toSatisfy((error) =>
      isTcpipError(error, "ERR_TCPIP_TIMEOUT"),
    );
    await command.start();
    expect(await telemetry.read(1, { timeoutMs: 5000 })).toHaveLength(1);
  });

  it("can send header and body in two pieces", async () => {
    await using pair = await simplePair("gen1", { splitWrites: true });
    const next = pair.side.nextSample();
    await pair.clock.advance(100);
    expect((await next).state).toBe(3);
  });
});
